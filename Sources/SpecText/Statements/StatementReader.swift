import SpecModel

/// Cuts a spec's blocks into sentences.
///
/// Paragraphs, list items (their own paragraphs, not what is nested in them) and rows of tables
/// are read; headings, fences and HTML are not. One pass over the blocks.
struct StatementReader {
  /// Longest part of a context in bytes: a long item with many bullets below it must not be copied
  /// in full for each of them.
  static let longestContext = 240

  private let text: SourceText
  private let document: MarkdownDocument
  private var statements: [Statement] = []
  private var section: Int?
  private var block = 0
  /// What stands for each item when something is nested in it.
  private var contexts: [String]
  /// What introduces each list outside other lists, by its number.
  private var leads: [Int: String] = [:]

  /// The sentences of `spec`, which was parsed from `bytes`, in document order.
  static func statements(of spec: Spec, bytes: [UInt8]) -> [Statement] {
    guard bytes.count <= SpecParser.limit else { return [] }
    var text = SourceText(bytes)
    if TextRepair.firstFault(in: bytes) != nil { text = SourceText(TextRepair.repaired(bytes)) }
    let front = FrontMatterParser.parse(text)
    let document = MarkdownDocument(
      NestingGuard.guarded(text).0, fromLine: front.bodyLine)
    var reader = StatementReader(text: text, document: document)
    reader.read(sectionCount: spec.sections.count)
    return reader.statements
  }

  private init(text: SourceText, document: MarkdownDocument) {
    self.text = text
    self.document = document
    contexts = Array(repeating: "", count: document.items.count)
  }

  private mutating func read(sectionCount: Int) {
    var headings = 0
    var last: (leaf: MarkdownDocument.Leaf, text: String)?
    for leaf in document.leaves {
      switch leaf.kind {
      case .heading:
        headings += 1
        section = headings <= sectionCount ? headings - 1 : nil
        last = nil
      case .paragraph:
        let inline = InlineText(of: leaf.node)
        let own = inline.string
        readParagraph(leaf, inline, own, below: last)
        last = (leaf, own)
      case .table:
        readRows(leaf, lead: last.map { lead(for: leaf, after: $0) } ?? "")
        last = nil
      default: last = nil
      }
    }
  }

  private mutating func readParagraph(
    _ leaf: MarkdownDocument.Leaf, _ inline: InlineText, _ own: String,
    below last: (leaf: MarkdownDocument.Leaf, text: String)?
  ) {
    var context = ""
    if let item = leaf.item {
      context = self.context(of: item, after: last)
      if contexts[item].isEmpty { contexts[item] = Self.joined(context, Self.clipped(own)) }
    }
    for sentence in Sentences.sentences(of: inline) {
      let first = min(leaf.lines.first + sentence.firstBreak, leaf.lines.last)
      let last = min(leaf.lines.first + sentence.lastBreak, leaf.lines.last)
      statements.append(
        Statement(
          text: sentence.text, context: context, cells: [],
          place: leaf.item == nil ? .paragraph : .item, block: block, section: section,
          lines: SourceLines(first, last)))
    }
    block += 1
  }

  /// What an item is said of.
  private mutating func context(
    of item: Int, after last: (leaf: MarkdownDocument.Leaf, text: String)?
  ) -> String {
    let shape = document.items[item]
    if let parent = shape.parent { return contexts[parent] }
    if let lead = leads[shape.list] { return lead }
    var lead = ""
    if let last, last.leaf.item == nil, last.text.utf8.last == UInt8(ascii: ":") {
      lead = Self.clipped(last.text)
    }
    leads[shape.list] = lead
    return lead
  }

  private func lead(
    for leaf: MarkdownDocument.Leaf, after last: (leaf: MarkdownDocument.Leaf, text: String)
  ) -> String {
    if let item = leaf.item { return contexts[item] }
    return last.text.utf8.last == UInt8(ascii: ":") ? Self.clipped(last.text) : ""
  }

  private mutating func readRows(_ leaf: MarkdownDocument.Leaf, lead: String) {
    let table = TableRows.table(in: text, lines: leaf.lines, quotes: leaf.quotes, section: "")
    for row in table.rows {
      var cells: [Statement.Cell] = []
      for (place, cell) in row.cells.enumerated() where !cell.isEmpty {
        let header = place < table.header.count ? table.header[place] : ""
        cells.append(Statement.Cell(header: header, text: cell))
      }
      let text = cells.map { $0.header.isEmpty ? $0.text : "\($0.header): \($0.text)" }
      statements.append(
        Statement(
          text: text.joined(separator: " · "), context: lead, cells: cells, place: .row,
          block: block, section: section, lines: SourceLines(row.line, row.line)))
      block += 1
    }
  }

  private static func joined(_ above: String, _ own: String) -> String {
    above.isEmpty ? own : "\(above) › \(own)"
  }

  private static func clipped(_ text: String) -> String {
    guard text.utf8.count > longestContext else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: longestContext)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end])
  }
}
