import CArena
import CCMarkGFM
import SpecModel

/// A markdown text as libcmark-gfm sees it, flattened to its leaf blocks in document order. The
/// only file, with `InlineText`, that talks to the C library. Nodes live as long as the document.
///
/// Lines are the block parser's; columns are not kept, because they are wrong on indented
/// continuation lines.
final class MarkdownDocument {
  typealias Node = UnsafeMutablePointer<cmark_node>

  /// What a leaf block is.
  enum Kind: Equatable {
    case paragraph
    case heading(level: Int)
    case code
    case html
    case table
    case rule
    /// A type that this code does not know; `name(of:)` tells it.
    case other
  }

  /// A block that holds no other block. A table counts as one.
  struct Leaf {
    let kind: Kind
    let node: Node
    /// First and last line in the file.
    var lines: SourceLines
    /// Innermost list item, as an index into `items`; nil outside lists.
    let item: Int?
    /// How many block quotes it stands in.
    let quotes: Int
    /// How its text begins; noted on the way, because every reader asks.
    let opens: Opens
  }

  /// One item of a list.
  struct Item {
    /// First line in the file.
    let line: Int
    /// The item that its list stands in, as an index into `items`; nil outside other lists.
    let parent: Int?
    /// Which list it belongs to, numbered from 0 in the order of their first items.
    let list: Int
    /// Whether its list is numbered.
    let isOrdered: Bool
    /// Whether its box is ticked; nil for an item without a box.
    let isChecked: Bool?
  }

  /// Leaf blocks in document order.
  let leaves: [Leaf]
  /// Every list item in document order; an empty one is left out.
  let items: [Item]
  /// How many lists there are.
  let listCount: Int
  private let tree: OpaquePointer

  /// Parses `text` from line `firstLine` on; what stands above it is front matter.
  init(_ text: SourceText, fromLine firstLine: Int) {
    let start = text.range(ofLine: firstLine).lowerBound
    tree = text.bytes.withUnsafeBytes { buffer in
      let rest = UnsafeRawBufferPointer(rebasing: buffer[start...])
      return specter_tree_parse(
        rest.baseAddress?.assumingMemoryBound(to: CChar.self), rest.count)
    }
    var walk = LeafWalk(text: text, offset: firstLine - 1)
    if let root = specter_tree_root(tree) {
      walk.run(root.assumingMemoryBound(to: cmark_node.self))
    }
    leaves = walk.leaves
    items = walk.items
    listCount = walk.listCount
  }

  deinit { specter_tree_free(tree) }

  /// The library's name of a node's type, for messages.
  static func name(of node: Node) -> String {
    cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
  }
}
