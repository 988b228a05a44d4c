import SpecModel

/// Codex's events: `codex exec --json`, measured with 0.163.0.
enum CodexEvents {
  static func read(_ event: Value, into story: inout AgentStory) {
    switch event["type"]?.stringValue {
    case "item.completed": CodexItem.read(event["item"] ?? .null, into: &story)
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

  /// A tool that is denied has no event: `… error=approval policy is Never; reject command — …`.
  static func read(errors: String, into story: inout AgentStory) {
    for line in errors.split(separator: "\n") where line.contains("approval policy is Never") {
      story.deny("shell", line.contains("escalated permissions") ? "outside of its sandbox" : "")
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
