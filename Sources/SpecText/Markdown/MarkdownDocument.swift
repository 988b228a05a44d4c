import CCMarkGFM
import SpecModel

/// A markdown text as libcmark-gfm sees it, flattened to its leaf blocks in document order. The
/// only file, with `InlineText`, that talks to the C library.
///
/// Lines are the block parser's; columns are not kept, because they are wrong on indented
/// continuation lines.
final class MarkdownDocument {
  typealias Node = OpaquePointer

  /// What a leaf block is.
  enum Kind: Equatable {
    case paragraph
    case heading(level: Int)
    case code
    case html
    case table
    case rule
    /// A type that this code does not know.
    case other(String)
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
  }

  /// One item of a list.
  struct Item {
    /// First line in the file.
    let line: Int
    /// The item that its list stands in, as an index into `items`; nil outside other lists.
    let parent: Int?
    /// Which list it belongs to: items of one list have the same number, others another one.
    let list: Int
    /// Whether its list is numbered.
    let isOrdered: Bool
    /// Whether its box is ticked; nil for an item without a box.
    let isChecked: Bool?
  }

  /// Leaf blocks in document order.
  private(set) var leaves: [Leaf] = []
  /// Every list item in document order; an empty one is left out.
  private(set) var items: [Item] = []
  private var root: Node?
  private var known: [UInt32: Shape] = [:]

  /// What a node's type means for the walk.
  private enum Shape {
    case leaf(Kind)
    case heading
    case container
    case item
    case quote
  }

  /// Parses `text` from line `firstLine` on; what stands above it is front matter.
  init(_ text: SourceText, fromLine firstLine: Int) {
    root = Self.parse(text, from: text.range(ofLine: firstLine).lowerBound)
    if let root { walk(root, text: text, offset: firstLine - 1) }
  }

  deinit {
    if let root { cmark_node_free(root) }
  }

  private static let extensionNames = ["table", "strikethrough", "tasklist"]

  private static func parse(_ text: SourceText, from start: Int) -> Node? {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
    defer { cmark_parser_free(parser) }
    for name in extensionNames {
      if let syntax = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, syntax)
      }
    }
    text.bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, start < buffer.count else { return }
      let bytes = base.advanced(by: start).assumingMemoryBound(to: CChar.self)
      cmark_parser_feed(parser, bytes, buffer.count - start)
    }
    return cmark_parser_finish(parser)
  }

  private func walk(_ root: Node, text: SourceText, offset: Int) {
    var itemStack: [Int] = []
    var quotes = 0
    var node = cmark_node_first_child(root)
    while let current = node {
      var child: Node?
      switch shape(of: current) {
      case .leaf(let kind):
        add(kind, current, item: itemStack.last, quotes: quotes, text: text, offset: offset)
      case .heading:
        let level = Int(cmark_node_get_heading_level(current))
        add(
          .heading(level: level), current, item: itemStack.last, quotes: quotes, text: text,
          offset: offset)
      case .container: child = cmark_node_first_child(current)
      case .item:
        child = cmark_node_first_child(current)
        if child != nil {
          let parent = itemStack.last
          itemStack.append(items.count)
          items.append(item(current, parent: parent, offset: offset))
        }
      case .quote:
        child = cmark_node_first_child(current)
        if child != nil { quotes += 1 }
      }
      node = child ?? following(current, root: root, items: &itemStack, quotes: &quotes)
    }
  }

  private func item(_ node: Node, parent: Int?, offset: Int) -> Item {
    let list = cmark_node_parent(node)
    let isTask = cmark_node_get_type_string(node).map { $0[0] == 0x74 } ?? false  // tasklist
    return Item(
      line: Int(cmark_node_get_start_line(node)) + offset, parent: parent,
      list: list.map { Int(bitPattern: $0) } ?? 0,
      isOrdered: list.map { cmark_node_get_list_type($0) == CMARK_ORDERED_LIST } ?? false,
      isChecked: isTask ? cmark_gfm_extensions_get_tasklist_item_checked(node) : nil)
  }

  /// The next node that is not below `node`, leaving the containers that end.
  private func following(_ node: Node, root: Node, items: inout [Int], quotes: inout Int)
    -> Node?
  {
    var current = node
    while true {
      if let next = cmark_node_next(current) { return next }
      guard let parent = cmark_node_parent(current), parent != root else { return nil }
      switch shape(of: parent) {
      case .item: _ = items.popLast()
      case .quote: quotes -= 1
      default: break
      }
      current = parent
    }
  }

  private func add(
    _ kind: Kind, _ node: Node, item: Int?, quotes: Int, text: SourceText, offset: Int
  ) {
    let first = min(max(1, Int(cmark_node_get_start_line(node)) + offset), text.lineCount)
    var last = min(max(first, Int(cmark_node_get_end_line(node)) + offset), text.lineCount)
    while last > first, text.isBlank(last) { last -= 1 }
    leaves.append(
      Leaf(kind: kind, node: node, lines: SourceLines(first, last), item: item, quotes: quotes))
  }

  /// Types are told apart by their names (extension types have no fixed number); each is looked up
  /// once.
  private func shape(of node: Node) -> Shape {
    let type = UInt32(cmark_node_get_type(node).rawValue)
    if let shape = known[type] { return shape }
    let name = cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
    let shape: Shape =
      switch name {
      case "paragraph": .leaf(.paragraph)
      case "heading": .heading
      case "code_block": .leaf(.code)
      case "html_block": .leaf(.html)
      case "thematic_break": .leaf(.rule)
      case "table": .leaf(.table)
      case "list": .container
      case "item", "tasklist": .item
      case "block_quote": .quote
      default: .leaf(.other(name))
      }
    known[type] = shape
    return shape
  }
}
