import SpecModel

extension DocumentReader {
  /// Reads settings, entities and error codes from tables, nested bullets and record fences.
  mutating func readDefinitions() {
    var collector = DefinitionCollector()
    let words = tree.sections.map { DefinitionWords($0.title) }
    var contexts = [DefinitionContext?](repeating: nil, count: words.count + 1)
    func context(_ section: Int?) -> DefinitionContext {
      let index = section.map { $0 + 1 } ?? 0
      if let known = contexts[index] { return known }
      let made = definitionContext(section, words: words)
      contexts[index] = made
      return made
    }
    let lists = DefinitionListReader(self, context: context)
    Self.take(lists, &collector)
    for stray in lists.strayDefaults {
      takeDefault(stray.leaf, stray.text, context(sectionOfLeaf[stray.leaf]), &collector)
    }
    for place in lists.breaks {
      collector.unread(
        "the item of a list of errors names none",
        remedy: "Begin it with the error's code in code", document.leaves[place].lines)
    }
    readTables(context, &collector)
    warnOfBoxes(&collector)
    for (place, leaf) in document.leaves.enumerated() where leaf.kind == .code {
      for record in RecordFence.records(leaf) {
        collector.add(
          record.fields, to: record.name, section: tree.label(sectionOfLeaf[place]),
          from: record.line)
      }
    }
    settings = collector.settings.settings
    entities = collector.entities.sorted { $0.lines.first < $1.lines.first }
    errors = collector.errors.sorted { $0.places[0].first < $1.places[0].first }
    diagnostics += collector.diagnostics
  }

  /// Reports `- [] x` and `- [ ]x`, which are no boxes.
  private func warnOfBoxes(_ collector: inout DefinitionCollector) {
    for leaf in document.leaves
    where leaf.item != nil && leaf.kind == .paragraph && leaf.opens == .text(UInt8(ascii: "[")) {
      let isAlmostBox = InlineText.withText(of: leaf.node) { text in
        if text.begin("[] ") { return true }
        guard text.count > 3, text.begin("[ ]") || text.beginInAnyCase("[x]") else { return false }
        // `[x](address)` and `[x][y]` are links.
        return SignatureParser.isName(text[3])
      }
      guard isAlmostBox else { continue }
      collector.unread(
        "the item is read as one without a box", remedy: "Write - [ ] with a space behind it",
        SourceLines(leaf.lines.first, leaf.lines.first))
    }
  }

  private func readTables(
    _ context: (Int?) -> DefinitionContext, _ collector: inout DefinitionCollector
  ) {
    for found in tables where !found.holdsExamples {
      let caption = definitionCaption(above: found.leaf, item: document.leaves[found.leaf].item)
      let place = context(found.section)
      if let table = DefinitionTable(
        found.table, found.columns, context: place, caption: words(ofCaption: caption))
      {
        table.read(into: &collector)
      } else if DefinitionTable.lacksKeys(found.table, found.columns, place) {
        collector.unread(
          "the table gives defaults, and none of its headers says that a column holds keys",
          remedy: "Head the column Key or Field",
          SourceLines(found.table.lines.first, found.table.lines.first))
      } else if DefinitionTable.lacksHeaders(found.table, found.columns, place) {
        collector.unread(
          "the table has keys, and none of its headers says that a column holds types or defaults",
          remedy: "Head the columns Type, Default or Required",
          SourceLines(found.table.lines.first, found.table.lines.first))
      }
    }
  }

  private static func take(_ lists: DefinitionListReader, _ collector: inout DefinitionCollector) {
    let holders = Set(lists.items.compactMap(\.parent))
    var keys: [Int: String] = [:]
    for (place, item) in lists.items.enumerated() {
      let list = lists.lists[item.list]
      switch list.kind {
      case .settings:
        let names = DefinedItem.keys(item.item.names)
        let prefix = item.parent.flatMap { keys[$0] } ?? list.context.prefix
        if let first = names.first { keys[place] = DefinedItem.joined(prefix, first) }
        guard !holders.contains(place), isSetting(item, list) else { continue }
        for name in names {
          collector.settings.add(
            DefinedItem.joined(prefix, name),
            scope: prefix.isEmpty ? DefinitionWords.scope(of: list.context.title) : "",
            isExtension: list.isExtension || item.said.isExtension,
            Setting.Statement(
              type: item.said.type, defaultValue: item.said.defaultValue,
              isRequired: item.said.isRequired, text: item.said.text,
              section: list.context.label, lines: item.lines))
        }
      case .fields: takeField(item, list, &collector)
      case .errors:
        for name in item.item.names where DefinedItem.isName(name) {
          let when = ([item.item.remark] + item.remarks).filter { !$0.isEmpty }
          collector.add(
            code: name, when: when.joined(separator: " "), exit: Self.exit(item.item.remark),
            section: list.context.label, lines: item.lines)
        }
      }
    }
  }

  /// The status of `… (exit 2)`, `(exit status 2)`; nil without one.
  private static func exit(_ remark: String) -> Int? {
    remark.withBytes { remark in
      guard let start = remark.find("(exit ") else { return nil }
      var rest = remark.from(start + 6)
      for word in ["status ", "code "] as [StaticString] where rest.begin(word) {
        rest = rest.from(word.utf8CodeUnitCount)
      }
      var end = 0
      while end < rest.count, (0x30...0x39).contains(rest[end]) { end += 1 }
      guard end < rest.count, rest[end] == UInt8(ascii: ")") else { return nil }
      return Int(rest.upTo(end).string)
    }
  }

  private static func isSetting(_ item: DefinitionItem, _ list: DefinitionList) -> Bool {
    let said = item.said
    let isStated = said.defaultValue != nil || said.isRequired != nil
    if list.needsEvidence { return isStated || item.item.names.allSatisfy { $0.contains(".") } }
    return item.item.form != .bare || isStated || !said.type.isEmpty
  }

  private static func takeField(
    _ item: DefinitionItem, _ list: DefinitionList, _ collector: inout DefinitionCollector
  ) {
    if list.needsEvidence, item.item.form != .detailed { return }
    let context = list.context
    let isOwn = list.name.isEmpty || list.name == context.name
    let fields = item.item.names.filter(DefinedItem.isName).map {
      Entity.Field(
        name: $0, type: item.said.type, isRequired: item.said.isRequired,
        defaultValue: item.said.defaultValue, text: item.said.text, lines: item.lines)
    }
    collector.add(
      fields, to: isOwn ? context.name : list.name, section: context.label,
      from: isOwn ? context.line : item.lines.first)
  }

  /// A bullet `Default: …` right below a heading that names a setting states that setting.
  private func takeDefault(
    _ leaf: Int, _ text: String, _ context: DefinitionContext,
    _ collector: inout DefinitionCollector
  ) {
    guard context.topic == .settings else { return }
    let lines = document.leaves[leaf].lines
    guard !context.prefix.isEmpty,
      document.leaves[leaf].item.map({ document.items[$0].parent == nil }) == true
    else {
      return collector.unread(
        "a default is given below no setting",
        remedy: "Put it below a bullet such as - `name` (type)", lines)
    }
    var said = DefinitionText()
    text.withBytes { said.take(sentence: $0) }
    collector.settings.add(
      context.prefix, isExtension: context.isExtension,
      Setting.Statement(
        defaultValue: said.defaultValue, text: said.text, section: context.label,
        lines: SourceLines(context.prefixLine, lines.last)))
  }
}
