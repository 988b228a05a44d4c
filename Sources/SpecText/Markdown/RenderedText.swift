import CCMarkGFM

/// The text of a block as its reader sees it, without any mark: emphasis, code marks, links, tags
/// and character references are gone. Characters that nobody sees are left out.
struct RenderedText {
  private(set) var bytes: [UInt8] = []
  /// Where each line begins in `bytes`, and its number in the file.
  private var lines: [(offset: Int, line: Int)]

  init(_ leaf: MarkdownDocument.Leaf) {
    lines = [(0, leaf.lines.first)]
    if leaf.kind == .html {
      takeHTML(MarkdownDocument.html(leaf.node))
    } else if leaf.kind != .code {
      takeInlines(leaf)
    }
  }

  /// The line in the file of the byte at `offset`.
  func line(at offset: Int) -> Int {
    lines[max(0, lines.partitioningIndex { $0.offset > offset } - 1)].line
  }

  private mutating func takeInlines(_ leaf: MarkdownDocument.Leaf) {
    let (first, last) = (leaf.lines.first, leaf.lines.last)
    var line = first
    var rows = 0
    var node = leaf.node.pointee.first_child
    while let current = node {
      switch current.pointee.type {
      case InlineText.textType, InlineText.codeType:
        append(InlineText.literal(of: current))
      case InlineText.softBreakType, InlineText.lineBreakType:
        bytes.append(0x0A)
        line = min(last, line + 1)
        lines.append((bytes.count, line))
      default:
        let above = current.pointee.parent
        guard leaf.kind == .table, above == leaf.node || above?.pointee.parent == leaf.node
        else { break }
        // What stands in two cells is not read together.
        bytes.append(contentsOf: [0x0A, 0x0A])
        if above == leaf.node {
          // Below the header stands a row of dashes.
          line = min(last, first + rows + (rows > 0 ? 1 : 0))
          rows += 1
          lines.append((bytes.count, line))
        }
      }
      node = InlineText.following(current, within: leaf.node)
    }
  }

  /// Takes text without soft hyphens, joiners and spaces of no width; a space that does not break
  /// is a space.
  private mutating func append(_ text: Bytes) {
    var place = 0
    while place < text.count {
      let rest = text.from(place)
      if rest[0] < 0x80 {
        bytes.append(rest[0])
        place += 1
      } else if rest.begin("\u{A0}") {
        bytes.append(0x20)
        place += 2
      } else if let hidden = Self.hidden.first(where: { rest.begin($0) }) {
        place += hidden.utf8CodeUnitCount
      } else {
        bytes.append(rest[0])
        place += 1
      }
    }
  }

  private static let hidden: [StaticString] = [
    "\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}",
  ]

  /// The text between tags.
  private mutating func takeHTML(_ source: Bytes) {
    var line = lines[0].line
    var place = 0
    var isTag = false
    while place < source.count {
      let byte = source[place]
      if byte == UInt8(ascii: "<"), place + 1 < source.count,
        (0x61...0x7A).contains(source[place + 1] | 0x20)
          || source[place + 1] == UInt8(ascii: "/")
      {
        isTag = true
      }
      if byte == 0x0A {
        line += 1
        bytes.append(byte)
        lines.append((bytes.count, line))
      } else if !isTag {
        bytes.append(byte)
      }
      if byte == UInt8(ascii: ">") { isTag = false }
      place += 1
    }
  }
}
