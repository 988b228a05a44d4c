import SpecModel

/// What a default comes to, however it is written: two statements disagree only where both have a
/// meaning and the meanings differ.
enum DefaultMeaning: Hashable {
  /// A number without a unit, or one whose unit the key gives.
  case number(Double)
  /// A time in milliseconds.
  case milliseconds(Double)
  /// A truth value.
  case truth(Bool)
  /// Nothing: `null`, `none`, unset.
  case absent
  /// An empty list, map or text, as one of `[`, `{`, `"`; `?` where it is not said which.
  case empty(Character)
  /// Left to somebody else: implementation-defined, adapter-defined, platform-dependent.
  case leftOpen
  /// One word or literal.
  case word(String)

  /// The meaning of a default; nil for prose, which can't be compared. `key` may name the unit:
  /// `interval_ms`.
  init?(_ text: String, key: String) {
    let plain = Self.bare(text)
    guard !plain.isEmpty else { return nil }
    let lower = plain.lowercased()
    if let known = Self.known[lower] {
      self = known
    } else if let last = lower.split(separator: " ").last, lower.split(separator: " ").count <= 3,
      last.hasSuffix("-defined") || last.hasSuffix("-dependent") || last.hasSuffix("-specific")
    {
      self = .leftOpen
    } else if let number = Self.number(lower, key: key) {
      self = number
    } else if !plain.contains(" ") {
      self = .word(plain)
    } else {
      return nil
    }
  }

  /// Whether two defaults are the same thing.
  func agrees(with other: DefaultMeaning) -> Bool {
    switch (self, other) {
    case (.empty(let left), .empty(let right)): left == right || left == "?" || right == "?"
    // Where nothing is set, a list or map is as good as empty.
    case (.empty, .absent), (.absent, .empty): true
    // Without a unit, nobody can tell.
    case (.number, .milliseconds), (.milliseconds, .number): true
    default: self == other
    }
  }

  /// Whether it is a number, a truth value or a text of which two can only be equal or not.
  var isMeasurable: Bool {
    switch self {
    case .number, .milliseconds, .truth: true
    case .absent, .empty, .leftOpen, .word: false
    }
  }

  private static let known: [String: DefaultMeaning] = [
    "true": .truth(true), "yes": .truth(true), "on": .truth(true), "enabled": .truth(true),
    "false": .truth(false), "no": .truth(false), "off": .truth(false), "disabled": .truth(false),
    "null": .absent, "nil": .absent, "none": .absent, "unset": .absent, "not set": .absent,
    "undefined": .absent, "absent": .absent, "no default": .absent,
    "[]": .empty("["), "empty list": .empty("["), "empty array": .empty("["),
    "an empty list": .empty("["), "an empty array": .empty("["),
    "{}": .empty("{"), "empty map": .empty("{"), "empty object": .empty("{"),
    "empty dict": .empty("{"), "an empty map": .empty("{"), "an empty object": .empty("{"),
    "empty string": .empty("\""), "an empty string": .empty("\""), "empty": .empty("?"),
    "implementation defined": .leftOpen, "unspecified": .leftOpen, "not specified": .leftOpen,
  ]

  /// The text without code marks, a remark in brackets behind it and a full stop. Quotes go where
  /// something is between them.
  private static func bare(_ text: String) -> String {
    var text = text.filter { $0 != "`" }.trimmed
    if text == "\"\"" || text == "''" { return "empty string" }
    if text.hasSuffix(")"), let open = text.lastIndex(of: "("), open > text.startIndex {
      text = String(text[..<open]).trimmed
    }
    while let last = text.last, ".;,".contains(last) { text.removeLast() }
    text = text.trimmed
    if text.count > 2, let first = text.first, "\"'".contains(first), text.last == first {
      text = String(text.dropFirst().dropLast())
    }
    return text
  }

  /// `300000`, `300_000`, `1,000`, `50%`, `5 minutes`, `5m`, `1.5s`.
  private static func number(_ text: String, key: String) -> DefaultMeaning? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || "+-._,e".contains($0)) }
    let plain = digits.filter { $0 != "_" && $0 != "," }
    guard plain.contains(where: \.isNumber), let value = Double(plain) else { return nil }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    if unit == "%" { return .number(value / 100) }
    if let factor = milliseconds[String(unit)] { return .milliseconds(value * factor) }
    guard unit.isEmpty else { return nil }
    let tail = key.split(whereSeparator: { "._-".contains($0) }).last.map(String.init) ?? ""
    if key.count > tail.count, let factor = milliseconds[tail.lowercased()] {
      return .milliseconds(value * factor)
    }
    return .number(value)
  }

  /// Units of time, each in milliseconds.
  private static let milliseconds: [String: Double] = [
    "ms": 1, "msec": 1, "millis": 1, "millisecond": 1, "milliseconds": 1,
    "s": 1_000, "sec": 1_000, "secs": 1_000, "second": 1_000, "seconds": 1_000,
    "m": 60_000, "min": 60_000, "mins": 60_000, "minute": 60_000, "minutes": 60_000,
    "h": 3_600_000, "hr": 3_600_000, "hour": 3_600_000, "hours": 3_600_000,
    "d": 86_400_000, "day": 86_400_000, "days": 86_400_000,
  ]
}
