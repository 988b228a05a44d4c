import SpecModel

/// The tokens of a spec that could have been copied. Left out are front matter, examples and the
/// headings that declare operations: what they say can be seen from outside.
struct SpecStreams: Sendable {
  /// Words of the whole text, in lower case.
  private(set) var prose = TokenStream(salt: 1)
  /// Code in fences, code spans and prose, with its names.
  private(set) var code = TokenStream(salt: 2)
  /// Code in fences, without its names.
  private(set) var shape = TokenStream(salt: 3)

  /// The streams of `input`. Fences that name no language are read as `language`.
  init(_ input: LintInput, language: SourceLanguage) {
    let valid = TextRepair.firstFault(in: input.bytes) == nil
    let text = SourceText(valid ? input.bytes : TextRepair.repaired(input.bytes))
    let first = (input.spec.frontMatter?.lines.last ?? 0) + 1
    let isLeftOut = Self.leftOut(input.spec, lineCount: text.lineCount)
    let document = MarkdownDocument(NestingGuard.guarded(text).0, fromLine: first)
    for leaf in document.leaves {
      for lines in Self.kept(leaf.lines, isLeftOut) {
        read(leaf, lines, of: text, language: language)
      }
    }
  }

  /// The stream of one kind.
  subscript(kind: SourceCopies.Kind) -> TokenStream {
    switch kind {
    case .prose: prose
    case .code: code
    case .shape: shape
    }
  }

  private mutating func read(
    _ leaf: MarkdownDocument.Leaf, _ lines: SourceLines, of text: SourceText,
    language: SourceLanguage
  ) {
    var lines = lines
    var spoken = SourceLanguage.plain
    if leaf.kind == .code {
      let info = MarkdownDocument.isFenced(leaf.node) ? MarkdownDocument.fence(leaf.node).info : ""
      let name = info.prefix { $0 != " " && $0 != "{" && $0 != "," }
      spoken = SourceLanguage.of(name: String(name)) ?? language
      // The fence's own line is no code.
      if MarkdownDocument.isFenced(leaf.node), lines.first == leaf.lines.first {
        guard lines.first < lines.last else { return }
        lines = SourceLines(lines.first + 1, lines.last)
      }
    }
    for line in lines.first...lines.last { prose.appendWords(text.line(line), line: line) }
    var lexer = SourceLexer(
      text.bytes, text.range(lines.first, lines.last), line: lines.first, language: spoken, salt: 4)
    lexer.run()
    code.append(lexer.code)
    code.appendBreak(line: lines.last)
    if leaf.kind == .code {
      shape.append(lexer.shape)
      shape.appendBreak(line: lines.last)
    }
  }

  private static func leftOut(_ spec: Spec, lineCount: Int) -> [Bool] {
    var isLeftOut = [Bool](repeating: false, count: lineCount + 2)
    let places =
      spec.examples.map(\.lines) + spec.consoleExamples.map(\.lines)
      + spec.textExamples.map(\.lines) + spec.files.map(\.lines) + spec.operations.map(\.lines)
    for lines in places {
      guard lines.first >= 1, lines.first <= min(lines.last, lineCount) else { continue }
      for line in lines.first...min(lines.last, lineCount) { isLeftOut[line] = true }
    }
    return isLeftOut
  }

  /// The parts of `lines` that are not left out.
  private static func kept(_ lines: SourceLines, _ isLeftOut: [Bool]) -> [SourceLines] {
    var parts: [SourceLines] = []
    var start: Int?
    for line in lines.first...max(lines.first, lines.last) {
      if isLeftOut[min(line, isLeftOut.count - 1)] {
        if let first = start { parts.append(SourceLines(first, line - 1)) }
        start = nil
      } else if start == nil {
        start = line
      }
    }
    if let first = start { parts.append(SourceLines(first, lines.last)) }
    return parts
  }
}

extension TokenStream {
  /// Appends the tokens of `other` as they are.
  mutating func append(_ other: TokenStream) {
    for place in 0..<other.count { append(other.hashes[place], line: Int(other.lines[place])) }
  }
}
