/// The losses of one operation's scored probes, counted by class: the candidate's loss together
/// with the loss that the best constant answer would have had on the same probe. Few classes, so
/// that resampling draws counts of classes rather than probes.
public struct LossTable: Sendable, Hashable {
  /// One class of probes.
  struct Class: Sendable, Hashable {
    /// The candidate's loss in twentieths.
    var loss: Int
    /// The best constant's loss in twentieths.
    var constant: Int
    /// How many probes.
    var count: Int
  }

  /// Classes that occur, ordered by loss and constant loss.
  private(set) var classes: [Class] = []

  /// A table of pairs (the candidate's loss, the best constant's loss), each 0 to 1.
  public init(_ pairs: some Sequence<(Double, Double)>) {
    let units = ScoringConstants.lossUnits
    var counts = Array(repeating: 0, count: (units + 1) * (units + 1))
    for (loss, constant) in pairs {
      let (a, b) = (Self.units(loss), Self.units(constant))
      counts[a * (units + 1) + b] += 1
    }
    for (index, count) in counts.enumerated() where count > 0 {
      classes.append(
        Class(loss: index / (units + 1), constant: index % (units + 1), count: count))
    }
  }

  private static func units(_ loss: Double) -> Int {
    Int((min(1, max(0, loss)) * Double(ScoringConstants.lossUnits)).rounded())
  }

  /// Number of probes.
  public var probes: Int { classes.reduce(0) { $0 + $1.count } }
  /// Probes with a loss above 0.
  public var diverged: Int { classes.reduce(0) { $0 + ($1.loss > 0 ? $1.count : 0) } }
  /// Σℓ in twentieths.
  var lossSum: Int { classes.reduce(0) { $0 + $1.loss * $1.count } }
  /// The best constant's Σℓ in twentieths.
  var constantSum: Int { classes.reduce(0) { $0 + $1.constant * $1.count } }
  /// Mean loss, 0 to 1; 0 without probes.
  public var meanLoss: Double { mean(lossSum) }
  /// The best constant's mean loss, 0 to 1; 0 without probes.
  public var constantLoss: Double { mean(constantSum) }

  private func mean(_ sum: Int) -> Double {
    probes == 0 ? 0 : Double(sum) / Double(ScoringConstants.lossUnits * probes)
  }

  /// b: loss ÷ the best constant's loss, at most 1.
  public var score: Double { Self.score(lossSum, constantSum) }

  /// b from two sums. Without any loss it is 0. Where a constant is always right, a candidate that
  /// is not is worse than that constant: 1.
  static func score(_ loss: Int, _ constant: Int) -> Double {
    if loss == 0 { return 0 }
    return loss >= constant ? 1 : Double(loss) / Double(constant)
  }

  /// Draws resamples of the probes.
  var resampler: Resampler { Resampler(self) }

  /// Resamples a table class by class: each class's count is binomial in what those before it left.
  struct Resampler {
    private let classes: [Class]
    private let chances: [BinomialSampler.Chance]
    private let probes: Int

    init(_ table: LossTable) {
      // The most frequent first: little is then left to draw.
      classes = table.classes.sorted {
        ($1.count, $0.loss, $0.constant) < ($0.count, $1.loss, $1.constant)
      }
      probes = table.probes
      var left = probes
      chances = classes.map { one in
        defer { left -= one.count }
        return BinomialSampler.Chance(Double(one.count) / Double(max(1, left)))
      }
    }

    /// b of one resample.
    func score(_ sampler: BinomialSampler, _ generator: inout SeededGenerator) -> Double {
      var left = probes
      var loss = 0
      var constant = 0
      for (one, chance) in zip(classes, chances) where left > 0 {
        let drawn = sampler.draw(left, chance, &generator)
        loss += drawn * one.loss
        constant += drawn * one.constant
        left -= drawn
      }
      return LossTable.score(loss, constant)
    }
  }
}
