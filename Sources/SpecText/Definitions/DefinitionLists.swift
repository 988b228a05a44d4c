import SpecModel

/// One list item that may define something, with the bullets below it.
struct DefinitionItem {
  var item: DefinedItem
  /// What it and its bullets say.
  var said: DefinitionText
  /// What its bullets say, as prose; of error codes only.
  var remarks: [String] = []
  /// The candidate that it is nested in, as an index; nil at the top.
  var parent: Int?
  /// Index of its list item in the document.
  var place: Int
  /// What its list is of.
  var list: Int
  var lines: SourceLines
}

/// A list whose heading or caption says that it may define something.
struct DefinitionList {
  /// What its items are.
  enum Kind { case settings, fields, errors }

  var kind: Kind
  var context: DefinitionContext
  /// Whether an item needs a default, a need or a dotted key to count: the caption is of no help.
  var needsEvidence: Bool
  var isExtension: Bool
  /// The entity that the caption names; empty where it names none.
  var name: String
}

/// Goes over the list items that begin with code and stand where something may be defined.
struct DefinitionListReader {
  private(set) var lists: [DefinitionList] = []
  private(set) var items: [DefinitionItem] = []
  /// Bullets `Default: …` that stand below no item that was read.
  private(set) var strayDefaults: [(leaf: Int, text: String)] = []
  /// Items of lists of errors that name none, as leaves.
  private(set) var breaks: [Int] = []
  /// For every list of the document: its place in `lists`; `nothing` or `unread` for others.
  private var listPlaces: [Int]
  private static let unread = -1
  private static let nothing = -2
  /// For every list item of the document up to now: the candidate that it belongs to, or -1.
  private var owners: [Int] = []
  private let document: MarkdownDocument

  /// Reads the document of `reader`; `context` tells what the headings say about a section.
  init(_ reader: DocumentReader, context: (Int?) -> DefinitionContext) {
    document = reader.document
    listPlaces = Array(repeating: Self.unread, count: document.listCount)
    owners.reserveCapacity(document.items.count)
    for (place, leaf) in document.leaves.enumerated() {
      guard let item = leaf.item else { continue }
      let isNew = item >= owners.count
      while owners.count <= item {
        let parent = document.items[owners.count].parent
        owners.append(parent.map { owners[$0] } ?? -1)
      }
      if isNew, leaf.kind == .paragraph, take(place, item, reader, context) { continue }
      attach(place, item, isNew: isNew)
    }
  }

  /// Takes an item's first paragraph; false when it defines nothing.
  private mutating func take(
    _ place: Int, _ item: Int, _ reader: DocumentReader, _ context: (Int?) -> DefinitionContext
  ) -> Bool {
    let leaf = document.leaves[place]
    let code = leaf.beginsWithCode ? nil : Self.errorItem(leaf)
    let number = document.items[item].list
    guard leaf.beginsWithCode || code != nil else {
      noteBreak(place, item, list: listPlaces[number])
      return false
    }
    if listPlaces[number] == Self.unread {
      let list = Self.list(at: place, reader, context)
      listPlaces[number] = list == nil ? Self.nothing : lists.count
      if let list { lists.append(list) }
    }
    let list = listPlaces[number]
    guard list >= 0, code == nil || lists[list].kind == .errors,
      let defined = code
        ?? InlineText.withStatement(of: leaf.node, { DefinedItem($0) }),
      defined.form != .sentence
    else { return false }
    let parent = owners[item] >= 0 ? owners[item] : nil
    if let parent, !Self.mayNest(items[parent], lists[items[parent].list].kind, defined) {
      return false
    }
    owners[item] = items.count
    items.append(
      DefinitionItem(
        item: defined, said: defined.said, parent: parent, place: item, list: list,
        lines: SourceLines(document.items[item].line, leaf.lines.last)))
    return true
  }

  /// Notes an item of a list of errors that names none, behind two that do.
  private mutating func noteBreak(_ place: Int, _ item: Int, list: Int) {
    guard list >= 0, lists[list].kind == .errors, owners[item] < 0, items.count > 1,
      items[items.count - 1].list == list, items[items.count - 2].list == list
    else { return }
    breaks.append(place)
  }

  /// `**E_C**: c`, `E_D: d`: an item that may be of a list of errors without code; nil for others.
  private static func errorItem(_ leaf: MarkdownDocument.Leaf) -> DefinedItem? {
    switch leaf.opens {
    case .strong, .strongAndCode: break
    case .text(let byte) where byte >= 0x41 && byte <= 0x5A: break
    default: return nil
    }
    // Most items begin with a word of small letters, and are not copied to be asked.
    let head = MarkdownDocument.openingBytes(of: leaf.node)
    guard head.count == 1 || (head.count > 1 && (head[1] < 0x61 && head[1] >= 0x30)) else {
      return nil
    }
    return InlineText.withText(of: leaf.node) { text in
      var end = 0
      var joins = false
      while end < text.count, end < 64,
        (0x41...0x5A).contains(text[end]) || (0x30...0x39).contains(text[end]) || text[end] == 0x5F
      {
        joins = joins || text[end] == 0x5F
        end += 1
      }
      guard joins, end < text.count, text[end] == UInt8(ascii: ":") || text[end] == 0x20 else {
        return nil
      }
      let marked = "`" + text.upTo(end).string + "`" + text.from(end).string
      return marked.withBytes { DefinedItem($0) }
    }
  }

  /// Only a setting that holds others has nested ones; below a field stand its own parts.
  private static func mayNest(
    _ parent: DefinitionItem, _ kind: DefinitionList.Kind, _ child: DefinedItem
  ) -> Bool {
    guard kind == .settings else { return false }
    let type = parent.said.type
    if type.isEmpty { return parent.item.form == .bare && child.form == .detailed }
    return DefinitionWords(type).speakOfHolders
  }

  /// Hands a block to the candidate that it stands below.
  private mutating func attach(_ place: Int, _ item: Int, isNew: Bool) {
    let leaf = document.leaves[place]
    let owner = owners[item]
    guard owner >= 0 else {
      if leaf.kind == .paragraph, isNew, leaf.opens == .text(UInt8(ascii: "D")) {
        let text = InlineText.statement(of: leaf.node)
        if text.hasPrefix("Default: ") { strayDefaults.append((place, text)) }
      }
      return
    }
    var ancestor: Int? = owner
    while let current = ancestor {
      items[current].lines.last = max(items[current].lines.last, leaf.lines.last)
      ancestor = items[current].parent
    }
    let candidate = items[owner].place
    guard leaf.kind == .paragraph, item == candidate || document.items[item].parent == candidate
    else { return }
    let keepsRemarks = lists[items[owner].list].kind == .errors
    InlineText.withStatement(of: leaf.node) { text in
      items[owner].said.take(rest: text, mayHoldType: false)
      if keepsRemarks { items[owner].remarks.append(text.string) }
    }
  }

  // MARK: - What a list is of

  private static func list(
    at place: Int, _ reader: DocumentReader, _ context: (Int?) -> DefinitionContext
  ) -> DefinitionList? {
    let context = context(reader.sectionOfLeaf[place])
    let item = reader.document.leaves[place].item
    let parent = item.flatMap { reader.document.items[$0].parent }
    let caption = reader.definitionCaption(above: place, item: parent)
    let words = reader.words(ofCaption: caption)
    var list = DefinitionList(
      kind: .fields, context: context, needsEvidence: false,
      isExtension: context.isExtension || words.speakOfExtension, name: "")
    guard let caption else {
      if context.words.nameErrors {
        list.kind = .errors
        return list
      }
      return byTopic(list)
    }
    if words.speakOfExamples { return nil }
    if words.nameErrors {
      list.kind = .errors
    } else if words.speakOfSettings {
      list.kind = .settings
    } else if words.headFields, context.topic != .settings {
      guard !context.isOperation else { return nil }
      list.name = captionName(InlineText(of: reader.document.leaves[caption].node))
      guard !list.name.isEmpty || words.count <= 5 || context.topic == .entities else {
        return nil
      }
    } else if context.words.nameErrors {
      list.kind = .errors
    } else {
      list.needsEvidence = !words.headFields
      return byTopic(list)
    }
    return list
  }

  private static func byTopic(_ list: DefinitionList) -> DefinitionList? {
    var list = list
    switch list.context.topic {
    case .settings: list.kind = .settings
    case .entities: list.kind = .fields
    case nil: return nil
    }
    return list
  }

  /// `` `Issue` fields: `` → `Issue`; empty for `Required fields:`.
  private static func captionName(_ caption: InlineText) -> String {
    if let code = caption.code.first, caption.code.count == 1, DefinedItem.isName(code) {
      return code
    }
    let words = caption.string.split(separator: " ").prefix { $0.lowercased() != "fields:" }
    guard (1...3).contains(words.count), let first = words.first?.utf8.first,
      (0x41...0x5A).contains(first),
      !DefinitionWords(words.joined(separator: " ")).haveCaptionNote
    else { return "" }
    return words.joined(separator: " ")
  }
}
