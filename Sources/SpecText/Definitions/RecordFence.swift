import CSearch
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

  /// Words in front of a record's name (1), and languages of fences that may hold records (2).
  private static let words = WordTable([
    (1, ["record", "type", "struct", "entity", "class", "object", "interface", "export"]),
    (
      2,
      [
        "text", "txt", "pseudocode", "pseudo", "record", "records", "idl", "ts", "typescript",
      ]
    ),
  ])

  /// The records of a fence; none for any other block.
  static func records(_ leaf: MarkdownDocument.Leaf) -> [Record] {
    guard MarkdownDocument.isFenced(leaf.node) else { return [] }
    let language = MarkdownDocument.language(leaf.node)
    guard language.isEmpty || words.bits(of: language) & 2 != 0 else { return [] }
    let text = MarkdownDocument.code(leaf.node)
    guard let base = text.baseAddress else { return [] }
    var reader = Reader()
    var line = leaf.lines.first
    var start = 0
    while start < text.count {
      line += 1
      // Most fences hold no record, and of their lines only the margin is looked at.
      let isIndented = text[start] == 0x20 || text[start] == 0x09
      let found = specter_find(base + start, 0x0A, text.count - start)
      let end = found.map { base.distance(to: $0) } ?? text.count
      if !isIndented || reader.isOpen {
        reader.take(text.part(start..<end), line)
      }
      start = end + 1
    }
    return reader.records.filter { !$0.fields.isEmpty }
  }

  /// What was read of a fence so far.
  private struct Reader {
    var records: [Record] = []
    /// Whether a record is open, and its fields' indentation; 0 until its first line is read.
    var isOpen = false
    private var depth = 0

    mutating func take(_ line: Bytes, _ number: Int) {
      var indent = 0
      while indent < line.count, line[indent] == 0x20 || line[indent] == 0x09 { indent += 1 }
      let text = line.trimmed
      guard !text.isEmpty else { return }
      guard indent == 0 else {
        guard isOpen else { return }
        if depth == 0 { depth = indent }
        guard indent == depth, let field = RecordFence.field(text, line: number) else { return }
        return records[records.count - 1].fields.append(field)
      }
      if text.count == 1, text[0] == UInt8(ascii: "}") || text[0] == UInt8(ascii: "{") { return }
      let name = RecordFence.name(text)
      isOpen = name != nil
      depth = 0
      if let name { records.append(Record(name: name, fields: [], line: number)) }
    }
  }

  /// The name that a line at the margin declares: `Outcome:`, `RECORD Outcome`, `type Outcome = {`.
  private static func name(_ line: Bytes) -> String? {
    var end = line.count
    while end > 0, "{=: ".utf8.contains(line[end - 1]) { end -= 1 }
    var start = end
    while start > 0, SignatureParser.isName(line[start - 1]) { start -= 1 }
    guard start < end, (0x41...0x5A).contains(line[start]), start == 0 || line[start - 1] == 0x20
    else { return nil }
    var before = 0
    for word in line[..<start].split(separator: 0x20) {
      before += 1
      guard before <= 2, words.bits(of: UnsafeBufferPointer(rebasing: word)) & 1 != 0 else {
        return nil
      }
    }
    guard end < line.count || before > 0 else { return nil }
    return line.part(start..<end).string
  }

  /// `name : Type -- comment`, `name?: Type;`; nil for any other line.
  private static func field(_ line: Bytes, line number: Int)
    -> Entity.Field?
  {
    var end = 0
    while end < line.count, SignatureParser.isName(line[end]) { end += 1 }
    guard end > 0, !(0x30...0x39).contains(line[0]) else { return nil }
    var isRequired: Bool?
    var place = end
    if place < line.count, line[place] == UInt8(ascii: "?") {
      isRequired = false
      place += 1
    }
    let rest = line.from(place).trimmed
    guard rest.first == UInt8(ascii: ":") else { return nil }
    var (type, comment) = split(rest.from(1))
    for mark in [UInt8(ascii: ";"), UInt8(ascii: ",")] where type.last == mark {
      type = type.upTo(type.count - 1)
    }
    guard let start = type.first, SignatureParser.isName(start) || start == 0x28 else {
      return nil
    }
    var said = DefinitionText()
    for note in parentheses(comment) {
      ("\0," + note).withBytes { said.take(detail: $0) }
    }
    var value = said.defaultValue
    if let equals = type.find(" = ") {
      value =
        value
        ?? DefinitionPieces.bare(
          type.from(equals + 3))
      type = type.upTo(equals)
    }
    return Entity.Field(
      name: line.upTo(end).string,
      type: type.trimmed.string,
      isRequired: isRequired ?? said.isRequired, defaultValue: value,
      text: comment.string, lines: SourceLines(number, number))
  }

  /// A type and the comment behind it.
  private static func split(_ text: Bytes)
    -> (type: Bytes, comment: Bytes)
  {
    for mark in [" -- ", " // ", " # "] as [StaticString] {
      guard let start = text.find(mark) else { continue }
      let behind = start + mark.utf8CodeUnitCount
      return (
        text.upTo(start).trimmed,
        text.from(behind).trimmed
      )
    }
    return (text.trimmed, text.upTo(0))
  }

  /// What a comment says in parentheses: `(default: 200)`, `(optional)`.
  private static func parentheses(_ comment: Bytes) -> [String] {
    var found: [String] = []
    var start: Int?
    for place in 0..<comment.count {
      if comment[place] == UInt8(ascii: "(") { start = place + 1 }
      guard comment[place] == UInt8(ascii: ")"), let opened = start else { continue }
      found.append(
        comment.part(opened..<place).string)
      start = nil
    }
    return found
  }
}
