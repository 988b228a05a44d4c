import SpecModel

/// D and its interval (SCORING.md, "The score").
public struct DivergenceEstimate: Sendable, Hashable {
  /// B: mean of b over the operations, 0 to 1.
  public var behaviour: Double
  /// D in percent with its 95 % interval.
  public var divergence: Interval

  /// Fidelity in percent: 100 − D.
  public var fidelity: Interval {
    Interval(
      value: 100 - divergence.value, low: 100 - divergence.high, high: 100 - divergence.low)
  }

  /// Estimates D. The operations are the whole population, so only probes are drawn anew, within
  /// each operation (`Resampler`), loss and the best constants' losses together. `absent`
  /// operations lie beside the tables: they are missing, b = 1. `confidence`, 0 to 1, is the
  /// interval's coverage: a final batch after a failed one has half the error rate. Without any
  /// probe the upper end is 100.
  ///
  /// - With nothing found the upper end is Clopper and Pearson's one-sided bound, 1 − error^(1/n),
  ///   of the operation in which one unseen probe would weigh most, divided by what its best
  ///   constant loses. (The lower end is 0 and can't err, so the whole error is the upper end's.)
  /// - Otherwise half the error lies at each end. The unseen probe of the upper end belongs to the
  ///   operation in which it weighs most, to that one alone: Fay and Feuer's interval (1997) for
  ///   sums of counts of different weights, which stays on the safe side.
  /// - Two ends of b have a kink: it is at most 1, and the best constant is the least of several.
  ///   Near either, b is biased, and of that bias resampling shows √2 − 1; the ends are moved
  ///   outwards by as much as it shows, times `ScoringConstants.kinkFactor`.
  /// - The upper end is never below Clopper and Pearson's one-sided bound for ⌈Σℓ⌉ of n.
  public static func make(
    _ tables: [LossTable], absent: Int = 0, structure: Double, seed: Seed,
    resamples: Int = ScoringConstants.resamples,
    confidence: Double = ScoringConstants.coverage
  ) -> DivergenceEstimate {
    let operations = Double(tables.count + absent)
    guard operations > 0 else {
      return DivergenceEstimate(
        behaviour: 0, divergence: Interval(value: 0, low: 0, high: 100))
    }
    func percent(_ sum: Double) -> Double {
      let behaviour = (Double(absent) + sum) / operations
      return 100 * min(1, max(0, behaviour) + ScoringConstants.structureWeight * structure)
    }
    let sum = tables.reduce(0.0) { $0 + $1.score }
    let ends =
      tables.contains { $0.lossSum > 0 }
      ? resampledEnds(tables, seed, max(1, resamples), error: 1 - confidence)
      : (low: 0, high: unseenBound(tables, error: 1 - confidence))
    let floor = Double(tables.count) * rateBound(tables, error: 1 - confidence)
    return DivergenceEstimate(
      behaviour: (Double(absent) + sum) / operations,
      divergence: Interval(
        value: percent(sum), low: percent(min(sum, ends.low)),
        high: percent(max(sum, ends.high, floor))))
  }

  /// The upper end of Σb where nothing was found.
  private static func unseenBound(_ tables: [LossTable], error: Double) -> Double {
    tables.map { table in
      let rate = RateBounds.upper(0, of: table.probes, error: error)
      return table.constantSum == 0 ? rate : min(1, rate / table.constantLoss)
    }.max() ?? 0
  }

  /// The ends of the interval of Σb.
  private static func resampledEnds(
    _ tables: [LossTable], _ seed: Seed, _ resamples: Int, error: Double
  ) -> (low: Double, high: Double) {
    let heaviest = tables.indices.max { tables[$0].weightOfUnseen < tables[$1].weightOfUnseen }
    var lows = Array(repeating: 0.0, count: resamples)
    var highs = lows
    var bias = (up: 0.0, down: 0.0)
    for (place, table) in tables.enumerated() where table.lossSum > 0 || place == heaviest {
      var generator = seed.derived("resample/\(place)").generator
      var resampler = Resampler(table, carriesUnseen: place == heaviest)
      var (total, squares) = (0.0, 0.0)
      for index in 0..<resamples {
        let draw = resampler.draw(&generator)
        lows[index] += draw.low
        highs[index] += draw.high
        total += draw.plain
        squares += draw.plain * draw.plain
      }
      // What the draws' own chance could make of no bias is no bias.
      let mean = total / Double(resamples)
      let variance = max(0, squares / Double(resamples) - mean * mean)
      let chance = (variance / Double(resamples)).squareRoot()
      bias.up += max(0, mean - table.score - chance)
      bias.down += max(0, table.score - mean - chance)
    }
    lows.sort()
    highs.sort()
    let tail = Int(error / 2 * Double(resamples - 1))
    return (
      lows[tail] - ScoringConstants.kinkFactor * bias.up,
      highs[resamples - 1 - tail] + ScoringConstants.kinkFactor * bias.down
    )
  }

  /// The greatest rate at which ⌈Σℓ⌉ or fewer of all probes diverge with at least the probability
  /// `error`.
  private static func rateBound(_ tables: [LossTable], error: Double) -> Double {
    let probes = tables.reduce(0) { $0 + $1.probes }
    let units = ScoringConstants.lossUnits
    let losses = (tables.reduce(0) { $0 + $1.lossSum } + units - 1) / units
    return RateBounds.upper(min(losses, probes), of: probes, error: error)
  }
}

/// Good and Turing's estimate (Good 1953) of what has not been seen yet.
public enum GoodTuring {
  /// f₁/n: the number of kinds seen exactly once, of n draws; 1 without draws, for then everything
  /// is undiscovered.
  public static func undiscovered(once: Int, of draws: Int) -> Double {
    draws == 0 ? 1 : min(1, Double(once) / Double(draws))
  }
}
