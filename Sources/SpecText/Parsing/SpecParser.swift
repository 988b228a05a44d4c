import SpecModel

/// Reads a spec: markdown and front matter in, the model out.
///
/// It never throws: what can't be read is a diagnostic with its lines. Work grows with the size of
/// the file, not with its square.
public enum SpecParser {
  /// Largest file that is read, in bytes; a larger one gives an error diagnostic.
  public static let limit = 256 << 20

  /// Parses `bytes`; `path` is for messages.
  public static func parse(_ bytes: [UInt8], path: String) -> Spec {
    guard bytes.count <= limit else {
      return Spec(
        path: path,
        diagnostics: [
          Diagnostic(
            rule: "too-large", severity: .error,
            message: "the spec is larger than \(limit >> 20) MB", remedy: "Split it",
            lines: SourceLines(1, 1))
        ], byteCount: bytes.count)
    }
    var diagnostics: [Diagnostic] = []
    var text = SourceText(bytes)
    if let fault = TextRepair.firstFault(in: bytes) {
      let line = text.starts.partitioningIndex { $0 > fault }
      diagnostics.append(
        Diagnostic(
          rule: "invalid-utf8", severity: .error, message: "the file is not UTF-8 from here on",
          remedy: "Save it as UTF-8", lines: SourceLines(line, line)))
      text = SourceText(TextRepair.repaired(bytes))
    }
    let front = FrontMatterParser.parse(text)
    diagnostics += front.diagnostics
    let (guarded, deepLine) = NestingGuard.guarded(text)
    if let deepLine {
      diagnostics.append(
        Diagnostic(
          rule: "too-deep", severity: .warning,
          message: "the line nests blocks more than \(NestingGuard.deepest) deep, or has more than "
            + "\(NestingGuard.mostBars) bars",
          remedy: "Nest less", lines: SourceLines(deepLine, deepLine)))
    }
    let document = MarkdownDocument(guarded, fromLine: front.bodyLine)
    var reader = DocumentReader(
      text: text, document: document, module: front.frontMatter?.surface.module ?? "")
    reader.profiles = Profiles(names: front.frontMatter?.profiles ?? [])
    reader.read()
    diagnostics += reader.diagnostics
    diagnostics.sort { ($0.lines.first, $0.lines.last) < ($1.lines.first, $1.lines.last) }
    var spec = Spec(
      path: path, frontMatter: front.frontMatter, sections: reader.tree.sections,
      requirements: reader.requirements.requirements, operations: reader.operations.operations,
      examples: reader.examples, tables: reader.tables.map(\.table), diagnostics: diagnostics,
      byteCount: bytes.count)
    reader.fill(&spec)
    return spec
  }
}

extension Array {
  /// Index of the first element that `isAfter` holds for, in an array sorted by it; `count` when
  /// there is none.
  func partitioningIndex(_ isAfter: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
