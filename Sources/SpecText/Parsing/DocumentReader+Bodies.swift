import SpecModel

/// What belongs to a requirement besides its own paragraphs: lists that go on with its sentence.
extension DocumentReader {
  /// What the bullets nested in `item` say, and their last line; those with an id or a keyword of
  /// their own, and what is nested in these, are requirements of their own and left out.
  func body(of item: Int, from start: Int) -> (text: String, last: Int)? {
    let leaves = document.leaves
    var parts: [String] = []
    var last = 0
    var left: Set<Int> = []
    var place = start
    while place < leaves.count, let own = leaves[place].item, isNested(own, in: item) {
      let leaf = leaves[place]
      place += 1
      if document.items[own].parent.map(left.contains) == true { left.insert(own) }
      guard leaf.kind == .paragraph, !left.contains(own) else { continue }
      if isStatement(leaf) {
        left.insert(own)
        continue
      }
      let isNext = place - 1 > start && leaves[place - 2].item == own && !parts.isEmpty
      let text = InlineText(of: leaf.node).string
      if isNext { parts[parts.count - 1] += " " + text } else { parts.append(text) }
      last = max(last, leaf.lines.last)
    }
    guard !parts.isEmpty else { return nil }
    return (Self.joined(parts), last)
  }

  /// Bullets in one line, with semicolons where no colon leads on.
  private static func joined(_ parts: [String]) -> String {
    var text = parts[0]
    for part in parts.dropFirst() {
      text += (text.hasSuffix(":") || text.hasSuffix(";") ? " " : "; ") + part
    }
    return text
  }

  private func isNested(_ item: Int, in outer: Int) -> Bool {
    // Items are numbered in document order.
    var place = document.items[item].parent
    while let parent = place, parent > outer { place = document.items[parent].parent }
    return place == outer
  }

  /// Whether a paragraph has an id or a keyword of its own.
  private func isStatement(_ leaf: MarkdownDocument.Leaf) -> Bool {
    RequirementParser.identify(leaf) != nil
      || Keywords.occur(in: text.bytes[text.range(leaf.lines.first, leaf.lines.last)])
        && Keywords.strongest(in: InlineText(of: leaf.node).plain) != .none
  }

  /// The list that states what a heading with an id names: it stands right below what says nothing
  /// binding, or ends in a colon; none of its items has an id, and in the second case none is
  /// binding by itself.
  func listBelow(_ start: Int, of heading: InlineText)
    -> (text: InlineText, last: Int, end: Int)?
  {
    let leaves = document.leaves
    guard start < leaves.count, let first = leaves[start].item, leaves[start].quotes == 0,
      !isMatrix(sectionOfLeaf[start])
    else { return nil }
    let isOpen = Keywords.strongest(in: heading.plain) == .none
    guard isOpen || heading.text.last == UInt8(ascii: ":") else { return nil }
    var text = InlineText()
    var place = start
    var (last, binds) = (0, false)
    var before: Int?
    while place < leaves.count, let item = leaves[place].item,
      document.items[item].list == document.items[first].list || isNested(item, inListOf: first)
    {
      let leaf = leaves[place]
      place += 1
      guard leaf.kind == .paragraph else { continue }
      let more = InlineText(of: leaf.node)
      guard RequirementParser.identify(leaf) == nil,
        RequirementParser.identify(plain: more) == nil
      else { return nil }
      binds = binds || Keywords.strongest(in: more.plain) != .none
      if let before, before != item, text.text.last.map({ ":;".utf8.contains($0) }) != true {
        text.text.append(UInt8(ascii: ";"))
        text.plain.append(UInt8(ascii: ";"))
      }
      text.append(more)
      before = item
      last = leaf.lines.last
    }
    return binds == isOpen && last > 0 ? (text, last, place) : nil
  }

  private func isNested(_ item: Int, inListOf first: Int) -> Bool {
    var outermost = item
    while let parent = document.items[outermost].parent, outermost > first { outermost = parent }
    return document.items[outermost].list == document.items[first].list
  }
}
