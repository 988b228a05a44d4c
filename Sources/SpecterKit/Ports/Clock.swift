/// Where time comes from. A value rather than a protocol: tests give constant functions.
public struct Clock: Sendable {
  /// Seconds since 1970-01-01 UTC, for records.
  public var time: @Sendable () -> Double
  /// Seconds since some fixed moment, never going back, for durations.
  public var monotonic: @Sendable () -> Double

  /// A clock.
  public init(
    time: @escaping @Sendable () -> Double, monotonic: @escaping @Sendable () -> Double
  ) {
    self.time = time
    self.monotonic = monotonic
  }
}
