/// What stands behind the name of a setting, field or code: its type, its default, whether it must
/// be there, and prose.
struct DefinitionText {
  var type = ""
  var defaultValue: String?
  var isRequired: Bool?
  var isExtension = false
  /// The rest, in order.
  var prose: [String] = []

  /// The prose in one line.
  var text: String { prose.count == 1 ? prose[0] : prose.joined(separator: " ") }

  /// Takes what stands in parentheses right behind the name: `string, OPTIONAL`.
  mutating func take(detail: Bytes) { take(pieces: detail, typeIsSure: true) }

  /// Takes the text behind a colon or dash: `` integer, default `10`. More prose. ``
  ///
  /// - Parameters:
  ///   - mayHoldType: whether no type stood before it.
  ///   - isOwn: whether it stands in the line of the name, where a default may end a sentence.
  mutating func take(rest: Bytes, mayHoldType: Bool, isOwn: Bool = false) {
    if isOwn, let (before, stated) = Self.trailingDefault(rest),
      let found = DefaultStatement(stated)
    {
      defaultValue = defaultValue ?? found.value
      if let type = Self.typeAlone(before), mayHoldType {
        self.type = type
      } else if !before.isEmpty {
        take(rest: before, mayHoldType: mayHoldType && before.contains(UInt8(ascii: ",")))
      }
      if !found.more.isEmpty { prose.append(found.more) }
      return
    }
    var isFirst = true
    DefinitionPieces.forEachSentence(of: rest) { sentence in
      if isFirst, mayHoldType {
        let count = prose.count
        take(pieces: sentence, typeIsSure: false)
        if prose.count > count, sentence.last == UInt8(ascii: ".") { prose[count] += "." }
      } else {
        take(sentence: sentence)
      }
      isFirst = false
    }
  }

  /// Cuts off a default at the end that pieces do not show: ``port (default `80`)``, `string —
  /// default "info"`, ``text, defaults to `b` ``; nil without one.
  private static func trailingDefault(_ text: Bytes) -> (before: Bytes, stated: Bytes)? {
    guard text.count <= 300, text.find("default") != nil else { return nil }
    let plain = DefinitionPieces.withoutStop(text)
    if plain.last == UInt8(ascii: ")"), let open = plain.find(" (default") {
      let inner = plain.part((open + 2)..<(plain.count - 1))
      return inner.contains(UInt8(ascii: ")")) ? nil : (plain.upTo(open).trimmed, inner)
    }
    for dash in [" — default", " – default", " - default"] as [StaticString] {
      if let place = plain.find(dash) {
        let start = place + dash.utf8CodeUnitCount - 7
        return (plain.upTo(place).trimmed, plain.from(start))
      }
    }
    if let place = plain.find(", defaults to `"), plain.last == UInt8(ascii: "`") {
      return (plain.upTo(place).trimmed, plain.from(place + 2))
    }
    return nil
  }

  /// A text that is a known type and nothing else.
  private static func typeAlone(_ text: Bytes) -> String? {
    guard text.count <= 60, DefinitionPieces.looksLikeType(text) else { return nil }
    let type = DefinitionPieces.bare(text)
    return TypeMeaning.families(of: type) == nil ? nil : type
  }

  private mutating func take(pieces text: Bytes, typeIsSure: Bool) {
    var others = ""
    var isFirst = true
    func add(_ other: String) {
      if !others.isEmpty { others += ", " }
      others += other
    }
    DefinitionPieces.forEachPiece(of: text) { piece in
      defer { isFirst = false }
      if takeFlag(piece) { return }
      if let found = DefaultStatement(piece) {
        if defaultValue == nil { defaultValue = found.value }
        if !found.more.isEmpty { add(found.more) }
      } else if isFirst || (type.isEmpty && others.isEmpty),
        typeIsSure || DefinitionPieces.looksLikeType(piece)
      {
        type = takingFlag(from: piece)
      } else {
        noteNeed(piece)
        add(piece.string)
      }
    }
    if !others.isEmpty { prose.append(others) }
  }

  /// Takes a whole sentence or nested bullet: ``Default: `10` (5m)``, `REQUIRED for dispatch.`
  mutating func take(sentence: Bytes) {
    if let value = DefinitionPieces.labelled("type", sentence) {
      if type.isEmpty { type = DefinitionPieces.bare(value) }
      return
    }
    if let value = DefinitionPieces.labelled("required", sentence),
      let need = DefinitionPieces.answer(value.string)
    {
      isRequired = isRequired ?? need
      return
    }
    if let value = DefinitionPieces.labelled("optional", sentence),
      let need = DefinitionPieces.answer(value.string)
    {
      isRequired = isRequired ?? !need
      return
    }
    if let found = DefaultStatement(sentence) {
      if defaultValue == nil { defaultValue = found.value }
      if !found.more.isEmpty { prose.append(found.more) }
      return
    }
    noteNeed(sentence)
    prose.append(sentence.string)
  }

  /// Pieces that say whether something must be there (1: it must, 2: it need not), or that it
  /// belongs to an extension (4).
  private static let flags = WordTable([
    (1, ["required", "mandatory", "required."]),
    (2, ["optional", "not required", "optional."]),
    (4, ["extension"]),
  ])

  /// `REQUIRED`, `optional` or `extension` alone.
  private mutating func takeFlag(_ piece: Bytes) -> Bool {
    switch Self.flags.bits(of: piece) {
    case 1: isRequired = isRequired ?? true
    case 2: isRequired = isRequired ?? false
    case 4: isExtension = true
    default: return false
    }
    return true
  }

  /// `optional string` → `string`, noting that it is optional.
  private mutating func takingFlag(from piece: Bytes) -> String {
    for (word, need) in [("required ", true), ("optional ", false)] as [(StaticString, Bool)]
    where piece.beginInAnyCase(word) {
      isRequired = isRequired ?? need
      return DefinitionPieces.bare(piece.from(word.utf8CodeUnitCount))
    }
    return DefinitionPieces.bare(piece)
  }

  /// A sentence that begins with the need says it, unless it makes an exception.
  private mutating func noteNeed(_ sentence: Bytes) {
    guard isRequired == nil, let first = sentence.first, "RrOoNn".utf8.contains(first)
    else { return }
    let words = DefinitionWords(sentence.upTo(min(200, sentence.count)))
    if words.sayRequired { isRequired = true }
    if words.sayOptional { isRequired = false }
  }
}
