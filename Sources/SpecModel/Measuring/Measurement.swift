/// A figure with its interval; percentages, 0 to 100, unless the user of it says otherwise.
public struct Interval: Sendable, Hashable, Codable {
  /// The point estimate.
  public var value: Double
  /// Lower end of the 95 % interval.
  public var low: Double
  /// Upper end of the 95 % interval.
  public var high: Double

  /// A figure with its interval.
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }
}

/// How sealed a build or a run was.
public enum IsolationLevel: String, Sendable, Hashable, Codable {
  /// In the sandbox: no network, nothing but its workspace.
  case sealed
  /// Only the agent's own sandbox, or a person's word: its folder and nothing else.
  case folder
  /// None; must be asked for.
  case none
}

/// What one operation did on its probes.
public struct OperationScore: Sendable, Hashable, Codable {
  /// The operation.
  public var operation: String
  /// Scored probes (held-out, not dropped).
  public var probes: Int
  /// Probes with a loss above 0.
  public var diverged: Int
  /// Mean loss, 0 to 1.
  public var loss: Double
  /// b: mean loss ÷ the best constant answer's mean loss, at most 1.
  public var score: Double

  /// A score.
  public init(operation: String, probes: Int, diverged: Int, loss: Double, score: Double) {
    self.operation = operation
    self.probes = probes
    self.diverged = diverged
    self.loss = loss
    self.score = score
  }
}

/// Everything that one comparison of a candidate with its reference found (SCORING.md).
public struct Measurement: Sendable, Hashable {
  /// 100 − D with its 95 % interval.
  public var fidelity: Interval
  /// B: mean skill loss over the operations in scope, 0 to 1.
  public var behaviour: Double
  /// A: share of public symbols that are missing or broken, 0 to 1.
  public var structure: Double
  /// Scores by operation, every operation in scope.
  public var operations: [OperationScore]
  /// Operations in scope that could not be probed; they block convergence.
  public var unprobed: [String]
  /// Probes run, by pool and fate.
  public var probes: ProbeCounts
  /// What was dropped and masked as noise, and why; most frequent first.
  public var noise: [NoiseCount]
  /// Causes, furthest first.
  public var causes: [Cause]
  /// Differences of the public surface.
  public var surface: [StructureFinding]
  /// f₁/n (Good–Turing): share of causes seen exactly once among non-adaptive probes, 0 to 1.
  public var undiscovered: Double
  /// Mean loss on the spec's examples and on their neighbours; nil without examples.
  public var gap: NeighbourGap?
  /// Bytes of the spec ÷ bytes of the reference's bare code; nil without a spec.
  public var economy: Double?
  /// How many small changes of the reference these probes see; nil where that was not measured.
  public var kills: KillCount?
  /// Isolation of the build and of the run.
  public var isolation: IsolationPair
  /// The comparison rules in force.
  public var rules: CompareRules
  /// Differences that a person allowed, with how often each was seen.
  public var allowed: [AllowedCount]
  /// The seed of everything random.
  public var seed: UInt64
  /// Generated probes an operation that were asked for.
  public var perOperation: Int
  /// Wall time in seconds.
  public var seconds: Double
  /// Examples of the spec that the reference itself breaks, one sentence each: the spec is wrong.
  public var brokenExamples: [String]
  /// Words about what limits this measurement (a clock that was not frozen, a budget that ended
  /// early), one sentence each.
  public var notes: [String]

  /// A measurement.
  public init(
    fidelity: Interval, behaviour: Double, structure: Double, operations: [OperationScore],
    unprobed: [String], probes: ProbeCounts, causes: [Cause], surface: [StructureFinding],
    undiscovered: Double, gap: NeighbourGap?, economy: Double?, isolation: IsolationPair,
    rules: CompareRules, allowed: [AllowedCount] = [], seed: UInt64, perOperation: Int = 0,
    seconds: Double,
    brokenExamples: [String] = [], notes: [String] = [], noise: [NoiseCount] = [],
    kills: KillCount? = nil
  ) {
    self.kills = kills
    self.noise = noise
    self.perOperation = perOperation
    self.brokenExamples = brokenExamples
    self.fidelity = fidelity
    self.behaviour = behaviour
    self.structure = structure
    self.operations = operations
    self.unprobed = unprobed
    self.probes = probes
    self.causes = causes
    self.surface = surface
    self.undiscovered = undiscovered
    self.gap = gap
    self.economy = economy
    self.isolation = isolation
    self.rules = rules
    self.allowed = allowed
    self.seed = seed
    self.seconds = seconds
    self.notes = notes
  }

  /// Causes that hold up convergence: P0 to P2.
  public var openCauses: [Cause] { causes.filter { $0.priority < .p3 } }
}

/// How many probes ran and what became of them.
public struct ProbeCounts: Sendable, Hashable, Codable {
  /// Probes of the dev pool.
  public var dev: Int
  /// Probes of the held-out pool.
  public var heldOut: Int
  /// Probes of the final pool.
  public var final: Int
  /// Dropped: noise all over.
  public var dropped: Int
  /// Compared with a noisy path masked.
  public var masked: Int
  /// Depended on order and were run again in fresh processes.
  public var rerun: Int
  /// Differed, and there was no time to ask the reference again whether it is noise; they count as
  /// divergences.
  public var unlooked: Int
  /// The reference's first run of them took too long.
  public var timedOut: Int
  /// The reference's first run of them crashed.
  public var crashed: Int
  /// Drawn probes that ran on all three processes and were compared, a second of wall time, each
  /// counted once; nil where none ran, or where observations came from a cache.
  public var perSecond: Double?
  /// Observations that came from a cache instead of a run; a probe has three or more.
  public var reused: Int
  /// Branches of the reference that the dev probes and the search beside them were seen to reach; 0
  /// where its driver can't tell.
  public var branches: Int

  /// Counts.
  public init(
    dev: Int = 0, heldOut: Int = 0, final: Int = 0, dropped: Int = 0, masked: Int = 0,
    rerun: Int = 0, timedOut: Int = 0, crashed: Int = 0, perSecond: Double? = nil,
    reused: Int = 0, branches: Int = 0, unlooked: Int = 0
  ) {
    self.unlooked = unlooked
    self.branches = branches
    self.dev = dev
    self.heldOut = heldOut
    self.final = final
    self.dropped = dropped
    self.masked = masked
    self.rerun = rerun
    self.timedOut = timedOut
    self.crashed = crashed
    self.perSecond = perSecond
    self.reused = reused
  }

  /// All probes that ran.
  public var all: Int { dev + heldOut + final }
}

/// Loss on the examples and on their neighbours: far apart, the candidate memorised the examples.
public struct NeighbourGap: Sendable, Hashable, Codable {
  /// Mean loss on the spec's examples, 0 to 1.
  public var examples: Double
  /// Mean loss on their neighbours, 0 to 1.
  public var neighbours: Double

  /// A gap.
  public init(examples: Double, neighbours: Double) {
    self.examples = examples
    self.neighbours = neighbours
  }
}

/// Isolation of the two places where foreign code ran.
public struct IsolationPair: Sendable, Hashable, Codable {
  /// Where the candidate was built; nil when Specter did not see it being built.
  public var build: IsolationLevel?
  /// Where the subjects ran.
  public var run: IsolationLevel

  /// Isolation of build and run.
  public init(build: IsolationLevel?, run: IsolationLevel) {
    self.build = build
    self.run = run
  }
}

/// An allowed difference and how often it was seen.
public struct AllowedCount: Sendable, Hashable, Codable {
  /// The allowance.
  public var allowance: CompareRules.Allowance
  /// Probes that showed it.
  public var count: Int

  /// A counted allowance.
  public init(allowance: CompareRules.Allowance, count: Int) {
    self.allowance = allowance
    self.count = count
  }
}
