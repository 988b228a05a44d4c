/// Draws b of an operation anew from the classes of its probes, as often as asked.
///
/// Each class gets a weight of the gamma distribution whose shape is its number of probes: the
/// Bayesian bootstrap (Rubin 1981), of which the classes' shares are Dirichlet. It gives what
/// resampling whole probes gives, without the gaps that whole numbers leave at small counts.
///
/// The ends of an interval take one more probe each, which was not seen: for the lower end one
/// without a loss, for the upper end one with the greatest. For one operation whose constant always
/// loses, the quantiles are then those of Beta(x, n − x + 1) and of Beta(x + 1, n − x): the exact
/// interval of Clopper and Pearson (1934).
struct Resampler {
  /// b as the weights give it, and with the probe that was not seen.
  struct Draw {
    var plain: Double
    var low: Double
    var high: Double
  }

  private let losses: [Double]
  private let constants: [Double]
  private let weights: [GammaSampler]
  /// What the constants lose on a probe in the mean.
  private let means: [Double]
  private var sums: [Double]
  private let carriesUnseen: Bool

  /// A resampler. `carriesUnseen`: the upper end's unseen probe is one of this operation.
  init(_ table: LossTable, carriesUnseen: Bool) {
    losses = table.classes.map { Double($0.loss) }
    weights = table.classes.map { GammaSampler($0.count) }
    if table.lossSum == 0, table.constantSum == 0 {
      // As `weightOfUnseen` has it.
      constants = table.classes.map { _ in Double(ScoringConstants.lossUnits) }
      means = [Double(ScoringConstants.lossUnits)]
    } else {
      constants = table.classes.flatMap { $0.constants.map(Double.init) }
      means = table.constantSums.map { Double($0) / Double(max(1, table.probes)) }
    }
    sums = means
    self.carriesUnseen = carriesUnseen
  }

  /// One draw.
  mutating func draw(_ generator: inout SeededGenerator) -> Draw {
    let width = sums.count
    var loss = 0.0
    for place in 0..<width { sums[place] = 0 }
    for (index, sampler) in weights.enumerated() {
      let weight = sampler.draw(&generator)
      loss += weight * losses[index]
      for place in 0..<width { sums[place] += weight * constants[index * width + place] }
    }
    let plain = LossTable.score(loss, best(0))
    let low = LossTable.score(loss, best(GammaSampler.once(&generator)))
    guard carriesUnseen else { return Draw(plain: plain, low: low, high: plain) }
    let unseen = GammaSampler.once(&generator)
    return Draw(
      plain: plain, low: low,
      high: LossTable.score(
        loss + unseen * Double(ScoringConstants.lossUnits), best(unseen)))
  }

  /// The best constant's loss with a further probe of this weight, on which each constant loses
  /// what it loses in the mean.
  private func best(_ unseen: Double) -> Double {
    var least = Double.infinity
    for place in sums.indices { least = min(least, sums[place] + unseen * means[place]) }
    return least
  }
}
