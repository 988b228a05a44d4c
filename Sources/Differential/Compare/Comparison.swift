import SpecModel

/// What comparing one probe's observations gave.
public struct Comparison: Sendable, Hashable {
  /// Why the probe does not count; nil when it does.
  public var dropped: DropReason?
  /// Differences that count, largest loss first, then in the order of the steps.
  public var differences: [Difference]
  /// Paths at which the reference disagrees with itself; they were not compared.
  public var masked: [String]
  /// Places in `CompareRules.allow` of the allowances that covered a difference.
  public var allowed: [Int]
  /// How far the candidate's cost exceeds the reference's, where that is the difference.
  public var excess: CostExcess?

  /// A comparison; by default everything was equal.
  public init(
    dropped: DropReason? = nil, differences: [Difference] = [], masked: [String] = [],
    allowed: [Int] = []
  ) {
    self.dropped = dropped
    self.differences = differences
    self.masked = masked
    self.allowed = allowed
  }

  /// Nothing differs and nothing was masked.
  public static let equal = Comparison()
  /// The reference does it in two ways, and there is no time to find out what of it is noise.
  public static let undecided = Comparison(dropped: .undecided)
  /// The candidate differed, and run again it did not.
  public static let unrepeated = Comparison(dropped: .unrepeated)

  /// Whether it does not count: the reference disagrees with itself all over.
  public var isDropped: Bool { dropped != nil }

  /// The difference with the largest loss; nil when nothing counts.
  public var difference: Difference? { differences.first }

  /// The loss ℓ, 0 to 1.
  public var loss: Double { difference?.kind.loss ?? 0 }

  /// Whether it counts and nothing differs.
  public var isEqual: Bool { !isDropped && differences.isEmpty }
}
