import SpecModel

/// How one value was turned into another: cheap features that tell roots apart.
struct EditShape {
  /// In words, without either value.
  var words: String
  /// For the key: the words and, for short edits of a text, the edit itself.
  var detail: String

  /// Longest edit in bytes that takes part in a key; longer ones rarely come twice.
  static let longestEdit = 8

  /// The shape; nil for values of different kinds and for kinds without a shape of their own.
  init?(_ reference: Value, _ candidate: Value) {
    switch (reference, candidate) {
    case (.string(let a), .string(let b)): self = Self.text(Array(a.utf8), Array(b.utf8))
    case (.number(let a), .number(let b)):
      guard let one = Double(a), let other = Double(b) else { return nil }
      self.init(Self.number(one, other))
    case (.array(let a), .array(let b)):
      self.init(
        a.count > b.count ? "a shorter list" : b.count > a.count ? "a longer list" : "the list")
    case (.bool(let truth), .bool): self.init(truth ? "false for true" : "true for false")
    default: return nil
    }
  }

  private init(_ words: String, detail: String? = nil) {
    self.words = words
    self.detail = detail ?? words
  }

  private static func text(_ reference: [UInt8], _ candidate: [UInt8]) -> EditShape {
    let prefix = zip(reference, candidate).prefix { $0 == $1 }.count
    let left = reference.dropFirst(prefix)
    let right = candidate.dropFirst(prefix)
    let suffix = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.count
    let (from, to) = (left.dropLast(suffix), right.dropLast(suffix))
    let words: String
    if Self.folded(reference) == Self.folded(candidate) {
      words = "upper and lower case"
    } else if Self.letters(reference) == Self.letters(candidate) {
      words = "separators and punctuation"
    } else if suffix == 0 && prefix > 0 {
      words = to.isEmpty ? "a cut end" : "the end"
    } else if prefix == 0 && suffix > 0 {
      words = "the beginning"
    } else {
      words = prefix + suffix > 0 ? "the middle" : "all of the text"
    }
    let isShort = max(from.count, to.count) <= Self.longestEdit
    let isWhole = prefix + suffix == 0
    if !isShort || isWhole || words.hasPrefix("upper") { return EditShape(words) }
    return EditShape(words, detail: "\(words): \(Self.text(from)) -> \(Self.text(to))")
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
  }

  private static func folded(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  private static func letters(_ bytes: [UInt8]) -> [UInt8] { bytes.filter(isLetter) }

  private static func number(_ one: Double, _ other: Double) -> String {
    if one == other { return "the spelling of the number" }
    if one == -other { return "the sign" }
    let distance = (one - other).magnitude
    if distance == 1 { return "off by one" }
    return distance <= 1e-6 * max(one.magnitude, other.magnitude) ? "the last digits" : "the number"
  }
}
