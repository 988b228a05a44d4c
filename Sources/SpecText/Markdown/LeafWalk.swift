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
  /// The list that was seen last at each depth, with its number.
  private var lists: [(node: MarkdownDocument.Node?, number: Int)] = []
  /// How many lists with items there are up to now.
  private(set) var listCount = 0
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

  private mutating func item(_ node: MarkdownDocument.Node) -> MarkdownDocument.Item {
    let list = node.pointee.parent
    let isTask = cmark_node_get_type_string(node).map { $0[0] == 0x74 } ?? false  // tasklist
    return MarkdownDocument.Item(
      line: Int(node.pointee.start_line) + offset, parent: open.last,
      list: number(of: list),
      isOrdered: list.map { $0.pointee.as.list.list_type == CMARK_ORDERED_LIST } ?? false,
      isChecked: isTask ? node.pointee.as.list.checked : nil)
  }

  private mutating func number(of list: MarkdownDocument.Node?) -> Int {
    let depth = open.count
    if lists.count > depth {
      if lists[depth].node == list { return lists[depth].number }
      lists.removeSubrange(depth...)
    }
    lists.append((list, listCount))
    listCount += 1
    return listCount - 1
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
    let place = place(of: node, kind)
    let first = min(max(1, place.first + offset), text.lineCount)
    var last = min(max(first, place.last + offset), text.lineCount)
    while last > first, text.isBlank(last) { last -= 1 }
    leaves.append(
      MarkdownDocument.Leaf(
        kind: kind, node: node, lines: SourceLines(first, last), item: open.last, quotes: quotes,
        opens: kind == .paragraph ? MarkdownDocument.opens(node) : .other))
  }

  /// First and last line of a block below the front matter.
  ///
  /// A paragraph that a table follows at once gets no lines from the library, and the table begins
  /// where the paragraph does: what the table's rows leave over is the paragraph's.
  private func place(of node: MarkdownDocument.Node, _ kind: MarkdownDocument.Kind)
    -> (first: Int, last: Int)
  {
    let own = (first: Int(node.pointee.start_line), last: Int(node.pointee.end_line))
    if kind == .paragraph, own.first == 0, let table = node.pointee.next {
      return (Int(table.pointee.start_line), headerLine(of: table) - 1)
    }
    guard kind == .table, let above = node.pointee.prev, above.pointee.start_line == 0 else {
      return own
    }
    return (headerLine(of: node), own.last)
  }

  /// The line of a table's header, counted from its end: the delimiter row is no node.
  private func headerLine(of table: MarkdownDocument.Node) -> Int {
    var rows = 0
    var row = table.pointee.first_child
    while let current = row {
      rows += 1
      row = current.pointee.next
    }
    return max(Int(table.pointee.start_line) + 1, Int(table.pointee.end_line) - rows)
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
