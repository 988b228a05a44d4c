import CCMarkGFM
import SpecModel

/// Goes over a parsed document once and notes its leaf blocks and list items.
struct LeafWalk {
  private(set) var leaves: [MarkdownDocument.Leaf] = []
  private(set) var items: [MarkdownDocument.Item] = []
  private let text: SourceText
  /// Lines above the markdown.
  private let offset: Int
  /// Open list items, as indexes into `items`.
  private var open: [Int] = []
  private var quotes = 0
  /// What the types of blocks mean, by their number; nil for one that was not seen yet.
  private var known = [Shape?](repeating: nil, count: 64)

  /// What a node's type means for the walk.
  private enum Shape {
    case leaf(MarkdownDocument.Kind)
    case heading
    case container
    case item
    case quote
  }

  init(text: SourceText, offset: Int) {
    self.text = text
    self.offset = offset
  }

  /// Walks the blocks below `root`.
  mutating func run(_ root: MarkdownDocument.Node) {
    var node = root.pointee.first_child
    while let current = node {
      var child: MarkdownDocument.Node?
      switch shape(of: current) {
      case .leaf(let kind): add(kind, current)
      case .heading: add(.heading(level: Int(current.pointee.as.heading.level)), current)
      case .container: child = current.pointee.first_child
      case .item:
        child = current.pointee.first_child
        if child != nil {
          let item = item(current)
          open.append(items.count)
          items.append(item)
        }
      case .quote:
        child = current.pointee.first_child
        if child != nil { quotes += 1 }
      }
      node = child ?? following(current, root: root)
    }
  }

  private func item(_ node: MarkdownDocument.Node) -> MarkdownDocument.Item {
    let list = node.pointee.parent
    let isTask = cmark_node_get_type_string(node).map { $0[0] == 0x74 } ?? false  // tasklist
    return MarkdownDocument.Item(
      line: Int(node.pointee.start_line) + offset, parent: open.last,
      list: list.map { Int(bitPattern: $0) } ?? 0,
      isOrdered: list.map { $0.pointee.as.list.list_type == CMARK_ORDERED_LIST } ?? false,
      isChecked: isTask ? node.pointee.as.list.checked : nil)
  }

  /// The next node that is not below `node`, leaving the containers that end.
  private mutating func following(_ node: MarkdownDocument.Node, root: MarkdownDocument.Node)
    -> MarkdownDocument.Node?
  {
    var current = node
    while true {
      if let next = current.pointee.next { return next }
      guard let parent = current.pointee.parent, parent != root else { return nil }
      switch shape(of: parent) {
      case .item: _ = open.popLast()
      case .quote: quotes -= 1
      default: break
      }
      current = parent
    }
  }

  private mutating func add(_ kind: MarkdownDocument.Kind, _ node: MarkdownDocument.Node) {
    let first = min(max(1, Int(node.pointee.start_line) + offset), text.lineCount)
    var last = min(max(first, Int(node.pointee.end_line) + offset), text.lineCount)
    while last > first, text.isBlank(last) { last -= 1 }
    leaves.append(
      MarkdownDocument.Leaf(
        kind: kind, node: node, lines: SourceLines(first, last), item: open.last, quotes: quotes,
        opens: kind == .paragraph ? MarkdownDocument.opens(node) : .other))
  }

  /// Types are told apart by their names (extension types have no fixed number); each is looked up
  /// once.
  private mutating func shape(of node: MarkdownDocument.Node) -> Shape {
    let type = Int(node.pointee.type) & 63
    if let shape = known[type] { return shape }
    let shape: Shape =
      switch MarkdownDocument.name(of: node) {
      case "paragraph": .leaf(.paragraph)
      case "heading": .heading
      case "code_block": .leaf(.code)
      case "html_block": .leaf(.html)
      case "thematic_break": .leaf(.rule)
      case "table": .leaf(.table)
      case "list": .container
      case "item", "tasklist": .item
      case "block_quote": .quote
      default: .leaf(.other)
      }
    known[type] = shape
    return shape
  }
}
