import SpecModel

/// Makes numbers: small ones, near constants and limits, past what a double holds exactly, and
/// their spellings.
struct NumberForge {
  private let integers: [Int]
  private let floats: [Double]
  /// Constants beyond 2⁵³, in digits.
  private let large: [String]
  /// Constants, one more and one less, that can be the size of a list or a text.
  private let sizes: [Int]

  /// Whole numbers at which programs change their mind.
  private static let edges = [
    0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 20, 21, 22, 23, 31, 59, 60, 99, 100, 101, 111, 112,
    113, 255, 256, 365, 999, 1000, 1001, 1024, 10_000, 65_535, 1_000_000, 1 << 31, 1 << 53,
  ]
  /// Powers of two at which machine words end.
  private static let words = [
    "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616",
    "1180591620717411303424", "340282366920938463463374607431768211456",
  ]
  /// How far beside a number a float is drawn: what rounding takes it for that number.
  private static let nearly = [-0.5, 0.5, -0.01, 0.01, -0.004, -0.001, 0.001, -1e-6, 1e-6]
  /// Microseconds of units of time, up to a year.
  private static let units = [
    1, 1_000, 1_000_000, 60_000_000, 3_600_000_000, 86_400_000_000, 604_800_000_000,
    2_592_000_000_000, 31_536_000_000_000,
  ]
  /// Fewest digits of a number that is surely beyond 2⁵³.
  private static let fewestDigits = 17
  /// The largest number that is taken for a size.
  private static let largestSize = 64

  /// A forge that knows these values' numbers.
  init(_ values: [Value]) {
    var wholes: Set<Int> = []
    var floats: Set<Double> = []
    var large: Set<String> = []
    for value in values {
      if let text = value["$int"]?.stringValue, text.utf8.count >= Self.fewestDigits {
        if !text.hasPrefix("-") { large.insert(text) }
      } else if let whole = value.intValue {
        wholes.formUnion([whole, whole &- 1, whole &+ 1])
      } else if let number = value.doubleValue, number.isFinite {
        floats.insert(number)
      }
    }
    integers = wholes.sorted()
    self.floats = floats.sorted()
    self.large = large.sorted()
    sizes = integers.filter { (4...Self.largestSize).contains($0) }
  }

  /// A whole number: small, at an edge, near a constant, or of any size.
  func integer(_ generator: inout SeededGenerator) -> Int {
    switch generator.below(10) {
    case 0, 1: return generator.below(25)
    case 2...4: return generator.pick(Self.edges) ?? 0
    case 5, 6: return generator.pick(integers) ?? generator.below(200)
    case 7: return generator.below(2000)
    case 8: return -(generator.chance(0.5) ? generator.below(25) : generator.pick(Self.edges) ?? 1)
    default: return generator.below(1 << (1 + generator.below(40)))
    }
  }

  /// A whole number; now and then one that no machine word holds.
  func whole(_ generator: inout SeededGenerator) -> Value {
    guard generator.chance(large.isEmpty ? 0.04 : 0.16) else { return .int(integer(&generator)) }
    let sign = generator.chance(0.15) ? "-" : ""
    return .tagged("$int", .string(sign + String(decoding: digits(&generator), as: UTF8.self)))
  }

  /// A number of at least seventeen digits: a constant or a power, one more or less than it, or
  /// with other leading digits.
  func digits(_ generator: inout SeededGenerator) -> [UInt8] {
    var digits: [UInt8]
    if generator.chance(0.6), let constant = generator.pick(large) {
      digits = Array(constant.utf8)
    } else if generator.chance(0.3) {
      digits = Array((generator.pick(Self.words) ?? "").utf8)
    } else {
      digits = [UInt8(ascii: "1")]
      digits += Array(repeating: UInt8(ascii: "0"), count: 17 + generator.below(24))
    }
    switch generator.below(6) {
    case 0:
      if digits.last != UInt8(ascii: "9") { digits[digits.count - 1] += 1 }
    case 1: digits = Self.less(digits)
    case 2, 3:
      for place in 0..<1 + generator.below(4) {
        digits[place] = UInt8(ascii: "1") + UInt8(generator.below(9))
      }
    default: break
    }
    return digits
  }

  /// One less; the number itself where that would have too few digits.
  static func less(_ digits: [UInt8]) -> [UInt8] {
    var digits = digits
    guard let place = digits.lastIndex(where: { $0 != UInt8(ascii: "0") }) else { return digits }
    let old = digits
    digits[place] -= 1
    for lower in digits.indices[(place + 1)...] { digits[lower] = UInt8(ascii: "9") }
    if digits.first == UInt8(ascii: "0") { digits.removeFirst() }
    return digits.count < fewestDigits ? old : digits
  }

  /// A float: whole, a fraction, beside an edge, a constant, very large or small, or no number.
  func float(_ generator: inout SeededGenerator) -> Double {
    switch generator.below(16) {
    case 0...3: return Double(integer(&generator))
    case 4...7: return (Double(integer(&generator)) + generator.unit() * 1000).rounded() / 100
    case 8: return generator.pick(floats) ?? 0.5
    case 9: return (generator.pick(floats) ?? 1) + (generator.chance(0.5) ? 0.5 : -0.5)
    case 10: return [0.5, 1.5, 2.5, -0.5, -0.0, 0.1, 1e-7][generator.below(7)]
    case 11: return [1e16, 1e22, -1e21, 1e300, 5e-300][generator.below(5)]
    case 12, 13: return Double(integer(&generator)) + (generator.pick(Self.nearly) ?? 0)
    case 14:
      let part = 1 / Double(max(1, generator.pick(integers) ?? 1000).magnitude)
      return generator.chance(0.5) ? part : Double(generator.below(3)) + part
    default: return [.nan, .infinity, -.infinity, 0][generator.below(4)]
    }
  }

  /// A span of time in microseconds: a few of some units, at times a little more or less, or a
  /// multiple of one unit.
  func microseconds(_ generator: inout SeededGenerator) -> Int {
    if generator.chance(0.3) {
      let scale = [1, 1_000_000, 60_000_000, 86_400_000_000][generator.below(4)]
      return (generator.below(400) - 100) * scale
    }
    var total = 0
    for _ in 0...generator.below(3) {
      let count = [1, 1, 2, generator.below(70)][generator.below(4)]
      total += count * (generator.pick(Self.units) ?? 1)
    }
    if generator.chance(0.25) { total += [-1, 1, -1000, 1000][generator.below(4)] }
    return generator.chance(0.12) ? -total : total
  }

  /// The size of a list or a text that a constant asks for; nil mostly, and where none does.
  func size(_ generator: inout SeededGenerator) -> Int? {
    generator.chance(0.03) ? generator.pick(sizes) : nil
  }

  /// A number's spelling.
  func text(_ generator: inout SeededGenerator) -> [UInt8] {
    let bound = [10, 10, 100, 1000, 1_000_000][generator.below(5)]
    switch generator.below(10) {
    case 0: return digits(&generator)
    case 1: return Array("\(integer(&generator)).\(generator.below(100))".utf8)
    case 2: return Array(String(integer(&generator)).utf8)
    default: return Array(String(generator.below(bound)).utf8)
    }
  }
}
