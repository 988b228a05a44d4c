import SpecModel

/// Reads the leaf blocks of a spec into sections, requirements, operations, tables and examples.
///
/// It goes over the blocks twice: what examples mean depends on operations that may stand below.
struct DocumentReader {
  /// A table with the section that it stands in.
  struct PlacedTable {
    let table: Table
    let section: Int?
    let leaf: Int
    /// Whether its rows are examples.
    let holdsExamples: Bool
    /// What its headers say, for those who look for definitions.
    let columns: DefinitionColumns
    /// The same, for those who look for a test matrix; nil when it is none.
    let matrix: MatrixColumns?
  }

  let text: SourceText
  let document: MarkdownDocument
  let module: String
  var tree = SectionTree([], lineCount: 1)
  var requirements = RequirementParser()
  var operations = OperationParser()
  var examples: [Example] = []
  var consoleExamples: [ConsoleExample] = []
  var textExamples: [TextExample] = []
  var files: [ExampleFile] = []
  var settings: [Setting] = []
  var entities: [Entity] = []
  var errors: [ErrorCode] = []
  var states: [State] = []
  var transitions: [Transition] = []
  var algorithms: [Algorithm] = []
  var matrix: [MatrixCase] = []
  var checklist: [ChecklistItem] = []
  var implementationDefined: [StatedSilence] = []
  var openQuestions: [StatedSilence] = []
  var mentions: [Mention] = []
  /// Places that the readers of checks and mentions look at.
  var marks: [TextMark] = []
  var profiles = Profiles(names: [])
  /// Whether a fence in each section declares operations; empty until one is asked for.
  private var interfaceSections: [Bool] = []
  /// What the heading of each section says of the bullets below it.
  var roles: [CheckSections.Role?] = []
  var tables: [PlacedTable] = []
  /// What the headings say of the examples in a section, by its index; -1 above the first heading.
  var sectionContexts: [Int: ExampleParser.Context] = [:]
  var diagnostics: [Diagnostic] = []
  /// Names that each heading speaks of, by section.
  var headingNames: [[String]] = []
  /// The section of every leaf.
  private(set) var sectionOfLeaf: [Int?] = []

  init(text: SourceText, document: MarkdownDocument, module: String) {
    self.text = text
    self.document = document
    self.module = module
  }

  /// Reads everything.
  mutating func read() {
    readHeadings()
    roles = CheckSections(tree).roles
    readRequirements()
    readBlocks()
    readExamples()
    readDefinitions()
    readStates()
    readAlgorithms()
    readChecks()
    readMentions()
    diagnostics += requirements.diagnostics + operations.diagnostics
  }

  private mutating func readHeadings() {
    var headings: [SectionTree.Heading] = []
    sectionOfLeaf.reserveCapacity(document.leaves.count)
    for leaf in document.leaves {
      if case .heading(let level) = leaf.kind {
        let text = InlineText(of: leaf.node)
        headings.append(.init(level: level, text: text, line: leaf.lines.first))
        headingNames.append(operations.take(heading: text, lines: leaf.lines))
      }
      sectionOfLeaf.append(headings.isEmpty ? nil : headings.count - 1)
    }
    tree = SectionTree(headings, lineCount: text.lineCount)
  }

  private mutating func readBlocks() {
    var table = 0
    for (place, leaf) in document.leaves.enumerated() {
      switch leaf.kind {
      case .table:
        guard table < tables.count, tables[table].leaf == place else { continue }
        let found = tables[table]
        table += 1
        if found.holdsExamples { continue }
        for row in found.table.rows { operations.take(row: row) }
      case .code: readInterface(leaf, section: sectionOfLeaf[place])
      case .other:
        let name = MarkdownDocument.name(of: leaf.node)
        diagnostics.append(
          Diagnostic(
            rule: "unknown-block", severity: .note,
            message: "a block of the unknown type '\(name)' is read as prose", lines: leaf.lines))
      default: break
      }
    }
  }

  // MARK: - Operations

  private static let interfaceWords: [StaticString] = ["interface", "api", "surface", "signature"]

  private mutating func readInterface(_ leaf: MarkdownDocument.Leaf, section: Int?) {
    guard MarkdownDocument.isFenced(leaf.node),
      let language = DeclarationLanguage(MarkdownDocument.language(leaf.node)),
      let section, isInterface(section)
    else { return }
    let code = MarkdownDocument.code(leaf.node)
    let line = leaf.lines.first + 1
    guard language == .python else {
      let fence = DeclarationFence(code, language, firstLine: line)
      return take(
        fence.found, unread: fence.unread,
        remedy: "Write name(parameter: type) -> type, or a heading of that form in code")
    }
    guard !code.hold(">>>") else { return }
    let fence = InterfaceFence(code.string, firstLine: line)
    take(
      fence.found, unread: fence.unread, remedy: "Write def name(parameter: type = default) -> type"
    )
  }

  private mutating func take(
    _ found: [(signature: SignatureParser.Signature, line: Int)], unread: [Int], remedy: String
  ) {
    for item in found {
      operations.add(item.signature, lines: SourceLines(item.line, item.line))
    }
    for line in unread {
      diagnostics.append(
        Diagnostic(
          rule: "operation-unparsed", severity: .warning, message: "the declaration is not read",
          remedy: remedy, lines: SourceLines(line, line)))
    }
  }

  /// Whether the heading of a section, or of one around it, announces an interface.
  private mutating func isInterface(_ section: Int) -> Bool {
    if interfaceSections.isEmpty {
      for (place, section) in tree.sections.enumerated() {
        let above = tree.parents[place].map { interfaceSections[$0] } ?? false
        interfaceSections.append(above || Self.speaksOfInterface(section.title))
      }
    }
    return interfaceSections[section]
  }

  private static func speaksOfInterface(_ title: String) -> Bool {
    guard interfaceWords.contains(where: { title.holds($0) }) else { return false }
    return title.lowercased().split(whereSeparator: { !$0.isLetter }).contains { word in
      interfaceWords.contains { word == "\($0)" || word == "\($0)s" }
    }
  }

  // MARK: - Where things stand

  /// Whether the words of a heading or caption speak of examples.
  static func speaksOfExamples(_ text: String) -> Bool {
    text.utf8.count < 400 && text.holds("example")
  }

  /// Whether a table is one of examples: by a heading above it, its caption or its header.
  func isTableOfExamples(_ table: Table, section: Int?, leaf: Int) -> Bool {
    if ExampleParser.isTableOfCalls(table) { return true }
    if let caption = caption(of: leaf), Self.speaksOfExamples(caption.string) { return true }
    return tree.chain(section).contains { Self.speaksOfExamples(tree.sections[$0].title) }
  }

  /// The paragraph right above a leaf, where it is short enough to be its caption.
  func caption(of leaf: Int) -> InlineText? {
    guard leaf > 0, document.leaves[leaf - 1].kind == .paragraph else { return nil }
    let above = document.leaves[leaf - 1]
    guard text.range(above.lines.first, above.lines.last).count < 400 else { return nil }
    return InlineText(of: above.node)
  }
}
