import SpecModel

/// Where in a file the id of each requirement goes.
struct IDPlaces {
  /// A place for an id.
  struct Place {
    /// Offset in the file.
    var offset: Int
    /// What stands before the id and after it.
    var around: (String, String)
    /// The line that is changed.
    var line: Int
  }

  /// A place, or why there is none.
  enum Answer {
    case place(Place)
    case none(String)
  }

  private let source: SourceText
  private let document: MarkdownDocument
  private var leaves: [Int: MarkdownDocument.Leaf] = [:]
  /// First lines of headings that an id would make the opening of a requirement with paragraphs.
  private var openers: Set<Int> = []
  /// Lines of the rows of tables whose first column holds ids, and of the other tables.
  private var rows: [Int: (quotes: Int, hasIDs: Bool)] = [:]
  /// What links within the file lead to.
  private let anchors: HeadingAnchors

  init(source: SourceText, document: MarkdownDocument) {
    self.source = source
    self.document = document
    anchors = HeadingAnchors(linkedIn: source.bytes)
    var heading: Int?
    for leaf in document.leaves {
      if let line = heading, leaf.kind == .paragraph, leaf.item == nil, leaf.quotes == 0 {
        openers.insert(line)
      }
      heading = nil
      switch leaf.kind {
      case .paragraph: leaves[leaf.lines.first] = leaf
      case .heading:
        leaves[leaf.lines.first] = leaf
        heading = leaf.lines.first
      case .table:
        let header = TableRows.cells(of: source.line(leaf.lines.first), quotes: leaf.quotes)
        let hasIDs =
          header.first.map { DocumentReader.idHeaders.contains($0.lowercased()) } ?? false
        var line = leaf.lines.first + 2
        while line <= leaf.lines.last {
          rows[line] = (leaf.quotes, hasIDs)
          line += 1
        }
      default: break
      }
    }
  }

  /// Where the id of a requirement goes that begins on `line`.
  func place(onLine line: Int) -> Answer {
    if let row = rows[line] { return rowPlace(line, row.quotes, hasIDs: row.hasIDs) }
    guard let leaf = leaves[line] else { return .none("no block begins on its line") }
    var offset = contentStart(of: leaf)
    guard case .heading = leaf.kind else {
      if isFootnote(at: offset) {
        return .none("with an id in front it would be a footnote no more")
      }
      return .place(Place(offset: offset, around: ("**", "** "), line: line))
    }
    if openers.contains(line) {
      return .none("as a heading with an id it would take in the paragraph below it")
    }
    let title = InlineText(of: leaf.node).string
    if let link = anchors.link(to: title) {
      return .none("the link to '#\(link)' in the file would lead nowhere")
    }
    if SectionTree.numberAndTitle(title).number != nil {
      return .none("an id would come before the number of its heading")
    }
    let end = source.range(ofLine: line).upperBound
    while offset < end, source.bytes[offset] == UInt8(ascii: "#") { offset += 1 }
    while offset < end, isSpace(source.bytes[offset]) { offset += 1 }
    return .place(Place(offset: offset, around: ("", " · "), line: line))
  }

  /// Behind the marks of the block quotes and list items that open on the line of a leaf.
  private func contentStart(of leaf: MarkdownDocument.Leaf) -> Int {
    let range = source.range(ofLine: leaf.lines.first)
    var offset = range.lowerBound
    var quotes = leaf.quotes
    var markers = 0
    var item = leaf.item
    while let current = item, document.items[current].line == leaf.lines.first {
      markers += 1
      item = document.items[current].parent
    }
    let hasBox = markers > 0 && leaf.item.map { document.items[$0].isChecked != nil } == true
    // A byte order mark is none of the text.
    if offset == 0, source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    while offset < range.upperBound {
      if isSpace(source.bytes[offset]) {
        offset += 1
      } else if quotes > 0, source.bytes[offset] == UInt8(ascii: ">") {
        quotes -= 1
        offset += 1
      } else if markers > 0, let end = markerEnd(offset, range.upperBound) {
        markers -= 1
        offset = end
      } else {
        break
      }
    }
    if hasBox, offset + 3 < range.upperBound, source.bytes[offset] == UInt8(ascii: "["),
      source.bytes[offset + 2] == UInt8(ascii: "]")
    {
      offset += 3
      while offset < range.upperBound, isSpace(source.bytes[offset]) { offset += 1 }
    }
    return offset
  }

  /// Whether a footnote begins there: `[^note]: text`.
  private func isFootnote(at offset: Int) -> Bool {
    let rest = source.bytes[offset...].prefix { $0 != 0x0A && $0 != 0x0D }
    guard rest.starts(with: "[^".utf8), let end = rest.firstIndex(of: UInt8(ascii: "]")) else {
      return false
    }
    return end > offset + 2 && end + 1 < rest.endIndex && rest[end + 1] == UInt8(ascii: ":")
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The end of the list item's marker at `offset`.
  private func markerEnd(_ offset: Int, _ limit: Int) -> Int? {
    var end = offset
    if [0x2A, 0x2B, 0x2D].contains(source.bytes[end]) { return end + 1 }
    while end < limit, (0x30...0x39).contains(source.bytes[end]) { end += 1 }
    guard end > offset, end < limit,
      source.bytes[end] == UInt8(ascii: ".") || source.bytes[end] == UInt8(ascii: ")")
    else { return nil }
    return end + 1
  }

  private func rowPlace(_ line: Int, _ quotes: Int, hasIDs: Bool) -> Answer {
    let range = source.range(ofLine: line)
    var offset = range.lowerBound
    var left = quotes
    while offset < range.upperBound {
      if left > 0, source.bytes[offset] == UInt8(ascii: ">") {
        left -= 1
      } else if !isSpace(source.bytes[offset]) {
        break
      }
      offset += 1
    }
    guard offset < range.upperBound, source.bytes[offset] == UInt8(ascii: "|") else {
      return .none("its row of a table does not begin with a bar")
    }
    offset += 1
    let bar = offset
    while offset < range.upperBound, isSpace(source.bytes[offset]) { offset += 1 }
    let isEmpty = offset < range.upperBound && source.bytes[offset] == UInt8(ascii: "|")
    switch (hasIDs, isEmpty) {
    case (true, true):
      let padding = offset > bar ? " " : ""
      return .place(Place(offset: bar, around: (padding, ""), line: line))
    case (true, false): return .none("the column for ids of its table holds something else")
    case (false, true): return .none("the first cell of its row is empty")
    case (false, false):
      return .place(Place(offset: offset, around: ("**", "** "), line: line))
    }
  }
}
