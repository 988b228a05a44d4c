import SpecModel

/// How a measurement is written down and read back. The document itself is versioned and lives with
/// the other wire types; the loop only needs to store it.
public struct MeasurementCoding: Sendable {
  /// A measurement as a document.
  public var encode: @Sendable (Measurement) -> Value
  /// The measurement of a document.
  public var decode: @Sendable (Value) throws -> Measurement

  /// A coding.
  public init(
    encode: @escaping @Sendable (Measurement) -> Value,
    decode: @escaping @Sendable (Value) throws -> Measurement
  ) {
    self.encode = encode
    self.decode = decode
  }
}

/// What a loop works with: ports and prompts.
public struct LoopEnvironment: Sendable {
  /// Where the run is kept.
  public var store: any Store
  /// Where the reference comes from.
  public var references: any ReferenceSource
  /// How subjects are run.
  public var surface: any Surface
  /// Who works, whatever the role.
  public var agent: any Agent
  /// The host's folders.
  public var folders: HostFolders
  /// The user's own prompts, `prompts/ROLE.md` of the spec's folder.
  public var prompts: FileTree
  /// Where time comes from.
  public var clock: Clock
  /// Isolation of the sandbox that subjects run in.
  public var isolation: IsolationLevel
  /// How measurements are stored.
  public var coding: MeasurementCoding
  /// Told of each measured build, so that a recording can note its fidelity.
  public var measured: @Sendable (Brief.Key, Double) async throws -> Void

  /// An environment.
  public init(
    store: any Store, references: any ReferenceSource, surface: any Surface,
    agent: any Agent, folders: HostFolders, prompts: FileTree, clock: Clock,
    isolation: IsolationLevel, coding: MeasurementCoding,
    measured: @escaping @Sendable (Brief.Key, Double) async throws -> Void = { _, _ in }
  ) {
    self.store = store
    self.references = references
    self.surface = surface
    self.agent = agent
    self.folders = folders
    self.prompts = prompts
    self.clock = clock
    self.isolation = isolation
    self.coding = coding
    self.measured = measured
  }
}

/// How a loop ended.
public struct LoopEnding: Sendable, Hashable {
  /// Why.
  public var reason: StopReason
  /// Why, in one sentence.
  public var sentence: String
  /// The best spec; nil when there never was one.
  public var spec: Digest?
  /// The best candidate's measurement; nil when there never was one.
  public var best: MeasureSummary?
  /// The budget of the run that was spent; nil where it was none.
  public var spent: RunBudget.Kind?

  /// An ending.
  public init(
    reason: StopReason, sentence: String, spec: Digest? = nil, best: MeasureSummary? = nil,
    spent: RunBudget.Kind? = nil
  ) {
    self.spent = spent
    self.reason = reason
    self.sentence = sentence
    self.spec = spec
    self.best = best
  }
}

/// What every step of one run starts from.
struct Grounds: Sendable {
  var frontMatter: FrontMatter
  var reference: Reference
  var source: FileTree
  var survey: Survey?
  var mined: [Probe]
}
