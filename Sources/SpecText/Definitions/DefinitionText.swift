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
  var text: String { prose.joined(separator: " ") }

  /// Takes what stands in parentheses right behind the name: `string, OPTIONAL`.
  mutating func take(detail: String) {
    take(pieces: DefinitionPieces.split(detail), typeIsSure: true)
  }

  /// Takes the text behind a colon or dash: `` integer, default `10`. More prose. ``
  ///
  /// - Parameter mayHoldType: whether no type stood before it.
  mutating func take(rest: String, mayHoldType: Bool) {
    for (place, sentence) in DefinitionPieces.sentences(rest).enumerated() {
      if place == 0, mayHoldType {
        let count = prose.count
        take(pieces: DefinitionPieces.split(sentence), typeIsSure: false)
        if prose.count > count, sentence.hasSuffix(".") { prose[count] += "." }
      } else {
        take(sentence: sentence)
      }
    }
  }

  private mutating func take(pieces: [String], typeIsSure: Bool) {
    var others: [String] = []
    for (place, piece) in pieces.enumerated() {
      if takeFlag(piece) { continue }
      if let (value, more) = DefinitionPieces.defaultValue(piece) {
        if defaultValue == nil { defaultValue = value }
        if !more.isEmpty { others.append(more) }
      } else if place == 0 || (type.isEmpty && others.isEmpty),
        typeIsSure || DefinitionPieces.looksLikeType(piece)
      {
        type = takingFlag(from: piece)
      } else {
        noteNeed(piece)
        others.append(piece)
      }
    }
    if !others.isEmpty { prose.append(others.joined(separator: ", ")) }
  }

  /// Takes a whole sentence or nested bullet: ``Default: `10` (5m)``, `REQUIRED for dispatch.`
  mutating func take(sentence: String) {
    if let value = DefinitionPieces.labelled("type", sentence) {
      if type.isEmpty { type = DefinitionPieces.bare(value) }
      return
    }
    if let value = DefinitionPieces.labelled("required", sentence),
      let need = DefinitionPieces.answer(value)
    {
      isRequired = isRequired ?? need
      return
    }
    if let value = DefinitionPieces.labelled("optional", sentence),
      let need = DefinitionPieces.answer(value)
    {
      isRequired = isRequired ?? !need
      return
    }
    if let (value, more) = DefinitionPieces.defaultValue(sentence) {
      if defaultValue == nil { defaultValue = value }
      if !more.isEmpty { prose.append(more) }
      return
    }
    noteNeed(sentence)
    prose.append(sentence)
  }

  /// `REQUIRED`, `optional` or `extension` alone.
  private mutating func takeFlag(_ piece: String) -> Bool {
    switch piece.lowercased() {
    case "required", "mandatory", "required.": isRequired = isRequired ?? true
    case "optional", "not required", "optional.": isRequired = isRequired ?? false
    case "extension": isExtension = true
    default: return false
    }
    return true
  }

  /// `optional string` → `string`, noting that it is optional.
  private mutating func takingFlag(from piece: String) -> String {
    let lower = piece.lowercased()
    for (word, need) in [("required ", true), ("optional ", false)] where lower.hasPrefix(word) {
      isRequired = isRequired ?? need
      return DefinitionPieces.bare(String(piece.dropFirst(word.count)))
    }
    return DefinitionPieces.bare(piece)
  }

  /// A sentence that begins with the need says it, unless it makes an exception.
  private mutating func noteNeed(_ sentence: String) {
    guard isRequired == nil, let first = sentence.utf8.first, "RrOoNn".utf8.contains(first)
    else { return }
    let words = DefinitionWords(String(sentence.prefix(200))).words
    if words.first == "required", !words.contains("unless") { isRequired = true }
    if words.first == "optional" || words.prefix(2) == ["not", "required"] { isRequired = false }
  }
}
