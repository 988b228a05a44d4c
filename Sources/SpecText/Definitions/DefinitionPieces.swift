/// Cuts the text of a definition: at commas and full stops that stand outside code and brackets.
enum DefinitionPieces {
  /// Most code spans in a row that are read as names or values.
  static let mostNames = 32

  /// The parts between commas and semicolons, without spaces around them and without empty ones.
  static func split(_ text: String) -> [String] {
    cut(text) { byte, _ in byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") }
      .map { withoutStop($0) }.filter { !$0.isEmpty }
  }

  /// The sentences with their full stops, without empty ones.
  static func sentences(_ text: String) -> [String] {
    let parts = cut(text) { byte, next in byte == UInt8(ascii: ".") && next == 0x20 }
    return parts.enumerated().filter { !$0.element.isEmpty }.map { place, part in
      place + 1 < parts.count ? part + "." : part
    }
  }

  private static func cut(_ text: String, at isCut: (UInt8, UInt8) -> Bool) -> [String] {
    var text = text
    return text.withUTF8 { cut($0, at: isCut) }
  }

  private static func cut(
    _ bytes: UnsafeBufferPointer<UInt8>, at isCut: (UInt8, UInt8) -> Bool
  ) -> [String] {
    var parts: [String] = []
    var start = 0
    var depth = 0
    var isCode = false
    for place in 0..<bytes.count {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "`"): isCode.toggle()
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += isCode ? 0 : 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if !isCode { depth = max(0, depth - 1) }
      default:
        guard depth == 0, !isCode,
          isCut(byte, place + 1 < bytes.count ? bytes[place + 1] : 0)
        else { continue }
        parts.append(String(trimming: UnsafeBufferPointer(rebasing: bytes[start..<place])))
        start = place + 1
      }
    }
    parts.append(String(trimming: UnsafeBufferPointer(rebasing: bytes[start...])))
    return parts
  }

  /// The text without a full stop at its end.
  static func withoutStop(_ text: String) -> String {
    text.hasSuffix(".") ? String(text.dropLast()).trimmed : text
  }

  /// The content of a text that is one code span; other text as it is, without emphasis around it.
  static func bare(_ text: String) -> String {
    let trimmed = withoutStop(text.trimmed)
    if let code = TableRows.codeSpan(trimmed) { return code }
    var bytes = Array(trimmed.utf8)[...]
    while let first = bytes.first, bytes.count > 1, first == UInt8(ascii: "*"), bytes.last == first
    {
      bytes = bytes.dropFirst().dropLast()
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What stands behind `label:`; nil for a text without that label.
  static func labelled(_ label: String, _ text: String) -> String? {
    var (text, label) = (text, label)
    return text.withUTF8 { bytes in
      label.withUTF8 { word in
        guard bytes.count > word.count, bytes[word.count] == UInt8(ascii: ":") else { return nil }
        for place in 0..<word.count {
          let byte = bytes[place]
          guard (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == word[place] else {
            return nil
          }
        }
        return String(trimming: UnsafeBufferPointer(rebasing: bytes[(word.count + 1)...]))
      }
    }
  }

  /// What a cell or label answers: `yes`, `no`; nil for anything else.
  static func answer(_ text: String) -> Bool? {
    switch bare(text).lowercased() {
    case "yes", "y", "true", "required", "must", "always", "x", "✓", "✔", "✅", "mandatory": true
    case "no", "n", "false", "optional", "may", "never", "✗", "❌", "not required": false
    default: nil
    }
  }

  /// The default that a piece states, and what else it says; nil when it states none.
  ///
  /// Read are `` default `10` (5m) ``, `Default: empty map.`, `defaults to 3`,
  /// `` Default for `a == b`: `c` `` and `adapter-defined default`.
  static func defaultValue(_ piece: String) -> (value: String, more: String)? {
    guard let first = piece.utf8.first else { return nil }
    guard first | 0x20 == UInt8(ascii: "d") else {
      // A few bytes more for the full stop.
      guard piece.utf8.count <= 64 else { return nil }
      let plain = withoutStop(piece)
      guard plain.hasSuffix(" default"), plain.utf8.count < 60 else { return nil }
      return (bare(String(plain.dropLast(8))), "")
    }
    guard String(piece.prefix(7)).lowercased() == "default" else { return nil }
    var rest = String(piece.dropFirst(7))
    var condition = ""
    for opener in ["s to ", " value:", " is ", " value is ", ":", " =", "="]
    where rest.hasPrefix(opener) {
      return value(String(rest.dropFirst(opener.count)))
    }
    if rest.hasPrefix(" for ") || rest.hasPrefix(" when ") || rest.hasPrefix(" if "),
      let colon = plainColon(rest)
    {
      condition = String(decoding: Array(rest.utf8.prefix(colon)), as: UTF8.self).trimmed
      rest = String(decoding: Array(rest.utf8.dropFirst(colon + 1)), as: UTF8.self)
      guard let (found, more) = value(rest) else { return nil }
      return (found, (condition + " " + more).trimmed)
    }
    guard rest.hasPrefix(" ") else { return nil }
    // `default behaviour` is prose; a value is code or one word.
    let tail = rest.trimmed
    guard tail.hasPrefix("`") || !tail.utf8.contains(0x20) else { return nil }
    return value(rest)
  }

  /// The place of a colon outside code.
  private static func plainColon(_ text: String) -> Int? {
    var isCode = false
    for (place, byte) in text.utf8.enumerated() {
      if byte == UInt8(ascii: "`") { isCode.toggle() }
      if byte == UInt8(ascii: ":"), !isCode { return place }
    }
    return nil
  }

  /// A value: the code spans at the start, joined by commas, or the text up to its full stop.
  private static func value(_ text: String) -> (value: String, more: String)? {
    var rest = text.trimmed
    guard rest.hasPrefix("`") else {
      let parts = sentences(rest)
      guard let first = parts.first else { return nil }
      return (withoutStop(first), parts.dropFirst().joined(separator: " "))
    }
    var spans: [String] = []
    while spans.count < mostNames, let (code, after) = leadingCode(rest) {
      spans.append(code)
      rest = after.trimmed
      guard let joint = [", ", "and ", "or "].first(where: { rest.hasPrefix($0) }),
        rest.dropFirst(joint.count).trimmedStart.hasPrefix("`")
      else { break }
      rest = String(rest.dropFirst(joint.count)).trimmed
    }
    guard !spans.isEmpty else { return nil }
    let more = rest.utf8.first == UInt8(ascii: ".") ? String(rest.dropFirst()).trimmed : rest
    return (spans.joined(separator: ", "), more)
  }

  /// The code span at the start, and what follows it; nil when there is none.
  static func leadingCode(_ text: String) -> (code: String, rest: String)? {
    guard text.utf8.first == UInt8(ascii: "`") else { return nil }
    var text = text
    return text.withUTF8 { bytes in
      var ticks = 0
      while ticks < bytes.count, bytes[ticks] == UInt8(ascii: "`") { ticks += 1 }
      var place = ticks
      while place < bytes.count {
        guard bytes[place] == UInt8(ascii: "`") else {
          place += 1
          continue
        }
        let start = place
        while place < bytes.count, bytes[place] == UInt8(ascii: "`") { place += 1 }
        if place - start == ticks {
          return (
            String(decoding: UnsafeBufferPointer(rebasing: bytes[ticks..<start]), as: UTF8.self),
            String(decoding: UnsafeBufferPointer(rebasing: bytes[place...]), as: UTF8.self)
          )
        }
      }
      return nil
    }
  }

  private static let proseOpeners: Set<String> = [
    "a", "an", "and", "the", "whether", "how", "if", "when", "which", "what", "where", "this",
    "see",
    "must", "should", "may", "is", "are", "used", "for", "to", "in", "selects", "enables", "sets",
  ]

  /// Whether the first words behind a colon are a type rather than a sentence.
  static func looksLikeType(_ piece: String) -> Bool {
    guard piece.utf8.count <= 60 else { return false }
    let words = piece.split(separator: " ")
    guard let first = words.first, words.count <= 6 else { return false }
    return !proseOpeners.contains(first.lowercased()) && !piece.contains(":")
  }
}

extension Substring {
  fileprivate var trimmedStart: Substring { drop { $0 == " " } }
}
