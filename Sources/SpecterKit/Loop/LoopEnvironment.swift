import SpecModel

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
  /// The prompt of each role, blanks filled in.
  public var prompts: [Role: String]
  /// Where time comes from.
  public var clock: Clock
  /// Told of each measured build, so that a recording can note its fidelity.
  public var measured: @Sendable (Brief.Key, Double) async throws -> Void

  /// An environment.
  public init(
    store: any Store, references: any ReferenceSource, surface: any Surface,
    agent: any Agent, folders: HostFolders, prompts: [Role: String], clock: Clock,
    measured: @escaping @Sendable (Brief.Key, Double) async throws -> Void = { _, _ in }
  ) {
    self.store = store
    self.references = references
    self.surface = surface
    self.agent = agent
    self.folders = folders
    self.prompts = prompts
    self.clock = clock
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

  /// An ending.
  public init(reason: StopReason, sentence: String, spec: Digest? = nil, best: MeasureSummary? = nil)
  {
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
