import SpecModel

extension DocumentReader {
  /// Reads requirements from paragraphs, list items and headings. Paragraphs of one list item, and
  /// those right below a heading with an id, belong together.
  mutating func readRequirements() {
    let leaves = document.leaves
    var place = 0
    while place < leaves.count {
      let leaf = leaves[place]
      switch leaf.kind {
      case .paragraph:
        let end = groupEnd(from: place)
        readParagraphs(place..<end)
        place = end
      case .heading:
        let inline = InlineText(of: leaf.node)
        guard let identified = RequirementParser.identify(heading: inline) else {
          if Keywords.occur(in: text.bytes[text.range(leaf.lines.first, leaf.lines.last)]) {
            take(inline, nil, leaf.lines, place)
          }
          place += 1
          continue
        }
        place = readHeading(at: place, inline, identified)
      default: place += 1
      }
    }
  }

  /// The end of the run of paragraphs that belong to the same list item as the one at `start`.
  private func groupEnd(from start: Int) -> Int {
    let leaves = document.leaves
    guard let item = leaves[start].item else { return start + 1 }
    var end = start + 1
    while end < leaves.count, leaves[end].kind == .paragraph, leaves[end].item == item,
      leaves[end].quotes == leaves[start].quotes
    {
      end += 1
    }
    return end
  }

  private mutating func readParagraphs(_ places: Range<Int>) {
    let leaves = document.leaves
    let first = leaves[places.lowerBound]
    let last = leaves[places.upperBound - 1]
    let lines = SourceLines(first.lines.first, last.lines.last)
    let identified = RequirementParser.identify(first.node)
    let source = text.range(lines.first, lines.last)
    // Most paragraphs are neither identified nor normative; their bytes tell without a copy.
    guard identified != nil || Keywords.occur(in: text.bytes[source]) else { return }
    var inline = InlineText(of: first.node)
    var statement = identified
    for place in places.dropFirst() {
      let more = InlineText(of: leaves[place].node)
      inline.append(more)
      statement?.text += " " + more.string
    }
    take(inline, statement, lines, places.lowerBound)
  }

  /// A heading with an id and the paragraphs right below it; returns the leaf after them.
  private mutating func readHeading(
    at place: Int, _ heading: InlineText, _ identified: RequirementParser.Identified
  ) -> Int {
    let leaves = document.leaves
    var inline = heading
    var statement = identified
    var lines = leaves[place].lines
    var end = place + 1
    while end < leaves.count, leaves[end].kind == .paragraph, leaves[end].item == nil,
      leaves[end].quotes == 0, RequirementParser.identify(leaves[end].node) == nil
    {
      let more = InlineText(of: leaves[end].node)
      // A caption of the examples below is none of the statement.
      if end + 1 < leaves.count, leaves[end + 1].kind == .table || leaves[end + 1].kind == .code,
        Keywords.strongest(in: more.plain) == .none, Self.speaksOfExamples(more.string)
      {
        break
      }
      inline.append(more)
      statement.text += (statement.text.isEmpty ? "" : " ") + more.string
      lines.last = leaves[end].lines.last
      end += 1
    }
    take(inline, statement, lines, place)
    return end
  }

  private mutating func take(
    _ inline: InlineText, _ identified: RequirementParser.Identified?, _ lines: SourceLines,
    _ leaf: Int
  ) {
    requirements.take(
      inline, identified: identified, lines: lines, section: label(sectionOfLeaf[leaf]))
  }

  private func label(_ section: Int?) -> RequirementParser.SectionLabel {
    .init(
      index: section, number: section.map { tree.sections[$0].number } ?? "",
      label: tree.label(section))
  }

  private static let idHeaders: Set<String> = ["id", "requirement", "req", "uid", "rule"]

  /// Reads requirements from the rows of a table.
  mutating func readRequirements(of table: Table, section: Int?) {
    // The rows of a matrix name requirements of other places.
    if MatrixColumns(table.header)?.namesRequirements == true { return }
    let holdsIDs = table.header.first.map { Self.idHeaders.contains($0.lowercased()) } ?? false
    for row in table.rows {
      let first = row.cells.first.flatMap { cell in
        RequirementID.leading(
          cell.replacing(character: "*", with: "").replacing(character: "`", with: ""))
      }
      let isMarked =
        holdsIDs || row.cells.first?.hasPrefix("**") == true
        || row.cells.first?.hasPrefix("[") == true
      let hasID = first.map { RequirementID.isID($0.id) && $0.rest.isEmpty } == true && isMarked
      let range = text.range(ofLine: row.line)
      guard hasID || Keywords.occur(in: text.bytes[range]) else { continue }
      let cells = hasID ? Array(row.cells.dropFirst()) : row.cells
      let statement = cells.filter { !$0.isEmpty }.joined(separator: " · ")
      var inline = InlineText()
      inline.text = Array(statement.utf8)
      inline.plain = Self.withoutCode(statement)
      requirements.take(
        inline, identified: hasID ? first.map { .init(id: $0.id, text: statement) } : nil,
        lines: SourceLines(row.line, row.line), section: label(section))
    }
  }

  /// The bytes outside backticks.
  static func withoutCode(_ text: String) -> [UInt8] {
    var plain: [UInt8] = []
    var isCode = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "`") {
        isCode.toggle()
        plain.append(0)
      } else if !isCode {
        plain.append(byte)
      }
    }
    return plain
  }
}
