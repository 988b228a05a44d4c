import SpecModel

/// What an agent's events have told so far.
struct AgentStory: Sendable {
  /// What it said and did, for people; whole, since what it read is searched for what it must not
  /// have seen.
  private(set) var transcript = ""
  /// A line for each use of a tool.
  private(set) var tools: [String] = []
  /// Files that it said it wrote.
  var written: [String] = []
  /// Tools that it was denied.
  var denied: [String] = []
  /// What it used; nil as long as it has not said.
  var usage: Usage?
  /// The model, as the agent names it.
  var model: String?
  /// Its own version, where its events tell it.
  var version: String?
  /// Whether it said that its turn is complete.
  var isComplete = false
  /// What went wrong.
  var fault: AgentFault?
  /// What its endpoint answered last in place of the model; nil again once the model has answered.
  var trouble: AgentFault?

  /// Bytes of a transcript; what goes beyond is cut, and said so.
  private static let limit = 16 << 20

  /// Adds a paragraph.
  mutating func say(_ text: String) {
    guard !text.isEmpty, transcript.utf8.count < Self.limit else { return }
    transcript += text.hasSuffix("\n") ? text : text + "\n"
    if transcript.utf8.count >= Self.limit {
      transcript += "[cut at \(Self.limit) bytes]\n"
    }
  }

  /// Notes the use of a tool.
  mutating func use(_ tool: String, _ what: String) {
    tools.append("\(tool) \(Printable.line(what.utf8.prefix(400)))")
    say("\n> \(tool): \(what)")
  }
}

/// How an agent tells of what it does, line by line on its standard output.
enum EventForm: Sendable, Hashable {
  /// Claude Code's `--output-format stream-json`.
  case claude
  /// Codex's `exec --json`.
  case codex
  /// The Agent Client Protocol: not only told, but asked and answered (`ACPConversation`).
  case acp
  /// The protocol of `codex app-server`, in which Specter asks.
  case codexServer
  /// Any text: nothing but the folder tells what was done.
  case text

  /// Takes a line in.
  func read(_ line: [UInt8], into story: inout AgentStory) {
    guard !line.isEmpty else { return }
    let value = self == .claude || self == .codex ? try? Value(parsing: line) : nil
    guard let value, value["type"]?.stringValue != nil else {
      return story.say(String(decoding: line, as: UTF8.self))
    }
    switch self {
    case .claude: ClaudeEvents.read(value, into: &story)
    case .codex: CodexEvents.read(value, into: &story)
    case .acp, .codexServer, .text: break
    }
  }

  /// Whether Specter asks, so that an agent that has answered waits for another question.
  var isAsked: Bool { self == .acp || self == .codexServer }

  /// Whether an end without an event that tells of it is a fault.
  var tellsItsEnd: Bool { self != .text }
}
