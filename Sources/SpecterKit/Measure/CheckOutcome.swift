import SpecModel

/// What `specter check` found.
public struct CheckOutcome: Sendable, Hashable {
  /// The library's name.
  public var name: String
  /// What was measured now.
  public var measurement: Measurement
  /// Fidelity that the committed verdict recorded; nil where there is no verdict.
  public var recorded: Interval?
  /// Why the committed verdict is stale, one sentence each; empty when it is not.
  public var stale: [String]
  /// Why the library does not hold although the verdict may be fresh, one sentence each.
  public var broken: [String]
  /// Ids of causes that the committed verdict did not have.
  public var anew: Set<String>
  /// Observations that came from a cache, those of the recorded probes included.
  public var reused: Int
  /// Where the time went.
  public var profile: Profile

  /// An outcome.
  public init(
    name: String, measurement: Measurement, recorded: Interval?, stale: [String] = [],
    broken: [String] = [], anew: Set<String> = [], reused: Int = 0,
    profile: Profile = Profile()
  ) {
    self.reused = reused
    self.profile = profile
    self.name = name
    self.measurement = measurement
    self.recorded = recorded
    self.stale = stale
    self.broken = broken
    self.anew = anew
  }

  /// Whether the library holds: the verdict is not stale and nothing is broken.
  public var holds: Bool { stale.isEmpty && broken.isEmpty }
  /// Every reason why it does not hold; empty when it does.
  public var why: [String] { stale + broken }
}
