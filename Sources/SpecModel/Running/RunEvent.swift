/// What happened in a run, in order. Console, JSON lines, JUnit, HTML and resumption are readers of
/// this stream; each event is written to the store before anything depends on it.
public enum RunEvent: Sendable, Hashable, Codable {
  /// The run began.
  case began(RunPlan)
  /// The run goes on after a stop; the steps that had begun and not ended start clean.
  case resumed
  /// A step began.
  case stepBegan(RunStep)
  /// A step ended, with its result and its cost.
  case stepEnded(RunStep, StepResult, StepCost)
  /// An agent failed at a step, which has not ended; with the reason and what it cost.
  case stepFailed(RunStep, reason: String, StepCost)
  /// The run ended; `spent` names the budget of the run that was spent, where it was one: such a
  /// run goes on with a larger one.
  case ended(StopReason, sentence: String, spent: RunBudget.Kind? = nil)
}

/// What a run set out to do.
public struct RunPlan: Sendable, Hashable, Codable {
  /// Name of the library.
  public var name: String
  /// The spec's folder as the user gave it.
  public var folder: String
  /// The agents by role, for people, for example `implementer=recorded`.
  public var agents: [String]
  /// Candidates a round.
  public var candidates: Int
  /// Most rounds.
  public var rounds: Int
  /// The seed of everything random.
  public var seed: UInt64
  /// Whether the run started from the front matter alone rather than from the folder's spec.
  public var fresh: Bool
  /// Isolation that the run was asked for.
  public var isolation: IsolationLevel
  /// The spec that the run started from; nil where it was not written down.
  public var spec: Digest?
  /// The economy that a distillation is to reach; nil for a loop.
  public var economy: Double?

  /// A plan.
  public init(
    name: String, folder: String, agents: [String], candidates: Int, rounds: Int, seed: UInt64,
    fresh: Bool, isolation: IsolationLevel, spec: Digest? = nil, economy: Double? = nil
  ) {
    self.economy = economy
    self.spec = spec
    self.name = name
    self.folder = folder
    self.agents = agents
    self.candidates = candidates
    self.rounds = rounds
    self.seed = seed
    self.fresh = fresh
    self.isolation = isolation
  }
}

/// One durable step of a run; the key of its result.
public struct RunStep: Sendable, Hashable, Codable {
  /// What a step does.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Fetches and verifies the reference.
    case fetch
    /// Mines the reference's own tests.
    case mine
    /// Has the spec written from the reference.
    case extract
    /// Has a candidate built from the spec.
    case build
    /// Runs both sides and compares.
    case measure
    /// Holds the builds of a round against each other.
    case compare
    /// Has the spec revised.
    case revise
    /// Has the spec shortened.
    case distil
    /// Goes back to an earlier spec.
    case rollBack
    /// Measures the frozen candidate on a fresh final batch.
    case confirm
  }

  /// What it does.
  public var kind: Kind
  /// The round, from 1; 0 before the first.
  public var round: Int
  /// The candidate, from 1; 0 where there is none.
  public var candidate: Int
  /// The attempt, from 1.
  public var attempt: Int

  /// A step.
  public init(_ kind: Kind, round: Int = 0, candidate: Int = 0, attempt: Int = 1) {
    self.kind = kind
    self.round = round
    self.candidate = candidate
    self.attempt = attempt
  }
}

/// What a step came to. Large things (specs, candidates, measurements) lie in the object store
/// under their digest.
public enum StepResult: Sendable, Hashable, Codable {
  /// The reference is in the cache and verified.
  case fetched(reference: Digest, files: Int)
  /// Mined probes, as a probe file in the object store.
  case mined(probes: Digest, count: Int)
  /// A spec was written or revised and accepted.
  case wrote(SpecChange)
  /// A candidate was built.
  case built(Build)
  /// A measurement was made.
  case measured(MeasureSummary)
  /// The builds of a round were held against each other.
  case compared(AmbiguitySummary)
  /// The step's work was refused; the reason is a sentence. The spec that was refused, if there was
  /// one, lies in the object store, so that the next attempt can start from it.
  case refused(reason: String, draft: Digest? = nil)
  /// The spec went back to an earlier one, because a revision made it worse.
  case rolledBack(to: Digest, reason: String)
}

/// A spec as a step left it.
public struct SpecChange: Sendable, Hashable, Codable {
  /// The new spec's bytes in the object store.
  public var spec: Digest
  /// The spec it came from; nil for a first one.
  public var from: Digest?
  /// Causes that the change answers.
  public var causes: [String]
  /// Findings that the reviser deferred or rejected, with the reason, one sentence each.
  public var declined: [String]
  /// The agent that wrote it, its version if known.
  public var agent: String

  /// A change.
  public init(
    spec: Digest, from: Digest? = nil, causes: [String] = [], declined: [String] = [],
    agent: String
  ) {
    self.spec = spec
    self.from = from
    self.causes = causes
    self.declined = declined
    self.agent = agent
  }
}

/// A built candidate.
public struct Build: Sendable, Hashable, Codable {
  /// The candidate's files, a tree in the object store.
  public var candidate: Digest
  /// The spec it was built from.
  public var spec: Digest
  /// Digest of the brief that the implementer was given.
  public var brief: Digest
  /// The agent that built it.
  public var agent: String
  /// Isolation of the build.
  public var isolation: IsolationLevel
  /// Fidelity that was measured when the build was recorded; nil for a live agent's.
  public var recordedFidelity: Double?
  /// The access log of the build, an object of the store; nil where nobody looked.
  public var access: Digest?

  /// A build.
  public init(
    candidate: Digest, spec: Digest, brief: Digest, agent: String, isolation: IsolationLevel,
    recordedFidelity: Double? = nil, access: Digest? = nil
  ) {
    self.recordedFidelity = recordedFidelity
    self.access = access
    self.candidate = candidate
    self.spec = spec
    self.brief = brief
    self.agent = agent
    self.isolation = isolation
  }
}

/// The head of a measurement; the whole of it lies in the object store.
public struct MeasureSummary: Sendable, Hashable, Codable {
  /// The whole measurement (a `specter.verdict/1` document) in the object store.
  public var verdict: Digest
  /// The candidate that was measured.
  public var candidate: Digest
  /// The spec that it was built from.
  public var spec: Digest
  /// Fidelity with its interval.
  public var fidelity: Interval
  /// A: share of public symbols missing or broken.
  public var structure: Double
  /// Good–Turing estimate of what is undiscovered.
  public var undiscovered: Double
  /// Economy; nil without bare code to divide by.
  public var economy: Double?
  /// Ids of open causes (P0 to P2).
  public var open: [String]
  /// Ids of P3 causes.
  public var minor: [String]
  /// Operations that could not be probed.
  public var unprobed: [String]
  /// Probes run.
  public var probes: Int
  /// Fidelity that the recording of this step had, when a replay measures another.
  public var recordedFidelity: Double?
  /// What the candidate did on each probe, in the object store; nil where it was not kept.
  public var answers: Digest?

  /// A summary.
  public init(
    verdict: Digest, candidate: Digest, spec: Digest, fidelity: Interval, structure: Double,
    undiscovered: Double, economy: Double?, open: [String], minor: [String], unprobed: [String],
    probes: Int, recordedFidelity: Double? = nil, answers: Digest? = nil
  ) {
    self.answers = answers
    self.verdict = verdict
    self.candidate = candidate
    self.spec = spec
    self.fidelity = fidelity
    self.structure = structure
    self.undiscovered = undiscovered
    self.economy = economy
    self.open = open
    self.minor = minor
    self.unprobed = unprobed
    self.probes = probes
    self.recordedFidelity = recordedFidelity
  }
}

/// What a step cost.
public struct StepCost: Sendable, Hashable, Codable {
  /// Wall time in seconds.
  public var seconds: Double
  /// Wall time in seconds that an agent or subject took of it.
  public var outside: Double
  /// What the agent used; nil where it does not say.
  public var usage: Usage?

  /// A cost.
  public init(seconds: Double, outside: Double = 0, usage: Usage? = nil) {
    self.seconds = seconds
    self.outside = outside
    self.usage = usage
  }
}

/// Tokens and money that an agent used.
public struct Usage: Sendable, Hashable, Codable {
  /// Tokens read, cached ones included.
  public var tokensIn: Int
  /// Tokens written.
  public var tokensOut: Int
  /// Tokens of `tokensIn` that came from a cache; nil where it is not known.
  public var cached: Int?
  /// Cost in US dollars; nil where it is not known.
  public var dollars: Double?

  /// A usage.
  public init(tokensIn: Int, tokensOut: Int, cached: Int? = nil, dollars: Double? = nil) {
    self.cached = cached
    self.tokensIn = tokensIn
    self.tokensOut = tokensOut
    self.dollars = dollars
  }
}

extension Usage {
  /// Two usages together; what only one of them knows is taken as it is.
  public static func + (left: Self, right: Self) -> Self {
    func sum<Number: AdditiveArithmetic>(_ one: Number?, _ other: Number?) -> Number? {
      one.map { $0 + (other ?? .zero) } ?? other
    }
    return Usage(
      tokensIn: left.tokensIn + right.tokensIn, tokensOut: left.tokensOut + right.tokensOut,
      cached: sum(left.cached, right.cached), dollars: sum(left.dollars, right.dollars))
  }
}

/// An event with its place in the run and its time.
public struct RecordedEvent: Sendable, Hashable, Codable {
  /// The run.
  public var run: String
  /// Its place in the run, from 1.
  public var sequence: Int
  /// Seconds since 1970-01-01 UTC.
  public var time: Double
  /// What happened.
  public var event: RunEvent

  /// A recorded event.
  public init(run: String, sequence: Int, time: Double, event: RunEvent) {
    self.run = run
    self.sequence = sequence
    self.time = time
    self.event = event
  }
}
