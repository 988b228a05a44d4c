import SpecModel

extension DocumentReader {
  /// Reads the examples; operations must be known.
  mutating func readExamples() {
    var parser = ExampleParser(
      surface: StepBuilder.Surface(module: module, operations: operations))
    var input: GivenInput?
    var table = 0
    for (place, leaf) in document.leaves.enumerated() {
      switch leaf.kind {
      case .table:
        guard table < tables.count, tables[table].leaf == place else { continue }
        let found = tables[table]
        table += 1
        if found.holdsExamples { take(found, place, &parser) }
      case .code: take(code: leaf, place, &parser, &input)
      case .heading:
        if let lonely = input { parser.take(lonely: lonely.fence) }
        input = nil
      default: break
      }
    }
    if let lonely = input { parser.take(lonely: lonely.fence) }
    examples = parser.examples
    consoleExamples = parser.consoleExamples
    textExamples = parser.textExamples
    files = parser.files
    diagnostics += parser.diagnostics
    warnOfUndeclared()
  }

  /// Reports operations that tables of examples call and nothing declares, each once. Where nothing
  /// is declared at all, that is told instead.
  private mutating func warnOfUndeclared() {
    guard !operations.operations.isEmpty else { return }
    var told: Set<String> = []
    for example in examples where example.form == .table {
      let id = example.operation
      guard !id.isEmpty, operations.operation(id) == nil, operations.onlyMember(id) == nil,
        told.insert(id).inserted
      else { continue }
      diagnostics.append(
        Diagnostic(
          rule: "example-unparsed", severity: .warning,
          message: "the example calls '\(id)', which nothing declares",
          remedy: "Declare it in a heading such as ### `\(id)(parameter) -> type`",
          lines: example.lines))
    }
  }

  /// A fence `json input` that waits for its output.
  private typealias GivenInput = (fence: ExampleParser.Fence, context: ExampleParser.Context)

  private mutating func take(
    code leaf: MarkdownDocument.Leaf, _ place: Int, _ parser: inout ExampleParser,
    _ input: inout GivenInput?
  ) {
    guard Self.mayHoldExample(leaf.node) else { return }
    let (info, body) = MarkdownDocument.fence(leaf.node)
    let words = info.lowercased().split(separator: " ")
    let language = words.first.map(String.init) ?? ""
    let fence = ExampleParser.Fence(text: body, lines: leaf.lines)
    if let name = ExampleParser.fileName(ofInfo: info) {
      warnIfOpen(leaf, &parser)
      parser.take(file: name, fence)
    } else if words.last == "input", words.count <= 2 {
      if let lonely = input { parser.take(lonely: lonely.fence) }
      input = (fence, context(of: place))
    } else if words.last == "output", words.count <= 2, let given = input {
      parser.take(input: given.fence, output: fence, context: given.context)
      input = nil
    } else if words.last == "output", words.count == 2 {
      parser.warn(
        "example-unparsed", "the output stands below no input",
        SourceLines(leaf.lines.first, leaf.lines.first),
        remedy: "Put a fence such as ```json input above it")
    } else if Self.isAlmostFile(info) {
      parser.warn(
        "example-unparsed", "'\(info)' is read as no file",
        SourceLines(leaf.lines.first, leaf.lines.first), remedy: "Write file=NAME")
    } else if language == "console" {
      warnIfOpen(leaf, &parser)
      parser.take(console: fence, context: context(of: place))
    } else if Self.isSession(language, body) {
      let first = leaf.lines.first + (MarkdownDocument.isFenced(leaf.node) ? 1 : 0)
      parser.take(session: body, firstLine: first, context: context(of: place))
    } else if language == "example" {
      warnIfOpen(leaf, &parser)
      parser.take(text: fence, context: context(of: place))
    }
  }

  /// Whether an info string almost names a file: `{file=d.json}`, `file = e.json`, `file:f.json`.
  private static func isAlmostFile(_ info: String) -> Bool {
    info.withBytes { info in
      guard let start = info.find("file"), start > 0, " {,".utf8.contains(info[start - 1]) else {
        return false
      }
      let behind = info.from(start + 4).trimmed
      return behind.first == UInt8(ascii: "=") || behind.first == UInt8(ascii: ":")
    }
  }

  /// Says that a fence is not closed: it swallows what stands below it.
  private func warnIfOpen(_ leaf: MarkdownDocument.Leaf, _ parser: inout ExampleParser) {
    let last = text.line(leaf.lines.last).drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x3E }
    let isClosed =
      leaf.lines.last > leaf.lines.first
      && (last.starts(with: "```".utf8) || last.starts(with: "~~~".utf8))
    guard !isClosed else { return }
    parser.warn(
      "example-unparsed", "the fence is not closed",
      SourceLines(leaf.lines.first, leaf.lines.first), remedy: "Close it as it was opened")
  }

  /// A table of examples needs an operation or whole calls; one about something else (under a
  /// heading that merely says "example") is prose.
  private mutating func take(_ found: PlacedTable, _ place: Int, _ parser: inout ExampleParser) {
    let context = context(of: place)
    if context.operation == nil, operations.operations.isEmpty,
      !ExampleParser.isTableOfCalls(found.table)
    {
      return
    }
    parser.take(table: found.table, context: context)
  }

  /// Languages of fences that are examples by themselves (1), and if there is a prompt in them (2).
  private static let exampleLanguages = WordTable([
    (1, ["console", "example"]), (2, ["pycon", "python", "py", "doctest", "python-repl"]),
  ])

  /// Whether a code block may be an example or a part of one. Most are in a language that is none,
  /// and are not copied to be asked.
  private static func mayHoldExample(_ node: MarkdownDocument.Node) -> Bool {
    let info = MarkdownDocument.infoBytes(node)
    let language = MarkdownDocument.language(node)
    let kinds = exampleLanguages.bits(of: language)
    if kinds & 1 != 0 { return true }
    if kinds & 2 != 0 || language.isEmpty, MarkdownDocument.code(node).hold(">>> ") { return true }
    return info.hold("file") || info.hold("input") || info.hold("output")
  }

  private static let sessionLanguages: Set<String> = [
    "pycon", "example", "python", "py", "doctest", "python-repl", "",
  ]

  private static func isSession(_ language: String, _ body: String) -> Bool {
    guard sessionLanguages.contains(language), body.holds(">>> ") else { return false }
    let lines = body.utf8.split(separator: 0x0A)
    // The form of CommonMark's own spec: input and output with a line `.` between them.
    if language == "example", lines.contains(where: { $0.elementsEqual(".".utf8) }) {
      return false
    }
    return lines.prefix(8).contains { $0.drop { $0 == 0x20 }.starts(with: ">>> ".utf8) }
  }

  /// What the caption and the headings around a leaf say, the nearest first.
  private mutating func context(of leaf: Int) -> ExampleParser.Context {
    var context = context(ofSection: sectionOfLeaf[leaf])
    guard let caption = caption(of: leaf) else { return context }
    let words = caption.string
    let named = operation(named: caption.code.compactMap(Self.name), words: words)
    context.operation = named ?? context.operation
    let mentioned = RequirementID.mentioned(in: words)
    if !mentioned.isEmpty { context.requirements = mentioned }
    return context
  }

  /// What the headings say, the nearest first; made once for all examples of a section.
  private mutating func context(ofSection index: Int?) -> ExampleParser.Context {
    if let known = sectionContexts[index ?? -1] { return known }
    var context = ExampleParser.Context()
    var undeclared: String?
    for section in tree.chain(index) {
      let title = tree.sections[section].title
      if context.operation == nil {
        context.operation = operation(named: headingNames[section], words: title)
        undeclared = undeclared ?? headingNames[section].first
      }
      if context.requirements.isEmpty {
        context.requirements = RequirementID.mentioned(in: title)
      }
      context.isUnderExamples = context.isUnderExamples || Self.speaksOfExamples(title)
    }
    context.operation = context.operation ?? undeclared
    if let index { context.name = Self.exampleName(tree.sections[index].title) }
    sectionContexts[index ?? -1] = context
    return context
  }

  /// The operation's name in a code span: `duration(seconds)` or `duration`.
  private static func name(_ code: String) -> String? {
    SignatureParser.signature(code)?.id ?? OperationParser.plainName(code)
  }

  private func operation(named names: [String], words: String) -> String? {
    if let known = names.first(where: { operations.operation($0) != nil }) { return known }
    // A method may be named without its class.
    for name in names { if let id = operations.onlyMember(name) { return id } }
    if operations.operations.isEmpty { return nil }
    let words = words.utf8.split { !SignatureParser.isName($0) && $0 != UInt8(ascii: ".") }
    for word in words {
      var word = word
      while word.last == UInt8(ascii: ".") { word.removeLast() }
      let id = String(decoding: word, as: UTF8.self)
      if operations.operation(id) != nil { return id }
    }
    return nil
  }

  /// `Example: leap day (R-12)` → `leap day`.
  static func exampleName(_ title: String) -> String? {
    for opener in ["Example: ", "Example – ", "Example — ", "example: "]
    where title.hasPrefix(opener) {
      let name = title.dropFirst(opener.count).prefix { $0 != "(" }
      let trimmed = String(name).trimmed
      return trimmed.isEmpty ? nil : trimmed
    }
    return nil
  }
}
