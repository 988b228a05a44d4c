/// A number with a unit, so that `30 s`, `30s` and `30000 ms` are one amount.
struct Amount: Hashable, CustomStringConvertible {
  /// What it is a number of: `time` in milliseconds, `size` in bytes, or nothing.
  var kind: String
  /// Thousandths of the unit.
  var thousandths: Int

  /// Units with what they measure and how many milliseconds or bytes they are.
  static let units: [String: (kind: String, factor: Int)] = {
    let second = 1000
    var units: [String: (kind: String, factor: Int)] = [:]
    func add(_ names: String, _ kind: String, _ factor: Int) {
      for name in names.split(separator: " ") { units[String(name)] = (kind, factor) }
    }
    add("ms millisecond milliseconds msec", "time", 1)
    add("s sec secs second seconds", "time", second)
    add("min mins minute minutes", "time", 60 * second)
    add("h hr hrs hour hours", "time", 3600 * second)
    add("d day days", "time", 86_400 * second)
    add("week weeks", "time", 7 * 86_400 * second)
    add("b byte bytes", "size", 1)
    add("kb kib kilobyte kilobytes", "size", 1 << 10)
    add("mb mib megabyte megabytes", "size", 1 << 20)
    add("gb gib gigabyte gigabytes", "size", 1 << 30)
    return units
  }()

  /// `30`, `1.5`, `5_000`, `30s`, `25 MB`; nil for anything else, and beyond 10¹² of anything.
  init?(_ text: String) {
    var digits = 0
    var fraction: Int?
    var rest = text.utf8[...]
    while let byte = rest.first {
      if (0x30...0x39).contains(byte) {
        guard digits < 1_000_000_000_000 else { return nil }
        if let places = fraction {
          if places < 3 {
            digits = digits * 10 + Int(byte - 0x30)
            fraction = places + 1
          }
        } else {
          digits = digits * 10 + Int(byte - 0x30)
        }
      } else if byte == UInt8(ascii: "."), fraction == nil, rest.count < text.utf8.count {
        fraction = 0
      } else if byte == UInt8(ascii: "_"), rest.count < text.utf8.count {
        // Divides digits.
      } else {
        break
      }
      rest.removeFirst()
    }
    guard rest.count < text.utf8.count else { return nil }
    for _ in (fraction ?? 0)..<3 { digits *= 10 }
    while rest.first == 0x20 { rest.removeFirst() }
    if rest.isEmpty {
      self.init(kind: "", thousandths: digits)
      return
    }
    guard rest.count < 16,
      let unit = Self.units[String(decoding: Array(rest), as: UTF8.self).lowercased()]
    else { return nil }
    let (product, overflow) = digits.multipliedReportingOverflow(by: unit.factor)
    guard !overflow else { return nil }
    self.init(kind: unit.kind, thousandths: product)
  }

  private init(kind: String, thousandths: Int) {
    self.kind = kind
    self.thousandths = thousandths
  }

  var description: String { "\(kind) \(thousandths)" }
}
