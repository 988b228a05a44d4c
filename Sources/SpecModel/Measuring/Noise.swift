/// Why a probe does not count: the reference itself leaves nothing to hold a candidate to.
public enum DropReason: String, Sendable, Hashable, Codable, CaseIterable {
  /// A run of the reference left it out, because its operation had crashed or timed out too often.
  case notRun = "not run: the operation crashed or timed out too often"
  /// One run of the reference crashed, timed out or said too much, and another did not.
  case outcome = "one run crashed, timed out or said too much"
  /// One run of the reference raised and another returned.
  case raises = "one run raised and another returned"
  /// Two runs of the reference agree on nothing.
  case value = "no part of the answer was the same twice"
  /// The reference depends on what ran before, or disagrees with itself, and there was no time to
  /// find out which part of the answer is its own.
  case undecided = "the reference does it in two ways, and there was no time to look again"
  /// The candidate did something else than the reference, and the same when it was run again.
  case unrepeated = "the candidate differed once, and not when it was run again"
}

/// What became of an operation's noisy probes: how many were dropped for one reason, or compared
/// with one place masked.
public struct NoiseCount: Sendable, Hashable, Codable {
  /// The operation.
  public var operation: String
  /// Whether the probes were dropped; otherwise they were compared with `what` masked.
  public var isDropped: Bool
  /// The reason (`DropReason`), or the masked place with `*` for every index.
  public var what: String
  /// Probes.
  public var count: Int

  /// A count.
  public init(operation: String, isDropped: Bool, what: String, count: Int) {
    self.operation = operation
    self.isDropped = isDropped
    self.what = what
    self.count = count
  }
}
