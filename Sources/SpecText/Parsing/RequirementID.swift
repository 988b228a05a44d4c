/// Recognises ids of requirements: `R-DUR-003`, `FR-001`, `SC-001`, `req~name~1`.
enum RequirementID {
  /// Names that look like an id and are none.
  private static let standards: Set<String> = [
    "UTF", "ISO", "SHA", "RFC", "IEEE", "HTTP", "TLS", "MD", "BASE", "CVE", "PEP", "ASCII", "UCS",
    "GPT", "ECMA", "ES", "X",
  ]

  /// Whether `text` is an id: upper-case letters, then parts joined by `-`, `_` or `.`, the last of
  /// which begins with a digit.
  static func isID(_ text: some StringProtocol) -> Bool { hasShape(text, lowercase: false) }

  /// Whether `text` would be an id in upper case.
  static func isAlmostID(_ text: some StringProtocol) -> Bool {
    hasShape(text, lowercase: true) && !isID(text)
  }

  private static func hasShape(_ text: some StringProtocol, lowercase: Bool) -> Bool {
    let text = lowercase ? text.uppercased() : String(text)
    guard text.utf8.count <= 64 else { return false }
    let parts = text.utf8.split(
      omittingEmptySubsequences: false, whereSeparator: { [0x2D, 0x5F, 0x2E].contains($0) })
    // `A.1` is the number of an appendix.
    guard text.utf8.contains(0x2D) || text.utf8.contains(0x5F), parts.count >= 2,
      let first = parts.first, let last = parts.last
    else { return false }
    func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    guard first.first.map(isUpper) == true, first.allSatisfy({ isUpper($0) || isDigit($0) }),
      parts.allSatisfy({ part in
        !part.isEmpty && part.allSatisfy { isUpper($0) || isDigit($0) || ($0 | 0x20) >= 0x61 }
      }),
      last.first.map(isDigit) == true
    else { return false }
    return !standards.contains(String(decoding: first, as: UTF8.self))
  }

  /// Whether `text` is an id of OpenFastTrace: `req~name~1`.
  static func isTraceID(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "~")) else { return false }
    let parts = text.split(separator: "~", omittingEmptySubsequences: false)
    return parts.count == 3 && parts.allSatisfy { !$0.isEmpty } && Int(parts[2]) != nil
      && !text.utf8.contains(0x20)
  }

  /// The id that `text` begins with, and what follows it: the first word without `:` or brackets.
  static func leading(_ text: String) -> (id: String, rest: String)? {
    text.withBytes { leading($0) }
  }

  /// Whether a text's first byte and a digit in its first word allow an id there.
  static func mayLead(_ text: Bytes) -> Bool {
    guard let first = text.first, (0x41...0x5A).contains(first) || first == UInt8(ascii: "[") else {
      return false
    }
    for byte in text.prefix(66) {
      if byte == 0x20 { return false }
      if (0x30...0x39).contains(byte) { return true }
    }
    return false
  }

  /// The same for a text's bytes.
  static func leading(_ bytes: Bytes) -> (id: String, rest: String)? {
    guard let first = bytes.first else { return nil }
    let isBracketed = first == UInt8(ascii: "[")
    let start = isBracketed ? 1 : 0
    var end = start
    var joins = false
    var digits = false
    while end < bytes.count, isIDByte(bytes[end]) {
      joins = joins || bytes[end] == 0x2D || bytes[end] == 0x5F
      digits = digits || (0x30...0x39).contains(bytes[end])
      end += 1
    }
    // Most first words are no id, and their bytes tell.
    guard joins, digits else { return nil }
    if isBracketed {
      guard end < bytes.count, bytes[end] == UInt8(ascii: "]") else { return nil }
    } else {
      while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    }
    let id = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    guard isID(id) || isAlmostID(id) else { return nil }
    let rest = UnsafeBufferPointer(rebasing: bytes[(end + (isBracketed ? 1 : 0))...])
    return (id, withoutSeparators(String(decoding: rest, as: UTF8.self)))
  }

  /// Whether a byte may stand in an id.
  static func isIDByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x2D || byte == 0x5F || byte == 0x2E
  }

  /// The text without the `:`, dash, dot and spaces that separate it from its id.
  static func withoutSeparators(_ text: String) -> String {
    let rest = text.unicodeScalars.drop { scalar in
      switch scalar {
      case " ", ":", "-", "–", "—", "·", ".", "\t", "|": true
      default: false
      }
    }
    return String(String.UnicodeScalarView(rest))
  }

  /// What ids of one kind have in common: `R-DUR-003` → `R`.
  static func family(_ id: String) -> String {
    String(id.prefix { $0 != "-" && $0 != "_" && $0 != "." && $0 != "~" })
  }

  /// Whether `text` has both of what every id has: a joint, and a digit that a part begins with.
  static func mayMention(_ text: String) -> Bool {
    var last: UInt8 = 0
    var joins = false
    var begins = false
    for byte in text.utf8 {
      if byte == 0x2D || byte == 0x5F { joins = true }
      if byte >= 0x30, byte <= 0x39, last == 0x2D || last == 0x5F || last == 0x2E { begins = true }
      last = byte
    }
    return joins && begins
  }

  /// Every id that `text` mentions, in order.
  static func mentioned(in text: String) -> [String] {
    guard mayMention(text) else { return [] }
    return text.utf8.split(whereSeparator: { !isIDByte($0) }).compactMap { word in
      var word = word
      while let last = word.last, last == UInt8(ascii: ".") || last == UInt8(ascii: "-") {
        word.removeLast()
      }
      guard word.first.map({ (0x41...0x5A).contains($0) }) == true else { return nil }
      let id = String(decoding: word, as: UTF8.self)
      return isID(id) ? id : nil
    }
  }
}
