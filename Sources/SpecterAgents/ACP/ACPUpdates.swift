import SpecModel

/// The notifications `session/update` of one session, told to a story.
struct ACPUpdates: Sendable {
  /// What is being said: a text comes in pieces that end anywhere.
  private var text = ""
  /// Who says it, the model aloud or in thought.
  private var speaker = ""
  /// What each tool call that is not done has answered so far: each update replaces the last.
  private var held: [String: String] = [:]
  /// What the session has cost so far, in US dollars.
  private var dollars: Double?

  /// Takes an update in.
  mutating func take(_ update: Value, into story: inout AgentStory) {
    let kind = update["sessionUpdate"]?.stringValue ?? ""
    switch kind {
    case "agent_message_chunk", "agent_thought_chunk":
      if kind != speaker { say(&story) }
      speaker = kind
      text += update["content"]?["text"]?.stringValue ?? ""
    case "tool_call":
      say(&story)
      let title = update["title"]?.stringValue ?? ""
      story.use(update["kind"]?.stringValue ?? "tool", title)
      call(update, &story)
    case "tool_call_update":
      say(&story)
      call(update, &story)
    case "usage_update":
      // `used` is what stands in the context now: no tokens that anybody was billed for.
      if let cost = update["cost"], cost["currency"]?.stringValue == "USD" {
        dollars = cost["amount"]?.doubleValue
      }
    default: break
    }
  }

  /// Tells the story what was still held back.
  mutating func finish(_ story: inout AgentStory) {
    say(&story)
    for id in held.keys.sorted() { story.say(held[id] ?? "") }
    held = [:]
  }

  /// What the turn used, by the `usage` of its answer.
  ///
  /// Agents count cached and thought tokens beside the others or among them; the total tells which.
  func usage(_ usage: Value?) -> Usage? {
    func count(_ key: String) -> Int { usage?[key]?.intValue ?? 0 }
    guard let usage, let total = usage["totalTokens"]?.intValue,
      let fresh = usage["inputTokens"]?.intValue, var out = usage["outputTokens"]?.intValue
    else { return nil }
    let cached = usage["cachedReadTokens"]?.intValue
    let thought = count("thoughtTokens")
    if total >= fresh + out + thought + (cached ?? 0) + count("cachedWriteTokens") {
      out += thought
    }
    guard total >= out else { return nil }
    return Usage(tokensIn: total - out, tokensOut: out, cached: cached, dollars: dollars)
  }

  private mutating func say(_ story: inout AgentStory) {
    if !text.isEmpty { story.say("\n" + text) }
    (text, speaker) = ("", "")
  }

  private mutating func call(_ update: Value, _ story: inout AgentStory) {
    if let input = update["rawInput"], input != .null { story.say(input.description) }
    let id = update["toolCallId"]?.stringValue ?? ""
    let pieces = update["content"]?.arrayValue ?? []
    for path in pieces.compactMap({ $0["path"]?.stringValue }) where !story.written.contains(path) {
      story.written.append(path)
    }
    let content = pieces.compactMap {
      $0["content"]?["text"]?.stringValue ?? $0["newText"]?.stringValue
    }
    if !content.isEmpty {
      held[id] = content.joined(separator: "\n")
    } else if let output = update["rawOutput"], output != .null {
      held[id] = output.stringValue ?? output.description
    }
    let status = update["status"]?.stringValue
    guard status == "completed" || status == "failed" else { return }
    story.say(held.removeValue(forKey: id) ?? "")
    if status == "failed" { story.say("[failed]") }
  }
}
