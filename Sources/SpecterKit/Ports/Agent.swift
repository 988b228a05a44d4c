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
  /// Turns before this one that came to nothing.
  public var attempts: [AgentAttempt] = []
  /// A line for each request to its model's endpoint and for each use of a tool; empty where nobody
  /// looked.
  public var access: [String] = []

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

extension AgentRun {
  /// What it used with all the turns before it; nil where nobody says.
  public var spent: Usage? { AgentAttempt.usage(attempts, usage) }
}

extension AgentAttempt {
  fileprivate static func usage(_ attempts: [AgentAttempt], _ last: Usage?) -> Usage? {
    (attempts.map(\.usage) + [last]).compactMap { $0 }.reduce(nil) { all, one in
      all.map { $0 + one } ?? one
    }
  }
}

extension AgentFailure {
  /// What all its turns used; nil where nobody says.
  public var spent: Usage? { AgentAttempt.usage(attempts, nil) }
}

/// A turn of an agent that came to nothing.
public struct AgentAttempt: Sendable, Hashable, Codable {
  /// The fault's name, for example `rate limited`.
  public var fault: String
  /// What happened, in words.
  public var sentence: String
  /// Wall time in seconds that it took.
  public var seconds: Double
  /// What it used; nil where it does not say.
  public var usage: Usage?

  /// A turn.
  public init(fault: String, sentence: String, seconds: Double, usage: Usage? = nil) {
    self.fault = fault
    self.sentence = sentence
    self.seconds = seconds
    self.usage = usage
  }
}

/// An agent that failed, with what it cost to find out.
public struct AgentFailure: Error, Sendable {
  /// What is thrown on: code `.agent`.
  public var failure: Failure
  /// The last turn, as far as it came.
  public var run: AgentRun
  /// All turns, the last one too.
  public var attempts: [AgentAttempt]

  /// A failure.
  public init(_ failure: Failure, run: AgentRun, attempts: [AgentAttempt]) {
    self.failure = failure
    self.run = run
    self.attempts = attempts
  }
}
