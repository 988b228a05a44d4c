/// How likely it is that scored probes show nothing of a small divergence: one that is on a share
/// `rate` of an operation's inputs is missed by n probes with probability (1 − rate)ⁿ.
///
/// That takes each probe for an independent draw from the inputs that matter. Probes that are made
/// to reach branches see more, and those that are alike see less; only the kill rate tells which.
public struct MissChance: Sendable, Hashable {
  /// Share of an operation's inputs that diverge, 0 to 1.
  public var rate: Double
  /// Scored probes of an operation.
  public var probes: Int

  /// A chance; by default of a divergence on one input in a thousand.
  public init(rate: Double = 0.001, probes: Int) {
    self.rate = rate
    self.probes = probes
  }

  /// (1 − rate)ⁿ, 0 to 1.
  public var probability: Double {
    var (result, power) = (1.0, 1 - rate)
    var left = max(0, probes)
    while left > 0 {
      if !left.isMultiple(of: 2) { result *= power }
      power *= power
      left /= 2
    }
    return result
  }
}

extension Measurement {
  /// The chance in the operation with the fewest scored probes; nil where none has any.
  public var missed: MissChance? {
    operations.map(\.probes).filter { $0 > 0 }.min().map { MissChance(probes: $0) }
  }
}
