#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Draws numbers of the gamma distribution with a whole shape and scale 1, by Marsaglia and Tsang's
/// method (2000): a cubed normal number, refused in under 5 % of draws.
struct GammaSampler {
  private let centre: Double
  private let spread: Double

  /// A sampler of the shape `count`, at least 1.
  init(_ count: Int) {
    centre = Double(max(1, count)) - 1.0 / 3
    spread = 1 / (9 * centre).squareRoot()
  }

  /// One number, above 0.
  func draw(_ generator: inout SeededGenerator) -> Double {
    while true {
      let x = Self.normal(&generator)
      let root = 1 + spread * x
      if root <= 0 { continue }
      let cube = root * root * root
      let left = 1 - generator.unit()
      if left < 1 - 0.0331 * x * x * x * x { return centre * cube }
      if log(left) < 0.5 * x * x + centre * (1 - cube + log(cube)) { return centre * cube }
    }
  }

  /// One number of shape 1: how long one waits for what comes once in a unit of time.
  static func once(_ generator: inout SeededGenerator) -> Double { -log(1 - generator.unit()) }

  /// A standard normal number, by Marsaglia's polar method.
  private static func normal(_ generator: inout SeededGenerator) -> Double {
    while true {
      let (u, v) = (2 * generator.unit() - 1, 2 * generator.unit() - 1)
      let s = u * u + v * v
      if s > 0, s < 1 { return u * (-2 * log(s) / s).squareRoot() }
    }
  }
}
