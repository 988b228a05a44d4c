import CSearch
import SpecModel

extension DocumentReader {
  /// Reads pseudocode and what it calls; operations must be known.
  mutating func readAlgorithms() {
    var names = DefinedNames()
    var found: [(routine: PseudocodeReader.Routine, firstLine: Int, section: Int?)] = []
    for (place, leaf) in document.leaves.enumerated() where leaf.kind == .code {
      guard let isDeclared = isPseudocode(leaf) else { continue }
      let reader = PseudocodeReader(
        MarkdownDocument.code(leaf.node), isDeclared: isDeclared)
      let first = leaf.lines.first + 1
      names.add(reader)
      for routine in reader.routines { found.append((routine, first, sectionOfLeaf[place])) }
      if let loose = reader.loose { found.append((loose, first, sectionOfLeaf[place])) }
    }
    guard !found.isEmpty else { return }
    for operation in operations.operations { names.add(operation.id) }
    for entity in entities { names.add(type: entity.name) }
    let known = known(found.lazy.map(\.routine), names)
    algorithms = found.map { routine, first, section in
      Algorithm(
        name: routine.name.isEmpty ? section.map { tree.sections[$0].title } ?? "" : routine.name,
        parameters: routine.parameters,
        calls: DefinedNames.calls(of: routine, firstLine: first, known: known),
        section: tree.label(section),
        lines: SourceLines(first + routine.first, first + routine.last))
    }
  }

  /// Whether the spec defines each name that is called: in pseudocode, as an operation or entity,
  /// or in words.
  private func known(
    _ routines: some Sequence<PseudocodeReader.Routine>, _ names: DefinedNames
  ) -> [String: Bool] {
    var known: [String: Bool] = [:]
    var unknown: [String: [String]] = [:]
    for routine in routines {
      for call in routine.calls {
        let name = DefinedNames.called(call.name)
        if known[name] != nil { continue }
        let isDefined = names.defines(name)
        known[name] = isDefined
        if !isDefined { unknown[DefinedNames.last(name), default: []].append(name) }
      }
    }
    for last in describedFunctions(among: unknown) {
      for name in unknown[last] ?? [] { known[name] = true }
    }
    return known
  }

  /// Whether a fence may hold pseudocode; `true` when its language says so, nil when it can't.
  private func isPseudocode(_ leaf: MarkdownDocument.Leaf) -> Bool? {
    guard MarkdownDocument.isFenced(leaf.node) else { return nil }
    let language = MarkdownDocument.language(leaf.node)
    switch language.isEmpty ? 2 : Self.languages.bits(of: language) {
    case 1: return true
    // More words say what it is, and that is something else.
    case 2 where language.count == MarkdownDocument.infoBytes(leaf.node).count: return false
    default: return nil
    }
  }

  /// Languages of fences that are pseudocode (1), or text that may be (2).
  private static let languages = WordTable([
    (1, ["pseudocode", "pseudo", "pseudo-code", "algorithm"]),
    (2, ["text", "txt", "plain", "plaintext"]),
  ])

  /// The keys of `wanted` that the text describes: a block, cell or heading begins with the
  /// function in code, or goes on behind it with what it does.
  private func describedFunctions(among wanted: [String: [String]]) -> Set<String> {
    guard !wanted.isEmpty else { return [] }
    var described: Set<String> = []
    for leaf in document.leaves {
      let range = text.range(leaf.lines.first, leaf.lines.last)
      guard leaf.kind != .code, leaf.kind != .html, mayDescribe(range, isHeading: leaf.isHeading)
      else { continue }
      for line in leaf.kind == .table ? Array(leaf.lines.first...leaf.lines.last) : [0] {
        if line > 0, !mayDescribe(text.range(ofLine: line), isHeading: false) { continue }
        let parts =
          line == 0
          ? [InlineText(of: leaf.node).string]
          : TableRows.cells(of: text.line(line), quotes: leaf.quotes)
        for part in parts {
          for name in Self.described(in: part, isHeading: leaf.isHeading) where wanted[name] != nil
          {
            described.insert(name)
          }
        }
      }
    }
    return described
  }

  /// Whether a block may describe a function: its source has a name in code with a bracket behind
  /// it, or is a heading with code. Most blocks have none, and their bytes tell.
  private func mayDescribe(_ range: Range<Int>, isHeading: Bool) -> Bool {
    text.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      var place = range.lowerBound
      while let tick = specter_find(base + place, UInt8(ascii: "`"), range.upperBound - place) {
        if isHeading { return true }
        place = base.distance(to: tick) + 1
        let start = place
        while place < range.upperBound, SignatureParser.isName(bytes[place]) || bytes[place] == 0x2E
        {
          place += 1
        }
        if place > start, place < range.upperBound, bytes[place] == 0x28 { return true }
      }
      return false
    }
  }

  /// The names that a text describes: the first thing in it, in code, or one with a verb behind.
  /// A name without brackets counts in headings alone: elsewhere it may be a mode or a key.
  private static func described(in text: String, isHeading: Bool) -> [String] {
    let pieces = text.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false)
    var names: [String] = []
    for place in stride(from: 1, to: pieces.count, by: 2) {
      let code = pieces[place]
      let name = code.prefix { SignatureParser.isName($0) || $0 == 0x2E }
      let isCall = name.count < code.count && code.dropFirst(name.count).first == 0x28
      guard !name.isEmpty, isCall || (isHeading && name.count == code.count) else { continue }
      let isFirst = place == 1 && pieces[0].allSatisfy { !SignatureParser.isName($0) }
      let behind = place + 1 < pieces.count ? pieces[place + 1] : pieces[place].suffix(0)
      if isFirst || isHeading || (isCall && saysWhat(behind)) {
        names.append(DefinedNames.last(String(decoding: name, as: UTF8.self)))
      }
    }
    return names
  }

  /// Whether a verb follows: `means`, `returns`, `MUST`.
  private static func saysWhat(_ text: Substring.UTF8View) -> Bool {
    guard text.first == 0x20 else { return false }
    let word = String(
      decoding: text.dropFirst().prefix { SignatureParser.isName($0) }, as: UTF8.self)
    let verbs: Set<String> = ["must", "should", "may", "shall", "will", "can"]
    return verbs.contains(word.lowercased())
      || (word.utf8.count > 2 && word.hasSuffix("s") && word != "was" && word != "has")
  }
}
