import SpecModel

/// What writes specs and code: a coding agent, a model, a recording, a person.
///
/// An implementer of this port passes `agentContract` of `SpecterTesting`: it returns what the
/// agent left in the brief's folder and nothing else; it never changes the brief; an agent that did
/// no work throws a `Failure` of code `.agent`, a recording without a reply one of code
/// `.recordingExhausted`; cancelling the task stops the agent.
public protocol Agent: Sendable {
  /// Has one brief worked on, and returns what was left in its folder.
  func perform(_ brief: Brief) async throws -> AgentRun
}

/// What an agent left behind.
public struct AgentRun: Sendable {
  /// The files that are new or changed in the brief's folder.
  public var reply: FileTree
  /// What the agent said, for people; may be empty.
  public var transcript: String
  /// The agent and its version, for example `recorded (handoff)`.
  public var agent: String
  /// How isolated the agent was.
  public var isolation: IsolationLevel
  /// What it used; nil where it does not say.
  public var usage: Usage?
  /// Wall time in seconds that the agent took.
  public var seconds: Double
  /// Fidelity measured of this reply when it was recorded; nil for a live agent.
  public var recordedFidelity: Double?

  /// A run.
  public init(
    reply: FileTree, transcript: String = "", agent: String, isolation: IsolationLevel,
    usage: Usage? = nil, seconds: Double, recordedFidelity: Double? = nil
  ) {
    self.reply = reply
    self.transcript = transcript
    self.agent = agent
    self.isolation = isolation
    self.usage = usage
    self.seconds = seconds
    self.recordedFidelity = recordedFidelity
  }
}
