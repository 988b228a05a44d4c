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
        place = readParagraphs(place..<groupEnd(from: place))
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
      case .table:
        readTable(at: place)
        place += 1
      default: place += 1
      }
    }
  }

  private mutating func readTable(at place: Int) {
    let leaf = document.leaves[place]
    let section = sectionOfLeaf[place]
    let table = TableRows.table(
      in: text, lines: leaf.lines, quotes: leaf.quotes,
      section: section.map { tree.sections[$0].title } ?? "")
    let placed = PlacedTable(
      table: table, section: section, leaf: place,
      holdsExamples: isTableOfExamples(table, section: section, leaf: place),
      columns: DefinitionColumns(table), matrix: MatrixColumns(table.header))
    tables.append(placed)
    // The rows of a matrix name requirements of other places.
    if placed.matrix?.namesRequirements != true { readRequirements(of: placed) }
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

  /// Reads the paragraphs at `places` as one statement; returns the leaf after them. A paragraph
  /// that holds an id and nothing else takes the next one too.
  private mutating func readParagraphs(_ places: Range<Int>) -> Int {
    let leaves = document.leaves
    let first = leaves[places.lowerBound]
    var places = places
    var identified = RequirementParser.identify(first)
    // A bullet with an id of OpenFastTrace alone refers to it (`Covers:`).
    if let id = identified?.id, first.item != nil, identified?.text.isEmpty == true,
      RequirementID.isTraceID(id), places.count == 1
    {
      identified = nil
    }
    if identified?.text.isEmpty == true, places.count == 1,
      places.upperBound < leaves.count, belongs(places.upperBound, to: first)
    {
      places = places.lowerBound..<(places.upperBound + 1)
    }
    let lines = SourceLines(first.lines.first, leaves[places.upperBound - 1].lines.last)
    let source = text.range(lines.first, lines.last)
    // Most paragraphs are neither identified nor normative; their bytes tell without a copy.
    guard identified != nil || Keywords.occur(in: text.bytes[source]) else {
      return places.upperBound
    }
    var inline = InlineText(of: first.node)
    var statement = identified ?? RequirementParser.identify(plain: inline)
    for place in places.dropFirst() {
      let more = InlineText(of: leaves[place].node)
      inline.append(more)
      if let text = statement?.text {
        statement?.text = text + (text.isEmpty ? "" : " ") + more.string
      }
    }
    // A case of a matrix is a requirement only where it says so.
    if first.item != nil, isMatrix(sectionOfLeaf[places.lowerBound]),
      Keywords.strongest(in: inline.plain) == .none
    {
      return places.upperBound
    }
    var all = lines
    var more = ""
    if let item = first.item, endsWithColon(source),
      let body = body(of: item, from: places.upperBound)
    {
      all.last = body.last
      more = " " + body.text
    }
    if statement == nil, first.opens == .strong || first.opens == .strongAndCode,
      case .strong(let bold) = MarkdownDocument.opening(of: first.node),
      Keywords.strongest(in: inline.plain) != .none
    {
      requirements.warn(unjoined: bold, all)
    }
    take(inline, statement, all, places.lowerBound, more: more)
    return places.upperBound
  }

  /// Whether bullets of a section are cases of a test matrix.
  func isMatrix(_ section: Int?) -> Bool { section.map { roles[$0] == .matrix } ?? false }

  private func belongs(_ place: Int, to first: MarkdownDocument.Leaf) -> Bool {
    let next = document.leaves[place]
    return next.kind == .paragraph && next.item == first.item && next.quotes == first.quotes
      && RequirementParser.identify(next) == nil
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
      leaves[end].quotes == 0, RequirementParser.identify(leaves[end]) == nil
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
    var inList = end..<end
    if let list = listBelow(end, of: inline) {
      inline.append(list.text)
      let text = statement.text
      statement.text += (text.isEmpty ? "" : text.hasSuffix(":") ? " " : ": ") + list.text.string
      lines.last = list.last
      inList = end..<list.end
      end = list.end
    }
    take(inline, statement, lines, place)
    // A table in the list is one all the same.
    for place in inList where leaves[place].kind == .table { readTable(at: place) }
    return end
  }

  private mutating func take(
    _ inline: InlineText, _ identified: RequirementParser.Identified?, _ lines: SourceLines,
    _ leaf: Int, more: String = ""
  ) {
    requirements.take(
      inline, identified: identified, more: more, lines: lines,
      section: label(sectionOfLeaf[leaf]))
  }

  private func label(_ section: Int?) -> RequirementParser.SectionLabel {
    guard let section else { return .init(index: nil, number: "", label: "", numbering: -1) }
    return tree.labels[section]
  }

  /// Headers of a first column that holds ids, in lower case.
  static let idHeaders: Set<String> = ["id", "requirement", "req", "uid", "rule"]

  /// Reads requirements from the rows of a table.
  private mutating func readRequirements(of placed: PlacedTable) {
    let (table, section) = (placed.table, placed.section)
    // A case of a matrix is a requirement only where it says so.
    let holdsCases =
      placed.matrix.map {
        isMatrix(section) || $0.areAll(table.header.count)
      } ?? false
    let holdsIDs = table.header.first.map { Self.idHeaders.contains($0.lowercased()) } ?? false
    let profileColumn = table.header.firstIndex { $0.lowercased() == "profile" }
    for row in table.rows {
      let first = row.cells.first.flatMap { cell in
        RequirementID.mayMention(cell)
          ? RequirementID.leading(
            cell.replacing(character: "*", with: "").replacing(character: "`", with: "")) : nil
      }
      let isMarked =
        holdsIDs || row.cells.first?.hasPrefix("**") == true
        || row.cells.first?.hasPrefix("[") == true
      let range = text.range(ofLine: row.line)
      let isNormative = Keywords.occur(in: text.bytes[range])
      // With text behind it in its cell, an id is the row's only where the row states something;
      // else the cell refers to a requirement.
      let opener = isNormative && !holdsIDs ? row.cells.first.flatMap(Self.boldID) : nil
      let hasID =
        opener != nil
        || first.map {
          (RequirementID.isID($0.id) || (isNormative && holdsIDs)) && $0.rest.isEmpty
        } == true && isMarked
      guard hasID || isNormative else { continue }
      var cells = row.cells
      if let opener { cells[0] = opener }
      cells = cells.indices.filter { $0 != profileColumn && !($0 == 0 && hasID && opener == nil) }
        .map { cells[$0] }
      let statement = cells.filter { !$0.isEmpty }.joined(separator: " · ")
      let profile = profileColumn.map {
        row.cells[$0].replacing(character: "`", with: "")
      }
      var inline = InlineText()
      inline.text = Array(statement.utf8)
      inline.plain = Self.withoutCode(statement)
      if holdsCases, Keywords.strongest(in: inline.plain) == .none { continue }
      requirements.take(
        inline, identified: hasID ? first.map { .init(id: $0.id, text: statement) } : nil,
        lines: SourceLines(row.line, row.line), section: label(section), profile: profile)
    }
  }

  /// What stands behind the bold id that opens a cell; nil where none does, or nothing follows it.
  private static func boldID(_ cell: String) -> String? {
    guard cell.hasPrefix("**") else { return nil }
    let inner = cell.dropFirst(2)
    guard let end = inner.firstIndex(of: "*"), inner[end...].hasPrefix("** "),
      RequirementID.isID(inner[..<end])
    else { return nil }
    return String(inner[end...].dropFirst(3))
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
