import SpecModel

/// Reads records from fences without a language or in pseudocode:
///
/// ```
/// RECORD Outcome:
///     status : StageStatus   -- what came out
///     notes  : String
/// ```
enum RecordFence {
  /// A record with the line of its name.
  struct Record {
    var name: String
    var fields: [Entity.Field]
    var line: Int
  }

  private static let languages: Set<String> = [
    "", "text", "txt", "pseudocode", "pseudo", "record", "records", "idl", "ts", "typescript",
  ]
  private static let openers: Set<String> = [
    "record", "type", "struct", "entity", "class", "object", "interface", "export",
  ]

  /// The records of a fence; none for any other block.
  static func records(_ leaf: MarkdownDocument.Leaf, language: String) -> [Record] {
    guard languages.contains(language), MarkdownDocument.isFenced(leaf.node) else { return [] }
    let fence = MarkdownDocument.fence(leaf.node)
    var records: [Record] = []
    // Whether a record is open, and its fields' indentation; 0 until its first line is read.
    var isOpen = false
    var depth = 0
    var line = leaf.lines.first
    for source in fence.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      let indent = source.prefix { $0 == 0x20 || $0 == 0x09 }.count
      var text = Array(source)[...]
      text.trim()
      guard !text.isEmpty else { continue }
      if indent == 0 {
        if text.elementsEqual("}".utf8) || text.elementsEqual("{".utf8) { continue }
        let name = name(text)
        isOpen = name != nil
        depth = 0
        if let name { records.append(Record(name: name, fields: [], line: line)) }
        continue
      }
      guard isOpen else { continue }
      if depth == 0 { depth = indent }
      guard indent == depth, let field = field(text, line: line) else { continue }
      records[records.count - 1].fields.append(field)
    }
    return records.filter { !$0.fields.isEmpty }
  }

  /// The name that a line at the margin declares: `Outcome:`, `RECORD Outcome`, `type Outcome = {`.
  private static func name(_ line: ArraySlice<UInt8>) -> String? {
    var line = line
    var isMarked = false
    while let last = line.last, "{=: ".utf8.contains(last) {
      isMarked = true
      line.removeLast()
    }
    let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    guard let name = words.last, words.count <= 3 else { return nil }
    let before = words.dropLast().map { $0.lowercased() }
    guard before.allSatisfy({ openers.contains($0) }), isMarked || !before.isEmpty,
      let first = name.utf8.first, (0x41...0x5A).contains(first),
      name.utf8.allSatisfy({ SignatureParser.isName($0) })
    else { return nil }
    return name
  }

  /// `name : Type -- comment`, `name?: Type;`; nil for any other line.
  private static func field(_ line: ArraySlice<UInt8>, line number: Int) -> Entity.Field? {
    let name = line.prefix { SignatureParser.isName($0) }
    guard let first = name.first, !(0x30...0x39).contains(first) else { return nil }
    var rest = line.dropFirst(name.count)
    var isRequired: Bool?
    if rest.first == UInt8(ascii: "?") {
      isRequired = false
      rest = rest.dropFirst()
    }
    rest.trim()
    guard rest.first == UInt8(ascii: ":") else { return nil }
    let text = String(decoding: rest.dropFirst(), as: UTF8.self)
    var (type, comment) = split(text)
    for mark in [";", ","] where type.hasSuffix(mark) { type = String(type.dropLast()) }
    guard let start = type.utf8.first, SignatureParser.isName(start) || start == 0x28 else {
      return nil
    }
    var said = DefinitionText()
    for note in parentheses(comment) { said.take(detail: "\0," + note) }
    var value = said.defaultValue
    if let equals = type.range(" = ") {
      value = value ?? DefinitionPieces.bare(equals.after)
      type = equals.before
    }
    return Entity.Field(
      name: String(decoding: name, as: UTF8.self), type: type.trimmed,
      isRequired: isRequired ?? said.isRequired, defaultValue: value, text: comment,
      lines: SourceLines(number, number))
  }

  /// A type and the comment behind it.
  private static func split(_ text: String) -> (type: String, comment: String) {
    for mark in ["-- ", "// ", "# "] {
      if let found = text.range(" " + mark) { return (found.before.trimmed, found.after.trimmed) }
    }
    return (text.trimmed, "")
  }

  /// What a comment says in parentheses: `(default: 200)`, `(optional)`.
  private static func parentheses(_ comment: String) -> [String] {
    comment.split(separator: "(").dropFirst().compactMap { part in
      part.contains(")") ? String(part.prefix { $0 != ")" }) : nil
    }
  }
}

extension String {
  /// The text before and after the first `mark`; nil when it does not occur.
  fileprivate func range(_ mark: String) -> (before: String, after: String)? {
    let bytes = Array(utf8)
    let wanted = Array(mark.utf8)
    guard bytes.count >= wanted.count else { return nil }
    for start in 0...(bytes.count - wanted.count)
    where bytes[start] == wanted[0]
      && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
    {
      return (
        String(decoding: bytes[..<start], as: UTF8.self),
        String(decoding: bytes[(start + wanted.count)...], as: UTF8.self)
      )
    }
    return nil
  }
}
