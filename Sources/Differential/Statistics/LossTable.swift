/// The losses of one operation's scored probes, counted by class: the candidate's loss together
/// with the losses that the best constant answers would have had on the same probe. Few classes, so
/// that resampling draws a weight for a class rather than for each probe.
public struct LossTable: Sendable, Hashable {
  /// One class of probes.
  struct Class: Sendable, Hashable {
    /// The candidate's loss in twentieths.
    var loss: Int
    /// Each constant's loss in twentieths, the best constant's first.
    var constants: [Int]
    /// How many probes.
    var count: Int
  }

  /// Classes that occur, ordered by loss and constants' losses.
  let classes: [Class]
  /// Number of probes.
  public let probes: Int
  /// Σℓ in twentieths.
  let lossSum: Int
  /// Each constant's Σℓ in twentieths.
  let constantSums: [Int]

  /// A table of pairs (the candidate's loss, the best constant's loss), each 0 to 1.
  public init(_ pairs: some Sequence<(Double, Double)>) {
    self.init(pairs.map { ($0.0, [$0.1]) })
  }

  /// A table of the candidate's losses, each with what some constants lose on the same probe: the
  /// same constants each time, at least one. b takes the best of them; that another could have
  /// been the best is part of b's uncertainty.
  init(_ probes: [(loss: Double, constants: [Double])]) {
    var counts: [Class: Int] = [:]
    for probe in probes {
      let one = Class(
        loss: Self.units(probe.loss), constants: probe.constants.map(Self.units), count: 1)
      counts[one, default: 0] += 1
    }
    self.init(
      counts.map { Class(loss: $0.key.loss, constants: $0.key.constants, count: $0.value) })
  }

  /// A table of classes, each of which occurs.
  init(_ classes: [Class]) {
    self.classes = classes.sorted {
      ($0.loss == $1.loss && $0.constants.lexicographicallyPrecedes($1.constants))
        || $0.loss < $1.loss
    }
    probes = classes.reduce(0) { $0 + $1.count }
    lossSum = classes.reduce(0) { $0 + $1.loss * $1.count }
    constantSums = (classes.first?.constants ?? []).indices.map { place in
      classes.reduce(0) { $0 + $1.constants[place] * $1.count }
    }
  }

  /// A loss in twentieths.
  static func units(_ loss: Double) -> Int {
    Int((min(1, max(0, loss)) * Double(ScoringConstants.lossUnits)).rounded())
  }

  /// Probes with a loss above 0.
  public var diverged: Int { classes.reduce(0) { $0 + ($1.loss > 0 ? $1.count : 0) } }
  /// The best constant's Σℓ in twentieths.
  var constantSum: Int { constantSums.min() ?? 0 }
  /// Mean loss, 0 to 1; 0 without probes.
  public var meanLoss: Double { mean(lossSum) }
  /// The best constant's mean loss, 0 to 1; 0 without probes.
  public var constantLoss: Double { mean(constantSum) }

  private func mean(_ sum: Int) -> Double {
    probes == 0 ? 0 : Double(sum) / Double(ScoringConstants.lossUnits * probes)
  }

  /// b: loss ÷ the best constant's loss, at most 1.
  public var score: Double { Self.score(Double(lossSum), Double(constantSum)) }

  /// By how much one more probe, with the greatest loss, would raise b. Where a constant is always
  /// right the answer is 1 ÷ n, as though it were always wrong: b would leap to 1, and that leap
  /// can be neither seen nor bounded by probes.
  var weightOfUnseen: Double {
    let unit = Double(ScoringConstants.lossUnits)
    let constant = constantSum == 0 ? unit : Double(constantSum) / Double(max(1, probes))
    let loss = Double(lossSum) + unit
    return Self.score(loss, constant * Double(probes + 1)) - score
  }

  /// b from two sums. Without any loss it is 0. Where a constant is always right, a candidate that
  /// is not is worse than that constant: 1.
  static func score(_ loss: Double, _ constant: Double) -> Double {
    if loss == 0 { return 0 }
    return loss >= constant ? 1 : loss / constant
  }
}
