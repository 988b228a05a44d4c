import SpecModel

/// An agent as a user names it.
public enum AgentChoice: Sendable, Hashable {
  /// `recorded`, or `recorded:DIR`: replays the recordings in a folder; nil: the library's own.
  case recorded(String?)
  /// `handoff`, or `handoff:DIR`: waits for work in a folder below `DIR`; nil: the local state's.
  case handoff(String?)
  /// `command:ARGV…`: any program, its words as a shell cuts them.
  case command([String])
  /// `acp:ARGV…`: any program that speaks the Agent Client Protocol, its words cut likewise.
  case acp([String])
  /// `claude`, `codex:MODEL@EFFORT`: an agent that Specter knows how to start.
  case live(LiveChoice)

  /// The forms that are understood, for messages.
  static let forms =
    "recorded[:DIR], handoff[:DIR], command:PROGRAM ARGUMENTS…, acp:PROGRAM ARGUMENTS…, or one of "
    + LiveProgram.all.map(\.name).joined(separator: ", ") + " with [:MODEL][@EFFORT]"

  /// Reads an agent's name; throws `Failure` of code `.usage` that suggests what was meant.
  public init(parsing text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let detail = parts.count > 1 ? String(parts[1]) : nil
    switch (String(parts[0]), detail) {
    case ("recorded", nil), ("handoff", nil):
      self = parts[0] == "recorded" ? .recorded(nil) : .handoff(nil)
    case ("recorded", let folder?) where !folder.isEmpty: self = .recorded(folder)
    case ("handoff", let folder?) where !folder.isEmpty: self = .handoff(folder)
    case ("recorded", _), ("handoff", _):
      throw Failure(
        .usage, "'\(text)' names no folder", remedy: "Write '\(parts[0])' or '\(parts[0]):DIR'.")
    case ("command", let line), ("acp", let line):
      let words = try CommandWords.split(line ?? "")
      guard let program = words.first, !program.isEmpty else {
        throw Failure(
          .usage, "'\(text)' names no program",
          remedy: "Write for example '\(parts[0]):python3 agent.py'.")
      }
      self = parts[0] == "acp" ? .acp(words) : .command(words)
    default: self = .live(try LiveChoice(parsing: text))
    }
  }

  /// The agent as a user would name it; the words of a command joined by spaces.
  public var spelling: String {
    switch self {
    case .recorded(let folder): folder.map { "recorded:\($0)" } ?? "recorded"
    case .handoff(let folder): folder.map { "handoff:\($0)" } ?? "handoff"
    case .command(let words): "command:\(words.joined(separator: " "))"
    case .acp(let words): "acp:\(words.joined(separator: " "))"
    case .live(let choice): choice.spelling
    }
  }
}

/// Guesses at what a user meant.
enum Spelling {
  /// `Did you mean 'X'? `, or nothing when no name is near.
  static func suggestion(for word: String, among names: [String]) -> String {
    let near = names.map { ($0, distance(word.lowercased(), $0)) }.min { $0.1 < $1.1 }
    guard let near, near.1 <= max(2, near.0.count / 3) else { return "" }
    return "Did you mean '\(near.0)'? "
  }

  /// Edits (insertion, deletion, replacement of a character) from one word to another.
  static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (place, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = place + 1
      for (column, other) in right.enumerated() {
        let replaced = diagonal + (character == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
