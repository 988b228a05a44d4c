/// The default that a piece of a definition states: `` default `10` (5m) ``, `Default: empty map.`,
/// `defaults to 3`, `` Default for `a == b`: `c` ``, `adapter-defined default`.
struct DefaultStatement {
  var value: String
  /// What else the piece says.
  var more: String

  /// Reads a piece; nil when it states no default.
  init?(_ piece: Bytes) {
    guard let first = piece.first else { return nil }
    guard first | 0x20 == UInt8(ascii: "d") else {
      // A few bytes more for the full stop.
      guard piece.count <= 64 else { return nil }
      let plain = DefinitionPieces.withoutStop(piece)
      guard plain.end(" default"), plain.count < 60 else { return nil }
      self.init(value: DefinitionPieces.bare(plain.upTo(plain.count - 8)), more: "")
      return
    }
    guard piece.beginInAnyCase("default") else { return nil }
    let rest = piece.from(7)
    for opener in ["s to ", " value:", " is ", " value is ", ":", " =", "="] as [StaticString]
    where rest.begin(opener) {
      self.init(value: rest.from(opener.utf8CodeUnitCount))
      return
    }
    if rest.begin(" for ") || rest.begin(" when ") || rest.begin(" if "),
      let colon = Self.plainColon(rest)
    {
      self.init(value: rest.from(colon + 1))
      more = (rest.upTo(colon).trimmed.string + " " + more).trimmed
      return
    }
    guard rest.first == 0x20 else { return nil }
    // `default behaviour` is prose; a value is code or one word.
    let tail = rest.trimmed
    guard tail.first == UInt8(ascii: "`") || !tail.contains(0x20) else { return nil }
    self.init(value: rest)
  }

  private init(value: String, more: String) {
    self.value = value
    self.more = more
  }

  /// A value: the code spans at the start, joined by commas, or the text up to its full stop.
  private init?(value text: Bytes) {
    var rest = text.trimmed
    guard rest.first == UInt8(ascii: "`") else {
      var sentences: [Bytes] = []
      DefinitionPieces.forEachSentence(of: rest) { sentences.append($0) }
      guard let first = sentences.first else { return nil }
      value = DefinitionPieces.withoutStop(first).string
      more = sentences.dropFirst().map(\.string).joined(separator: " ")
      return
    }
    var spans: [Bytes] = []
    while spans.count < DefinitionPieces.mostNames,
      let (code, after) = DefinitionPieces.leadingCode(rest)
    {
      spans.append(code)
      rest = after.trimmed
      guard let next = Self.behindJoint(rest) else { break }
      rest = next
    }
    guard !spans.isEmpty else { return nil }
    value = spans.count == 1 ? spans[0].string : spans.map(\.string).joined(separator: ", ")
    more = (rest.first == UInt8(ascii: ".") ? rest.from(1).trimmed : rest).string
  }

  /// What stands behind a comma, `and` or `or` when that is code; else nil.
  private static func behindJoint(_ rest: Bytes) -> Bytes? {
    for joint in [", ", "and ", "or "] as [StaticString] where rest.begin(joint) {
      let next = rest.from(joint.utf8CodeUnitCount).trimmed
      return next.first == UInt8(ascii: "`") ? next : nil
    }
    return nil
  }

  /// The place of a colon outside code.
  private static func plainColon(_ text: Bytes) -> Int? {
    var isCode = false
    for place in 0..<text.count {
      if text[place] == UInt8(ascii: "`") { isCode.toggle() }
      if text[place] == UInt8(ascii: ":"), !isCode { return place }
    }
    return nil
  }
}
