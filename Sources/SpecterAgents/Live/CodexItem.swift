import SpecModel

/// An item of Codex's: a thing that it said or did. `codex exec` spells names as `exit_code`,
/// `codex app-server` as `exitCode`.
enum CodexItem {
  /// Takes an item that is completed in.
  static func read(_ item: Value, into story: inout AgentStory) {
    let kind = item["type"]?.stringValue ?? ""
    switch kind.filter({ $0 != "_" }).lowercased() {
    case "agentmessage":
      story.trouble = nil
      story.say("\n" + (item["text"]?.stringValue ?? ""))
    case "reasoning": story.say("\n" + (item["text"]?.stringValue ?? ""))
    case "commandexecution":
      let command = item["command"]?.stringValue ?? ""
      story.use("shell", command)
      let output = item["aggregated_output"] ?? item["aggregatedOutput"]
      story.say(output?.stringValue ?? "")
      if isDeclined(item) { story.deny("shell", command) }
    case "filechange":
      let paths = (item["changes"]?.arrayValue ?? []).compactMap { $0["path"]?.stringValue }
      story.use("patch", paths.joined(separator: " "))
      if isDeclined(item) {
        story.deny("patch", paths.joined(separator: " "))
      } else {
        story.written += paths
      }
    case "mcptoolcall", "websearch", "dynamictoolcall": story.use(kind, item.description)
    case "error": story.say("[\(item["message"]?.stringValue ?? "")]")
    default: break
    }
  }

  private static func isDeclined(_ item: Value) -> Bool {
    item["status"]?.stringValue == "declined"
  }
}
