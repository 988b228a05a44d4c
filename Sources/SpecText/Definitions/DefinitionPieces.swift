/// Cuts the text of a definition: at commas and full stops that stand outside code and brackets.
enum DefinitionPieces {
  /// Most code spans in a row that are read as names or values.
  static let mostNames = 32

  /// Visits the parts between commas and semicolons, without spaces around them, without a full
  /// stop at their end, and without empty ones.
  static func forEachPiece(of text: Bytes, _ body: (Bytes) -> Void) {
    cut(text, at: { byte, _ in byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") }) { part in
      let piece = withoutStop(part.trimmed)
      if !piece.isEmpty { body(piece) }
    }
  }

  /// The same parts as strings.
  static func split(_ text: String) -> [String] {
    var parts: [String] = []
    text.withBytes { forEachPiece(of: $0) { parts.append($0.string) } }
    return parts
  }

  /// Visits the sentences with their full stops, without empty ones.
  static func forEachSentence(of text: Bytes, _ body: (Bytes) -> Void) {
    cut(text, at: { byte, next in byte == UInt8(ascii: ".") && next == 0x20 }) { part in
      guard !part.trimmed.isEmpty, let start = part.baseAddress else { return }
      // The full stop that it was cut at stands right behind it.
      let isLast = start + part.count == text.baseAddress.map { $0 + text.count }
      body(Bytes(start: start, count: part.count + (isLast ? 0 : 1)).trimmed)
    }
  }

  private static func cut(
    _ bytes: Bytes, at isCut: (UInt8, UInt8) -> Bool, _ body: (Bytes) -> Void
  ) {
    var start = 0
    var depth = 0
    var isCode = false
    for place in 0..<bytes.count {
      let byte = bytes[place]
      // Letters are what most of a text is.
      if byte >= 0x61, byte <= 0x7A { continue }
      switch byte {
      case UInt8(ascii: "`"): isCode.toggle()
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += isCode ? 0 : 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if !isCode { depth = max(0, depth - 1) }
      default:
        guard depth == 0, !isCode,
          isCut(byte, place + 1 < bytes.count ? bytes[place + 1] : 0)
        else { continue }
        body(bytes.part(start..<place))
        start = place + 1
      }
    }
    body(bytes.from(start))
  }

  /// The text without a full stop at its end.
  static func withoutStop(_ text: Bytes) -> Bytes {
    text.last == UInt8(ascii: ".") ? text.upTo(text.count - 1).trimmed : text
  }

  /// The content of a text that is one code span; other text as it is, without emphasis around it.
  static func bare(_ text: Bytes) -> String {
    let trimmed = withoutStop(text.trimmed)
    if let code = TableRows.codeSpan(trimmed) { return code }
    var (start, end) = (0, trimmed.count)
    while end - start > 1, trimmed[start] == UInt8(ascii: "*"), trimmed[end - 1] == trimmed[start] {
      start += 1
      end -= 1
    }
    return trimmed.part(start..<max(start, end)).string
  }

  /// The same for a string.
  static func bare(_ text: String) -> String { text.withBytes { bare($0) } }

  /// What stands behind `label:`; nil for a text without that label.
  static func labelled(_ label: StaticString, _ text: Bytes) -> Bytes? {
    let length = label.utf8CodeUnitCount
    guard text.count > length, text[length] == UInt8(ascii: ":"), text.beginInAnyCase(label) else {
      return nil
    }
    return text.from(length + 1).trimmed
  }

  /// What a cell or label answers: `yes`, `no`; nil for anything else.
  static func answer(_ text: String) -> Bool? {
    switch bare(text).lowercased() {
    case "yes", "y", "true", "required", "must", "always", "x", "✓", "✔", "✅", "mandatory": true
    case "no", "n", "false", "optional", "may", "never", "✗", "❌", "not required": false
    default: nil
    }
  }

  /// The code span at the start, and what follows it; nil when there is none.
  static func leadingCode(_ text: Bytes) -> (code: Bytes, rest: Bytes)? {
    guard text.first == UInt8(ascii: "`") else { return nil }
    var ticks = 0
    while ticks < text.count, text[ticks] == UInt8(ascii: "`") { ticks += 1 }
    var place = ticks
    while place < text.count {
      guard text[place] == UInt8(ascii: "`") else {
        place += 1
        continue
      }
      let start = place
      while place < text.count, text[place] == UInt8(ascii: "`") { place += 1 }
      if place - start == ticks { return (text.part(ticks..<start), text.from(place)) }
    }
    return nil
  }

  /// Words that begin a sentence rather than a type.
  private static let proseOpeners = WordTable([
    (
      1,
      [
        "a", "an", "and", "the", "whether", "how", "if", "when", "which", "what", "where", "this",
        "see", "must", "should", "may", "is", "are", "used", "for", "to", "in", "selects",
        "enables", "sets",
      ]
    )
  ])

  /// Whether the first words behind a colon are a type rather than a sentence.
  static func looksLikeType(_ piece: Bytes) -> Bool {
    guard piece.count <= 60, !piece.contains(UInt8(ascii: ":")) else { return false }
    var words = 0
    var start = 0
    for place in 0...piece.count where place == piece.count || piece[place] == 0x20 {
      if place > start {
        words += 1
        if words == 1, proseOpeners.bits(of: piece.part(start..<place)) != 0 { return false }
      }
      start = place + 1
    }
    return words > 0 && words <= 6
  }
}
