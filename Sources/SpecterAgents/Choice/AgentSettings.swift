import SpecModel
import SpecterKit

/// Which agent works in which role.
public struct AgentSettings: Sendable, Hashable {
  /// The agent of roles that have none of their own.
  public var usual: AgentChoice
  /// Agents of single roles.
  public var own: [Role: AgentChoice]

  /// Settings; by default every role is replayed from recordings.
  public init(usual: AgentChoice = .recorded(nil), own: [Role: AgentChoice] = [:]) {
    self.usual = usual
    self.own = own
  }

  /// Reads words such as `handoff` (every role) and `implementer=command:./build.sh` (one role).
  ///
  /// Throws `Failure` of code `.usage` for an unknown role or agent, and for a role named twice.
  public init(parsing words: [String]) throws {
    self.init()
    var isUsualGiven = false
    for word in words {
      guard let (name, rest) = Self.cut(word) else {
        guard !isUsualGiven else {
          throw Failure(
            .usage, "two agents are named for every role",
            remedy: "Write ROLE=AGENT, for example 'implementer=\(word)'.")
        }
        usual = try AgentChoice(parsing: word)
        isUsualGiven = true
        continue
      }
      let role = try Self.role(name)
      guard own[role] == nil else {
        throw Failure(.usage, "two agents are named for the \(name)", remedy: "Name one.")
      }
      own[role] = try AgentChoice(parsing: rest)
    }
  }

  /// The agent of a role.
  public subscript(role: Role) -> AgentChoice { own[role] ?? usual }

  /// `extractor=recorded` and so on, one a role, for a run's plan.
  public var descriptions: [String] {
    Role.allCases.map { "\($0.rawValue)=\(self[$0].spelling)" }
  }

  /// `ROLE=AGENT` in two; nil for an agent alone, whose command may well hold a `=` of its own.
  private static func cut(_ word: String) -> (String, String)? {
    guard let sign = word.firstIndex(where: { $0 == "=" || $0 == ":" }), word[sign] == "="
    else { return nil }
    return (String(word[..<sign]), String(word[word.index(after: sign)...]))
  }

  private static func role(_ name: String) throws -> Role {
    if let role = Role(rawValue: name) { return role }
    let names = Role.allCases.map(\.rawValue)
    throw Failure(
      .usage, "there is no role '\(name)'",
      remedy: Spelling.suggestion(for: name, among: names)
        + "Roles are \(names.joined(separator: ", ")).")
  }
}
