import SpecModel

extension DocumentReader {
  /// Reads states and transitions from tables, lists and state diagrams.
  mutating func readStates() {
    var collector = StateCollector()
    readStateLists(&collector)
    var transitionTables: [TransitionTable] = []
    for found in tables where !found.holdsExamples {
      let caption = definitionCaption(above: found.leaf, item: document.leaves[found.leaf].item)
      let title = DefinitionWords(found.table.section)
      let words = words(ofCaption: caption)
      if let table = TransitionTable(
        found.table, found.columns, isTold: title.speakOfTransitions || words.speakOfTransitions)
      {
        transitionTables.append(table)
      } else {
        if TransitionTable.lacksEnd(found.columns) {
          collector.unread(
            "the table of events says where they come from or lead to, and not both",
            remedy: "Head the columns From, Event, Guard, To",
            SourceLines(found.table.lines.first, found.table.lines.first))
        }
        Self.readStates(
          found.table, found.columns, isTold: title.speakOfStates || words.speakOfStates, &collector
        )
      }
    }
    for (place, leaf) in document.leaves.enumerated()
    where leaf.kind == .code && StateDiagram.isMermaid(leaf) {
      StateDiagram.read(leaf, machine: machine(place), into: &collector)
    }
    let areNamed = !collector.states.isEmpty
    for table in transitionTables { table.read(into: &collector, namesStates: !areNamed) }
    states = collector.states.sorted { $0.lines.first < $1.lines.first }
    transitions = collector.transitions.sorted { $0.lines.first < $1.lines.first }
    diagnostics += collector.diagnostics
  }

  private func machine(_ leaf: Int) -> String {
    sectionOfLeaf[leaf].map { tree.sections[$0].title } ?? ""
  }

  // MARK: - Lists

  private struct StateList {
    var isStates = false
    var states: [State] = []
    /// Whether an item was no name: then the list is of something else.
    var isSpoilt = false
    var isOrdered = false
    /// Whether a sentence may go on behind a name in code: the heading says that these are states.
    var mayGoOn = false
    /// What is said of each state, in pieces.
    var said: [[String]] = []
  }

  private func readStateLists(_ collector: inout StateCollector) {
    var lists = [StateList?](repeating: nil, count: document.listCount)
    // The state that each list item stands below, as its place in its list; -1 below none.
    var last: (item: Int, list: Int)?
    var read = -1
    // Most lists are none of states; the one that was seen last is asked for most often.
    var other: Int?
    for (place, leaf) in document.leaves.enumerated() {
      guard let item = leaf.item else { continue }
      let list = document.items[item].list
      let isNew = item > read
      read = max(read, item)
      if list == other, last == nil { continue }
      if isNew, leaf.kind == .paragraph {
        if lists[list] == nil {
          lists[list] = stateList(at: place, item)
        }
        guard lists[list]?.isStates == true, lists[list]?.isSpoilt == false else {
          other = list
          extend(&lists, last, place)
          continue
        }
        guard let (name, text) = stateName(leaf, mayGoOn: lists[list]?.mayGoOn == true) else {
          lists[list]?.isSpoilt = true
          if lists[list]?.states.count ?? 0 > 1 {
            collector.unread(
              "the list of states has an item that is no name, so it is not read",
              remedy: "Begin the item with a state's name in code", leaf.lines)
          }
          continue
        }
        lists[list]?.states.append(
          State(
            name: name, machine: machine(place),
            lines: SourceLines(document.items[item].line, leaf.lines.last)))
        lists[list]?.said.append(text.isEmpty ? [] : [text])
        last = (item, list)
      } else {
        extend(&lists, last, place)
      }
    }
    for case let found? in lists where !found.isSpoilt && found.states.count > 1 {
      for (state, said) in zip(found.states, found.said) {
        var state = state
        state.text = said.joined(separator: " ")
        collector.add(state)
      }
    }
  }

  /// Adds a block below a state's item to what is said of it.
  private func extend(
    _ lists: inout [StateList?], _ last: (item: Int, list: Int)?, _ place: Int
  ) {
    let leaf = document.leaves[place]
    guard let last, let item = leaf.item,
      item == last.item || document.items[item].parent == last.item,
      let state = lists[last.list]?.states.indices.last
    else { return }
    lists[last.list]?.states[state].lines.last = leaf.lines.last
    guard leaf.kind == .paragraph else { return }
    lists[last.list]?.said[state].append(InlineText.statement(of: leaf.node))
  }

  /// Whether the list that begins at `place` is one of states: a numbered one where the heading or
  /// caption has the word, a bulleted one where it ends with it.
  private func stateList(at place: Int, _ item: Int) -> StateList {
    let leaf = document.leaves[place]
    var list = StateList(isOrdered: document.items[item].isOrdered)
    let isCode = leaf.beginsWithCode
    // `1. **Parse:** …`
    let isEmphasis = leaf.opens.isEmphasis
    guard isCode || (isEmphasis && list.isOrdered) else { return list }
    let caption = definitionCaption(
      above: place, item: document.items[item].parent, overFences: true)
    if caption != nil {
      let words = words(ofCaption: caption)
      list.isStates =
        words.headStates || (list.isOrdered && words.speakOfStates && !words.speakOfExamples)
      if list.isStates { return list }
    }
    let title = DefinitionWords(machine(place))
    // `Order of phases` lists what they are sorted by.
    list.mayGoOn =
      list.isOrdered && title.headStates && caption == nil && !machine(place).holds(" of ")
    guard isCode || list.mayGoOn else { return list }
    list.isStates =
      list.isOrdered ? title.speakOfStates : title.headStates && caption == nil
    return list
  }

  /// The name that an item begins with, in code or bold, and what it says of it.
  private func stateName(_ leaf: MarkdownDocument.Leaf, mayGoOn: Bool) -> (
    name: String, text: String
  )? {
    switch leaf.opens {
    case .code:
      guard let item = InlineText.withText(of: leaf.node, { DefinedItem($0) }),
        item.form != .sentence || mayGoOn, item.names.count == 1, let name = item.names.first,
        !name.utf8.contains(UInt8(ascii: "(")), !name.isEmpty
      else { return nil }
      guard item.form == .sentence else { return (name, item.remark) }
      let whole = InlineText.statement(of: leaf.node)
      return (name, String(whole.dropFirst(name.count + 2)).trimmed)
    default: break
    }
    guard case .strong(let bold) = MarkdownDocument.opening(of: leaf.node) else { return nil }
    let name = bold.hasSuffix(":") ? String(bold.dropLast()) : bold
    var rest = String(InlineText.statement(of: leaf.node).dropFirst(bold.count)).trimmed
    guard !name.isEmpty, name.split(separator: " ").count <= 4 else { return nil }
    for mark in [":", "—", "–", "-"] where rest.hasPrefix(mark) {
      rest = String(rest.dropFirst(mark.count)).trimmed
    }
    return (name, rest)
  }

  // MARK: - Tables

  /// A table `State, Meaning` under a heading or caption that speaks of states.
  private static func readStates(
    _ table: Table, _ columns: DefinitionColumns, isTold: Bool, _ collector: inout StateCollector
  ) {
    guard isTold, let state = columns.column(.state), state == 0, columns.column(.text) != nil
    else { return }
    for row in table.rows {
      for name in DefinitionCell.names(row.cells[state]) {
        collector.add(
          State(
            name: name, machine: table.section, text: columns.text(row, outside: [state], table),
            lines: SourceLines(row.line, row.line)))
      }
    }
  }
}
