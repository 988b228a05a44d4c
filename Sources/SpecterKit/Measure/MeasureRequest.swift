import SpecModel

/// How much to measure, and how.
public struct MeasurePlan: Sendable, Hashable {
  /// Pools to draw probes for.
  public var pools: Set<Probe.Pool>
  /// Generated probes an operation.
  public var perOperation: Int
  /// Programs an operation that are run traced on the reference, in search of ones that reach new
  /// branches of it; 0: none. A final batch has none: what was chosen by what it did says nothing
  /// of how often programs differ.
  public var guided: Int
  /// Seed of everything random.
  public var seed: UInt64
  /// Confidence of the intervals, 0 to 1.
  public var confidence: Double
  /// Most wall time in seconds for running probes; nil: until all have run.
  public var budget: Double?

  /// A plan.
  public init(
    pools: Set<Probe.Pool> = [.dev, .heldOut], perOperation: Int = 600, seed: UInt64 = 1,
    confidence: Double = 0.95, budget: Double? = nil, guided: Int = 120
  ) {
    self.guided = guided
    self.pools = pools
    self.perOperation = perOperation
    self.seed = seed
    self.confidence = confidence
    self.budget = budget
  }
}

/// What to compare.
public struct MeasureRequest: Sendable {
  /// The spec that the candidate was built from; nil when there is none.
  public var spec: Spec?
  /// What of the surface is scored.
  public var scope: SurfaceScope
  /// How strictly.
  public var rules: CompareRules
  /// The original.
  public var reference: Subject
  /// The rebuilt program.
  public var candidate: Subject
  /// Calls that the reference's own tests made.
  public var mined: [Probe]
  /// What the reference's source holds; nil where there is none to read.
  public var survey: Survey?
  /// How much to measure.
  public var plan: MeasurePlan
  /// Whether every divergence is kept with both observations, so that builds can be held against
  /// each other. They take memory, and only a candidate that is wrong all over has many.
  public var keepsDivergences = false
  /// Isolation of the candidate's build; nil when Specter did not see it.
  public var buildIsolation: IsolationLevel?
  /// Isolation of the subjects' run: the sandbox's.
  public var isolation: IsolationLevel

  /// A request.
  public init(
    spec: Spec? = nil, scope: SurfaceScope, rules: CompareRules = CompareRules(),
    reference: Subject, candidate: Subject, mined: [Probe] = [], survey: Survey? = nil,
    plan: MeasurePlan = MeasurePlan(), buildIsolation: IsolationLevel? = nil,
    isolation: IsolationLevel
  ) {
    self.isolation = isolation
    self.spec = spec
    self.scope = scope
    self.rules = rules
    self.reference = reference
    self.candidate = candidate
    self.mined = mined
    self.survey = survey
    self.plan = plan
    self.buildIsolation = buildIsolation
  }
}

/// What measuring gave.
public struct MeasureOutcome: Sendable {
  /// The measurement.
  public var measurement: Measurement
  /// Every probe that was compared, with what the reference did and whether the candidate diverged.
  public var lines: [ProbeFile.Line]
  /// The divergences among `lines`, where the request asked to keep them.
  public var divergences: [Divergence]
  /// Seconds in which subjects ran.
  public var secondsOutside: Double
  /// Where the time went.
  public var profile: Profile

  /// An outcome.
  public init(
    measurement: Measurement, lines: [ProbeFile.Line], secondsOutside: Double,
    profile: Profile = Profile(), divergences: [Divergence] = []
  ) {
    self.divergences = divergences
    self.measurement = measurement
    self.lines = lines
    self.secondsOutside = secondsOutside
    self.profile = profile
  }
}
