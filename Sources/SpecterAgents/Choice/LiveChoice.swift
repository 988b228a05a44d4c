import SpecModel

/// One of the agents that Specter knows how to start, as a user asks for it: `codex:MODEL@EFFORT`.
///
/// Two are equal when they are spelled alike.
public struct LiveChoice: Sendable, Hashable {
  let program: LiveProgram
  let model: String?
  let effort: String?

  /// The choice as a user would name it.
  var spelling: String {
    program.name + (model.map { ":\($0)" } ?? "") + (effort.map { "@\($0)" } ?? "")
  }

  /// Whether they are spelled alike.
  public static func == (left: LiveChoice, right: LiveChoice) -> Bool {
    left.spelling == right.spelling
  }

  /// Hashes the spelling.
  public func hash(into hasher: inout Hasher) { hasher.combine(spelling) }
}

extension LiveChoice {
  /// Finds the program that `text` names; throws a `Failure` of code `.usage` when there is none,
  /// or when it is not told what it needs.
  init(parsing text: String) throws {
    // An effort can stand without a model: `claude@high`.
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let words = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let program = LiveProgram.all.first(where: { $0.name == words[0] }) else {
      let names = ["recorded", "handoff", "command", "acp"] + LiveProgram.all.map(\.name)
      throw Failure(
        .usage, "there is no agent '\(words[0])'",
        remedy: Spelling.suggestion(for: String(words[0]), among: names)
          + "An agent is \(AgentChoice.forms).")
    }
    let model = words.count > 1 ? String(words[1]) : nil
    let effort = parts.count > 1 ? String(parts[1]) : nil
    guard model != "", effort != "" else {
      throw Failure(
        .usage, "'\(text)' names no model or effort",
        remedy: "Write \(words[0]), \(words[0]):MODEL or \(words[0]):MODEL@EFFORT.")
    }
    guard model != nil || !program.needsModel else {
      throw Failure(
        .usage, "\(program.name) has no model of its own",
        remedy: "Write \(program.name):MODEL.")
    }
    self.init(program: program, model: model, effort: effort)
  }
}
