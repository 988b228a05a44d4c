#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Draws binomial and multinomial numbers; ln n! is kept, so that a draw costs a few dozen
/// nanoseconds.
struct BinomialSampler {
  private let logFactorials: [Double]

  /// A sampler for up to `most` trials.
  init(most: Int) {
    var sums = [0.0]
    sums.reserveCapacity(most + 1)
    for n in stride(from: 1, through: most, by: 1) { sums.append(sums[n - 1] + log(Double(n))) }
    logFactorials = sums
  }

  /// A probability with its logarithms, which are dear and the same in every resample.
  struct Chance {
    let probability: Double
    let logarithm: Double
    let complement: Double

    init(_ probability: Double) {
      self.probability = probability
      logarithm = log(probability)
      complement = log1p(-probability)
    }
  }

  /// How many of `trials` succeed when each does with `chance`: by inversion outwards from
  /// the mode, or from the normal curve where the variance is large.
  func draw(_ trials: Int, _ chance: Chance, _ generator: inout SeededGenerator) -> Int {
    let probability = chance.probability
    if trials <= 0 || probability <= 0 { return 0 }
    if probability >= 1 { return trials }
    let n = Double(trials)
    let variance = n * probability * (1 - probability)
    if variance > ScoringConstants.normalVariance {
      let drawn = (n * probability + variance.squareRoot() * normal(&generator)).rounded()
      return Int(min(n, max(0, drawn)))
    }
    let mode = min(trials, Int((n + 1) * probability))
    let odds = probability / (1 - probability)
    var below = mode
    var above = mode
    let peak = exp(
      logFactorials[trials] - logFactorials[mode] - logFactorials[trials - mode]
        + Double(mode) * chance.logarithm + Double(trials - mode) * chance.complement)
    var (massBelow, massAbove) = (peak, peak)
    var left = generator.unit() - peak
    while left > 0 {
      guard below > 0 || above < trials else { return mode }
      if above < trials {
        massAbove *= Double(trials - above) / Double(above + 1) * odds
        above += 1
        left -= massAbove
        if left <= 0 { return above }
      }
      if below > 0 {
        massBelow *= Double(below) / Double(trials - below + 1) / odds
        below -= 1
        left -= massBelow
        if left <= 0 { return below }
      }
      // What is left of the unit is rounding.
      if massAbove < 1e-300 && massBelow < 1e-300 { return mode }
    }
    return mode
  }

  /// A standard normal number, by Marsaglia's polar method.
  private func normal(_ generator: inout SeededGenerator) -> Double {
    while true {
      let (u, v) = (2 * generator.unit() - 1, 2 * generator.unit() - 1)
      let s = u * u + v * v
      if s > 0, s < 1 { return u * (-2 * log(s) / s).squareRoot() }
    }
  }
}
