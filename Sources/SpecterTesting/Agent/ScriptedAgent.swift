import SpecModel
import SpecterKit

/// An agent that does what a test says, and remembers what it was asked.
public actor ScriptedAgent: Agent {
  /// The briefs it was given, in order.
  public private(set) var briefs: [Brief] = []

  private let isolation: IsolationLevel
  private let script: @Sendable (Brief) async throws -> FileTree

  /// An agent that leaves what `script` returns in the brief's folder.
  public init(
    isolation: IsolationLevel = .sealed,
    script: @escaping @Sendable (Brief) async throws -> FileTree
  ) {
    self.isolation = isolation
    self.script = script
  }

  /// Remembers the brief and plays the script. A reply without a new or changed file is a `Failure`
  /// of code `.agent`, as with any agent.
  public func perform(_ brief: Brief) async throws -> AgentRun {
    try Task.checkCancellation()
    briefs.append(brief)
    let reply = try await script(brief).changes(since: brief.files)
    guard !reply.files.isEmpty else {
      throw Failure(.agent, "the scripted agent left no new or changed file")
    }
    return AgentRun(reply: reply, agent: "scripted", isolation: isolation, seconds: 0)
  }
}
