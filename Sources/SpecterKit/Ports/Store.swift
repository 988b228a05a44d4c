import SpecModel

/// Where runs are kept. Writes are durable when they return.
///
/// An implementer of this port passes `storeContract` of `SpecterTesting`: events come back in
/// order, a second run of one spec folder is refused while the first one lives, and an object comes
/// back byte for byte or not at all.
public protocol Store: Sendable {
  /// Writes one event down. Its sequence must follow the run's last one.
  func append(_ event: RecordedEvent) async throws
  /// The events of a run in order; empty for an unknown one.
  func events(run: String) async throws -> [RecordedEvent]
  /// All runs, newest first.
  func runs() async throws -> [RunHead]
  /// Keeps bytes under their digest.
  func put(_ bytes: [UInt8]) async throws -> Digest
  /// The bytes of a digest; throws `Failure` of code `.storage` when they are missing or damaged.
  func object(_ digest: Digest) async throws -> [UInt8]
}

/// A run at a glance.
public struct RunHead: Sendable, Hashable {
  /// Its id.
  public var run: String
  /// Its plan.
  public var plan: RunPlan
  /// When it began, seconds since 1970.
  public var began: Double
  /// Why it ended; nil for one that did not end.
  public var stop: StopReason?

  /// A run at a glance.
  public init(run: String, plan: RunPlan, began: Double, stop: StopReason?) {
    self.run = run
    self.plan = plan
    self.began = began
    self.stop = stop
  }
}
