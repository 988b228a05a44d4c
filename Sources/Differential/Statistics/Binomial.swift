import SpecModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bounds on a rate from `count` successes in `trials`.
public enum RateBounds {
  /// Wilson's score interval (Wilson 1927), two-sided with normal quantile `z`; 0 to 1. Without
  /// trials nothing is known: 0 to 1.
  public static func wilson(_ count: Double, of trials: Int, z: Double = 1.959963984540054)
    -> Interval
  {
    guard trials > 0 else { return Interval(value: 0, low: 0, high: 1) }
    let n = Double(trials)
    let rate = min(1, max(0, count / n))
    let centre = (rate + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (rate * (1 - rate) / n + z * z / (4 * n * n)).squareRoot()
    return Interval(
      value: rate, low: rate == 0 ? 0 : max(0, centre - half),
      high: rate == 1 ? 1 : min(1, centre + half))
  }

  /// Clopper and Pearson's exact interval (1934), two-sided with error `error`; 0 to 1.
  public static func clopperPearson(_ count: Int, of trials: Int, error: Double = 0.05) -> Interval
  {
    Interval(
      value: trials > 0 ? Double(count) / Double(trials) : 0,
      low: lower(count, of: trials, error: error / 2),
      high: upper(count, of: trials, error: error / 2))
  }

  /// The one-sided upper bound: the greatest rate at which `count` or fewer successes in `trials`
  /// have at least probability `error`; 1 without trials.
  public static func upper(_ count: Int, of trials: Int, error: Double) -> Double {
    guard trials > 0, count < trials else { return 1 }
    return Beta.quantile(1 - error, Double(count + 1), Double(trials - count))
  }

  /// The one-sided lower bound; 0 without trials.
  public static func lower(_ count: Int, of trials: Int, error: Double) -> Double {
    guard trials > 0, count > 0 else { return 0 }
    return Beta.quantile(error, Double(count), Double(trials - count + 1))
  }
}

/// The beta distribution.
enum Beta {
  /// The regularised incomplete beta function Iₓ(a, b), by the continued fraction of Lentz
  /// (Press et al., Numerical Recipes, 6.4).
  static func regularised(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let front = exp(
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x))
    return x < (a + 1) / (a + b + 2)
      ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
  }

  /// The x at which Iₓ(a, b) is `probability`, by bisection to the last bits.
  static func quantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if regularised(middle, a, b) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// ln Γ(x) for x > 0, thread-safe (the C library's `lgamma` writes a global), by Lanczos's
  /// approximation with g = 7 and nine terms; relative error below 1e-14.
  static func logGamma(_ x: Double) -> Double {
    let terms = [
      676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
      12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ]
    let z = x - 1
    var sum = 0.99999999999980993
    for (place, term) in terms.enumerated() { sum += term / (z + Double(place) + 1) }
    let t = z + 7.5
    return 0.9189385332046727 + (z + 0.5) * log(t) - t + log(sum)
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / away(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...500 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / away(1 + even * d)
      c = away(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / away(1 + odd * d)
      c = away(1 + odd / c)
      result *= d * c
      if (d * c - 1).magnitude < 1e-15 { break }
    }
    return result
  }
}
