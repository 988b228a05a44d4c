import SpecModel

/// Codex's events: `codex exec --json`, measured with 0.163.0.
enum CodexEvents {
  static func read(_ event: Value, into story: inout AgentStory) {
    switch event["type"]?.stringValue {
    case "item.completed": item(event["item"] ?? .null, &story)
    case "turn.completed":
      story.isComplete = true
      story.fault = nil
      if let usage = event["usage"], let tokensIn = usage["input_tokens"]?.intValue,
        let out = usage["output_tokens"]?.intValue
      {
        story.usage = Usage(
          tokensIn: tokensIn, tokensOut: out, cached: usage["cached_input_tokens"]?.intValue)
      }
    case "turn.failed":
      story.isComplete = true
      story.fault = fault(event["error"]?["message"]?.stringValue ?? "")
    case "error":
      let text = event["message"]?.stringValue ?? ""
      story.say("[\(text)]")
      // It goes on by itself as long as it can: only the last one counts, and only without an end.
      story.fault = fault(text)
    default: break
    }
  }

  private static func item(_ item: Value, _ story: inout AgentStory) {
    switch item["type"]?.stringValue {
    case "agent_message", "reasoning": story.say("\n" + (item["text"]?.stringValue ?? ""))
    case "command_execution":
      story.use("shell", item["command"]?.stringValue ?? "")
      story.say(item["aggregated_output"]?.stringValue ?? "")
      if item["status"]?.stringValue == "declined" { story.denied.append("shell") }
    case "file_change":
      let changes = item["changes"]?.arrayValue ?? []
      let paths = changes.compactMap { $0["path"]?.stringValue }
      story.written += paths
      story.use("patch", paths.joined(separator: " "))
      if item["status"]?.stringValue == "declined" { story.denied.append("patch") }
    case "mcp_tool_call", "web_search":
      story.use(item["type"]?.stringValue ?? "tool", item.description)
    case "error": story.say("[\(item["message"]?.stringValue ?? "")]")
    default: break
    }
  }

  /// A failure's text in words: `… unexpected status 401 Unauthorized: …`.
  static func fault(_ text: String) -> AgentFault {
    let line = Printable.line(text.utf8)
    if let status = status(in: text), let fault = AgentFault(status: status, text: line) {
      return fault
    }
    let lower = text.lowercased()
    if lower.contains("rate limit") || lower.contains("too many requests") {
      return .rateLimited(line)
    }
    if lower.contains("stream disconnected") || lower.contains("error sending request")
      || lower.contains("reconnecting") || lower.contains("connection")
    {
      return .unreachable(line)
    }
    return .turnFailed(line)
  }

  /// The three digits behind the word `status`.
  private static func status(in text: String) -> Int? {
    let words = text.split { !$0.isLetter && !$0.isNumber }
    for (word, next) in zip(words, words.dropFirst()) where word.lowercased() == "status" {
      if next.count == 3, let status = Int(next) { return status }
    }
    return nil
  }
}
