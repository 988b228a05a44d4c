import SpecModel

/// Claude Code's events: `claude -p --output-format stream-json --verbose`, measured with 2.1.329.
enum ClaudeEvents {
  static func read(_ event: Value, into story: inout AgentStory) {
    switch event["type"]?.stringValue {
    case "system": system(event, &story)
    case "assistant": assistant(event, &story)
    case "user": results(event, &story)
    case "result": result(event, &story)
    default: break
    }
  }

  private static func system(_ event: Value, _ story: inout AgentStory) {
    switch event["subtype"]?.stringValue {
    case "init":
      story.model = event["model"]?.stringValue
      story.version = event["claude_code_version"]?.stringValue
    case "api_retry":
      let status = event["error_status"]?.intValue
      let text = status.map { "status \($0)" } ?? "no answer"
      story.trouble = AgentFault(status: status ?? 0, text: text) ?? .unreachable(text)
      story.say("[the endpoint is asked again: \(text)]")
    default: break
    }
  }

  private static func assistant(_ event: Value, _ story: inout AgentStory) {
    let blocks = event["message"]?["content"]?.arrayValue ?? []
    if !blocks.isEmpty { story.trouble = nil }
    if let id = event["message"]?["id"]?.stringValue, let usage = usage(event["message"] ?? .null) {
      story.use(usage, message: id)
    }
    for block in blocks {
      switch block["type"]?.stringValue {
      case "text": story.say("\n" + (block["text"]?.stringValue ?? ""))
      case "tool_use":
        let input = block["input"] ?? .null
        let path = input["file_path"]?.stringValue ?? input["notebook_path"]?.stringValue
        let name = block["name"]?.stringValue ?? "tool"
        if let path, ["Write", "Edit", "MultiEdit", "NotebookEdit"].contains(name) {
          story.writing[block["id"]?.stringValue ?? ""] = path
        }
        let what = input["command"]?.stringValue ?? path
        story.use(name, what ?? input.description)
        if what != nil && path != nil { story.say(input.description) }
      default: break
      }
    }
  }

  private static func results(_ event: Value, _ story: inout AgentStory) {
    for block in event["message"]?["content"]?.arrayValue ?? []
    where block["type"]?.stringValue == "tool_result" {
      story.say(text(of: block["content"] ?? .null))
      let path = story.writing.removeValue(forKey: block["tool_use_id"]?.stringValue ?? "")
      if let path, block["is_error"] != .bool(true) { story.written.append(path) }
    }
  }

  /// A tool's answer is a text or a list of blocks.
  private static func text(of content: Value) -> String {
    if let text = content.stringValue { return text }
    return (content.arrayValue ?? []).compactMap { $0["text"]?.stringValue }
      .joined(separator: "\n")
  }

  private static func result(_ event: Value, _ story: inout AgentStory) {
    story.usage = usage(event)
    for denial in event["permission_denials"]?.arrayValue ?? [] {
      let input = denial["tool_input"] ?? .null
      let what = input["command"] ?? input["file_path"]
      story.deny(
        denial["tool_name"]?.stringValue ?? "a tool", what?.stringValue ?? input.description)
    }
    let text = Printable.line((event["result"]?.stringValue ?? "").utf8)
    let subtype = event["subtype"]?.stringValue ?? ""
    if subtype == "error_max_turns" || subtype == "error_max_budget_usd" {
      story.fault = .outOfBudget(subtype == "error_max_turns" ? "its turns" : "its money")
    } else if case .bool(true)? = event["is_error"] {
      // A failed run has the subtype `success`; only `is_error` tells.
      if let status = event["api_error_status"]?.intValue {
        story.fault = AgentFault(status: status, text: text) ?? .turnFailed(text)
      } else if event["api_error"]?.stringValue == "connection_failed" {
        story.fault = .unreachable(text)
      } else {
        story.fault = .turnFailed(text)
      }
    } else if subtype != "success" {
      story.fault = .turnFailed(subtype)
    }
    story.isComplete = true
  }

  private static func usage(_ event: Value) -> Usage? {
    guard let usage = event["usage"], let fresh = usage["input_tokens"]?.intValue,
      let out = usage["output_tokens"]?.intValue
    else { return nil }
    let cached = usage["cache_read_input_tokens"]?.intValue ?? 0
    let kept = usage["cache_creation_input_tokens"]?.intValue ?? 0
    return Usage(
      tokensIn: fresh + cached + kept, tokensOut: out, cached: cached,
      dollars: event["total_cost_usd"]?.doubleValue)
  }
}
