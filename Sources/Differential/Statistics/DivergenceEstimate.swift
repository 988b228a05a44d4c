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

  /// Estimates D. The operations are the whole population, so only probes are resampled, within
  /// each operation (percentile bootstrap; Efron and Tibshirani 1993, 13.3), loss and the best
  /// constant's loss together. `absent` operations lie beside the tables: they are missing, b = 1.
  ///
  /// The upper end is never below Clopper and Pearson's one-sided 95 % bound for ⌈Σℓ⌉ of n. That
  /// bounds the rate of divergence; D divides each operation's rate by what a constant would lose,
  /// so the bound is multiplied by the mean of 1 ÷ (the best constant's mean loss). Without any
  /// probe the upper end is 100. `confidence`, 0 to 1, is the interval's coverage and the bound's
  /// too: a final batch after a failed one has half the error rate.
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
    func percent(_ behaviour: Double) -> Double {
      100 * min(1, behaviour + ScoringConstants.structureWeight * structure)
    }
    let lost = Double(absent)
    let behaviour = (tables.reduce(lost) { $0 + $1.score }) / operations
    let ends = bootstrap(tables, seed, resamples, confidence)
    let bound = (lost + rateBound(tables, error: 1 - confidence)) / operations
    return DivergenceEstimate(
      behaviour: behaviour,
      divergence: Interval(
        value: percent(behaviour), low: percent((lost + ends.low) / operations),
        high: percent(max(bound, (lost + ends.high) / operations, behaviour))))
  }

  /// The ends of the interval of Σb.
  private static func bootstrap(
    _ tables: [LossTable], _ seed: Seed, _ resamples: Int, _ confidence: Double
  ) -> (low: Double, high: Double) {
    let uncertain = tables.filter { $0.classes.count > 1 && $0.lossSum > 0 }
    let certain = tables.reduce(0.0) { $0 + $1.score } - uncertain.reduce(0.0) { $0 + $1.score }
    guard !uncertain.isEmpty, resamples > 0 else { return (certain, certain) }
    let sampler = BinomialSampler(most: uncertain.map(\.probes).max() ?? 0)
    var sums = Array(repeating: 0.0, count: resamples)
    for (place, table) in uncertain.enumerated() {
      var generator = seed.derived("bootstrap/\(place)").generator
      let resampler = table.resampler
      for index in sums.indices { sums[index] += resampler.score(sampler, &generator) }
    }
    sums.sort()
    let tail = (1 - confidence) / 2
    let low = Int(tail * Double(resamples - 1))
    return (certain + sums[low], certain + sums[resamples - 1 - low])
  }

  /// Σb at the greatest rate of divergence that the count leaves possible.
  private static func rateBound(_ tables: [LossTable], error: Double) -> Double {
    let probes = tables.reduce(0) { $0 + $1.probes }
    let units = ScoringConstants.lossUnits
    let losses = (tables.reduce(0) { $0 + $1.lossSum } + units - 1) / units
    let rate = RateBounds.upper(
      min(losses, probes), of: probes, error: error)
    return tables.reduce(0.0) { sum, table in
      let constant = table.constantLoss
      return sum + (constant > 0 ? min(1, rate / constant) : rate)
    }
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
