import SpecModel

extension DocumentReader {
  /// Reads what is said to be implementation-defined: each block that says so, once.
  mutating func readSilences() {
    for place in leaves(marked: [.silence]) {
      let leaf = document.leaves[place]
      if leaf.kind == .table {
        implementationDefined += rows(of: place, holding: "implementation-defined")
        continue
      }
      let own = InlineText.statement(of: leaf.node)
      guard !Self.definesWord(own) else { continue }
      implementationDefined.append(
        StatedSilence(
          text: withContext(own, of: leaf), section: tree.label(sectionOfLeaf[place]),
          lines: leaf.lines))
    }
    let count = implementationDefined.count
    for (place, leaf) in document.leaves.enumerated() where isSilenceInWords(leaf) {
      implementationDefined.append(
        StatedSilence(
          text: InlineText.statement(of: leaf.node), section: tree.label(sectionOfLeaf[place]),
          lines: leaf.lines))
    }
    if implementationDefined.count > count {
      implementationDefined.sort { $0.lines.first < $1.lines.first }
    }
  }

  /// Whether a bullet begins `Implementation defined:`, which is no mark.
  private func isSilenceInWords(_ leaf: MarkdownDocument.Leaf) -> Bool {
    guard leaf.kind == .paragraph, leaf.item != nil else { return false }
    switch leaf.opens {
    case .strong: break
    case .text(let byte) where byte | 0x20 == UInt8(ascii: "i"): break
    default: return false
    }
    return text.bytes[text.range(leaf.lines.first, leaf.lines.last)].withUnsafeBufferPointer {
      $0.hold("implementation defined")
        && InlineText.withText(of: leaf.node) { $0.beginInAnyCase("implementation defined:") }
    }
  }

  /// Reads open questions: bullets below a heading that announces them (its paragraphs where it
  /// has none), and blocks with `[NEEDS CLARIFICATION`.
  mutating func readQuestions(_ roles: [CheckSections.Role?]) {
    var found: [StatedSilence] = []
    let outermost = roles.contains(.questions) ? document.outermostItems() : []
    var withItems: Set<Int> = []
    var place = 0
    while !outermost.isEmpty || roles.contains(.questions), place < document.leaves.count {
      let start = place
      place += 1
      guard let section = sectionOfLeaf[start], roles[section] == .questions else { continue }
      if let item = document.leaves[start].item {
        while place < document.leaves.count, let next = document.leaves[place].item,
          outermost[next] == outermost[item]
        {
          place += 1
        }
        if withItems.insert(section).inserted {
          // The paragraphs above the list only introduce it.
          while let last = found.last, last.lines.first >= tree.sections[section].lines.first {
            found.removeLast()
          }
        }
      } else if document.leaves[start].kind != .paragraph || withItems.contains(section) {
        continue
      }
      let line = document.line(of: start..<place)
      if line.isEmpty || line == "None" || line == "None." { continue }
      found.append(
        StatedSilence(
          text: line, section: tree.label(section), lines: document.lines(of: start..<place)))
    }
    let lines = Set(found.map(\.lines.first))
    for place in leaves(marked: [.question]) {
      let leaf = document.leaves[place]
      if leaf.kind == .table {
        found += rows(of: place, holding: "[needs clarification")
      } else if !lines.contains(leaf.lines.first) {
        found.append(
          StatedSilence(
            text: InlineText(of: leaf.node).string, section: tree.label(sectionOfLeaf[place]),
            lines: leaf.lines))
      }
    }
    openQuestions = found.sorted { $0.lines.first < $1.lines.first }
  }

  /// A bullet such as `Default: implementation-defined` says nothing without the one around it.
  private func withContext(_ own: String, of leaf: MarkdownDocument.Leaf) -> String {
    guard let item = leaf.item, let parent = document.items[item].parent,
      let above = document.leaves.firstIndex(ofLine: document.items[parent].line),
      document.leaves[above].kind == .paragraph
    else { return own }
    return "\(InlineText(of: document.leaves[above].node).string) \(own)"
  }

  /// Whether a block explains the word rather than using it: it begins with it, in code or quotes,
  /// and goes on with a verb.
  private static func definesWord(_ text: String) -> Bool {
    let words = text.prefix(60).split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count > 1, words[0].holds("implementation-defined"), !words[0].hasSuffix(":")
    else { return false }
    return ["means", "denotes", "refers", "is", "says"].contains(words[1])
  }

  private func rows(of leaf: Int, holding words: StaticString) -> [StatedSilence] {
    var low = 0
    var high = tables.count
    while low < high {
      let middle = (low + high) / 2
      if tables[middle].leaf < leaf { low = middle + 1 } else { high = middle }
    }
    guard low < tables.count, tables[low].leaf == leaf else { return [] }
    let placed = tables[low]
    return placed.table.rows.compactMap { row in
      let text = row.cells.filter { !$0.isEmpty }.joined(separator: " · ")
      guard text.holds(words) else { return nil }
      return StatedSilence(
        text: text, section: tree.label(placed.section), lines: SourceLines(row.line, row.line))
    }
  }
}

extension Array where Element == MarkdownDocument.Leaf {
  /// The first leaf that begins on `line` or, where none does, after it; nil behind the last one.
  func firstIndex(ofLine line: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].lines.first < line { low = middle + 1 } else { high = middle }
    }
    return low < count ? low : nil
  }
}
