import SpecModel

/// What an agent's events have told so far.
struct AgentStory: Sendable {
  /// What it said and did, for people; whole, since what it read is searched for what it must not
  /// have seen.
  private(set) var transcript = ""
  /// A line for each use of a tool.
  fileprivate(set) var tools: [String] = []
  /// Files that it is writing, by the tool's use that is not answered yet.
  var writing: [String: String] = [:]
  /// Files that it said it wrote.
  var written: [String] = []
  /// Tools that it was denied.
  fileprivate(set) var denied: [String] = []
  /// What it used; nil as long as it has not said.
  var usage: Usage?
  /// What single messages used, where it is told by message.
  fileprivate var messages: [String: Usage] = [:]
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

extension AgentStory {
  /// Notes a tool that it was denied, and what it wanted with it; once, where it is told twice.
  mutating func deny(_ tool: String, _ what: String = "") {
    if !denied.contains(tool) { denied.append(tool) }
    let line = what.isEmpty ? tool : "\(tool) \(Printable.line(what.utf8.prefix(400)))"
    guard !tools.contains("denied \(line)") else { return }
    tools.append("denied \(line)")
    say("[denied: \(line)]")
  }

  /// Notes what a message that is named `id` used, which may be told more than once.
  mutating func use(_ usage: Usage, message id: String) {
    messages[id] = usage
    self.usage = messages.values.reduce(Usage(tokensIn: 0, tokensOut: 0), +)
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
  /// Any text, and mini-swe-agent's trajectory at its end (`AgentReport`).
  case trajectory
  /// Any text, and aider's log of events at its end (`AgentReport`).
  case analytics

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
    case .acp, .codexServer, .trajectory, .analytics: break
    }
  }

  /// A file below the home folder in which the agent writes down what it does; nil: it prints it.
  var report: String? {
    switch self {
    case .trajectory: ".trajectory.json"
    case .analytics: ".analytics.jsonl"
    case .claude, .codex, .acp, .codexServer: nil
    }
  }

  /// Takes in what stands in that file.
  func read(report: [UInt8], into story: inout AgentStory) {
    switch self {
    case .trajectory: AgentReport.readTrajectory(report, into: &story)
    case .analytics: AgentReport.readAnalytics(report, into: &story)
    case .claude, .codex, .acp, .codexServer: break
    }
  }

  /// Takes in what it wrote to its standard error, where that alone tells of something.
  func read(errors: String, into story: inout AgentStory) {
    if self == .codex { CodexEvents.read(errors: errors, into: &story) }
  }

  /// Whether Specter asks, so that an agent that has answered waits for another question.
  var isAsked: Bool { self == .acp || self == .codexServer }

  /// Whether a turn that its endpoint refused is told as complete, so that only the relay knows.
  var hidesRefusals: Bool { self == .analytics }

  /// Whether the version is told by what it tells of its turn.
  var tellsVersion: Bool { self == .acp || self == .trajectory }
}
