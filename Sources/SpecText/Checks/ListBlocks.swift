import SpecModel

/// A top-level list item with everything in it, or a part of one.
struct ListBlock {
  /// Its leaf blocks, as a range of indices.
  var leaves: Range<Int>
  /// The item, as an index into `MarkdownDocument.items`.
  var item: Int
}

extension MarkdownDocument {
  /// The outermost item that each item stands in.
  func outermostItems() -> [Int] {
    var outermost: [Int] = []
    outermost.reserveCapacity(items.count)
    for (place, item) in items.enumerated() {
      outermost.append(item.parent.map { outermost[$0] } ?? place)
    }
    return outermost
  }

  /// The text of leaf blocks in one line: paragraphs and headings, those of nested items after a
  /// semicolon. Leaves for which `isIncluded` is false are left out.
  func line(of leaves: Range<Int>, where isIncluded: (Leaf) -> Bool = { _ in true }) -> String {
    var line: [UInt8] = []
    var last: Int?
    for place in leaves {
      let leaf = self.leaves[place]
      guard Self.isText(leaf.kind), isIncluded(leaf) else { continue }
      InlineText.withText(of: leaf.node) { more in
        if !line.isEmpty {
          if leaf.item != last, line.last != UInt8(ascii: ":") { line.append(UInt8(ascii: ";")) }
          line.append(0x20)
        }
        line.append(contentsOf: more)
      }
      last = leaf.item
    }
    return String(decoding: line, as: UTF8.self)
  }

  private static func isText(_ kind: Kind) -> Bool {
    switch kind {
    case .paragraph, .heading: true
    default: false
    }
  }

  /// From the first line of the first to the last line of the last of some leaves.
  func lines(of leaves: Range<Int>) -> SourceLines {
    let first = self.leaves[leaves.lowerBound]
    var last = first.lines.last
    for place in leaves { last = max(last, self.leaves[place].lines.last) }
    return SourceLines(first.lines.first, last)
  }
}

extension MarkdownDocument.Leaf {
  /// Whether it is a heading of any level.
  var isHeading: Bool {
    if case .heading = kind { true } else { false }
  }
}
