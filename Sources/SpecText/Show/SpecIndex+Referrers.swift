import SpecModel

extension SpecIndex {
  /// Everything that refers to `entry`, in the order of the lines; each line once a kind.
  public func referrers(of entry: SpecEntry) -> [Referrer] {
    var found = mentions(of: entry) + checks(naming: entry)
    found += examples(of: entry)
    switch entry.kind {
    case .requirement, .section, .matrixCase: break
    case .example, .file: break
    default: found += definitions(naming: entry)
    }
    var lines = Set(found.flatMap { Array($0.lines.first...$0.lines.last) })
    for place in entry.places { lines.formUnion(place.first...place.last) }
    found += text(naming: entry, except: lines)
    var seen: Set<String> = []
    return found.sorted { ($0.lines.first, $0.kind) < ($1.lines.first, $1.kind) }.filter { other in
      !entry.places.contains { $0.first <= other.lines.first && other.lines.first <= $0.last }
        && seen.insert("\(other.kind) \(other.id) \(other.lines.first)").inserted
    }
  }

  /// Other lines that name it. A name that may be an everyday word counts in code alone.
  private func text(naming entry: SpecEntry, except known: Set<Int>) -> [Referrer] {
    switch entry.kind {
    case .section, .requirement, .matrixCase, .example: return []
    default: break
    }
    let isEverydayWord = entry.id.utf8.allSatisfy { SignatureParser.isName($0) && $0 != 0x5F }
    let word = isEverydayWord ? "`\(entry.id)`" : entry.id
    return (1...text.lineCount).compactMap { line in
      guard !known.contains(line), Self.holds(text.line(line), word: word, isWhole: isEverydayWord)
      else { return nil }
      return Referrer(
        kind: "text", id: "", text: String(decoding: text.line(line), as: UTF8.self).trimmed,
        lines: SourceLines(line, line))
    }
  }

  private func mentions(of entry: SpecEntry) -> [Referrer] {
    spec.mentions.filter { $0.id == entry.id }.map { mention in
      Referrer(
        kind: "mention", id: "",
        text: source(SourceLines(mention.lines.first, mention.lines.first)).first?.trimmed ?? "",
        lines: mention.lines)
    }
  }

  /// Cases and items that name it, by id or in their text.
  private func checks(naming entry: SpecEntry) -> [Referrer] {
    var found: [Referrer] = []
    for own in spec.matrix where own.requirements.contains(entry.id) || names(own.text, entry) {
      found.append(Referrer(kind: "matrix case", id: own.id, text: own.text, lines: own.lines))
    }
    for own in spec.checklist where own.requirements.contains(entry.id) || names(own.text, entry) {
      found.append(Referrer(kind: "checklist item", id: "", text: own.text, lines: own.lines))
    }
    return found
  }

  private func examples(of entry: SpecEntry) -> [Referrer] {
    var found: [Referrer] = []
    for own in spec.examples
    where own.requirements.contains(entry.id)
      || (entry.kind == .operation && own.operation == entry.id)
    {
      found.append(
        Referrer(kind: "example", id: own.id, text: "of \(own.operation)", lines: own.lines))
    }
    for own in spec.consoleExamples {
      let isNamed = own.commands.contains { names($0.command, entry) }
      if own.requirements.contains(entry.id) || isNamed {
        let text = own.commands.first?.command ?? ""
        found.append(Referrer(kind: "example", id: own.id, text: text, lines: own.lines))
      }
    }
    for own in spec.textExamples where own.requirements.contains(entry.id) {
      found.append(Referrer(kind: "example", id: own.id, text: "", lines: own.lines))
    }
    return found
  }

  /// Requirements, settings, fields, errors, transitions and algorithms that name it.
  private func definitions(naming entry: SpecEntry) -> [Referrer] {
    var found: [Referrer] = []
    func add(_ kind: String, _ id: String, _ text: String, _ lines: SourceLines) {
      if names(text, entry) { found.append(Referrer(kind: kind, id: id, text: text, lines: lines)) }
    }
    for own in spec.requirements { add("requirement", own.id, own.text, own.lines) }
    for own in spec.settings where !(entry.kind == .setting && own.key == entry.id) {
      for statement in own.statements { add("setting", own.key, statement.text, statement.lines) }
    }
    for own in spec.entities where !(entry.kind == .entity && own.name == entry.id) {
      for field in own.fields {
        add("field", "\(own.name).\(field.name)", "\(field.type) \(field.text)", field.lines)
      }
    }
    for own in spec.errors where !(entry.kind == .error && own.code == entry.id) {
      if let place = own.places.first { add("error", own.code, own.when, place) }
    }
    for own in spec.states where !(entry.kind == .state && own.name == entry.id) {
      add("state", own.name, own.text, own.lines)
    }
    for own in spec.transitions where entry.kind == .state && [own.from, own.to].contains(entry.id)
    {
      let text = "\(own.from) → \(own.to): \(own.event)"
      found.append(Referrer(kind: "transition", id: "", text: text, lines: own.lines))
    }
    let last = DefinedNames.last(entry.id)
    for own in spec.algorithms where entry.kind == .operation || entry.kind == .algorithm {
      for call in own.calls where call.name == entry.id || DefinedNames.last(call.name) == last {
        found.append(
          Referrer(
            kind: "algorithm", id: own.name, text: "calls \(call.name)",
            lines: SourceLines(call.line, call.line)))
      }
    }
    return found
  }

  /// Whether `text` holds the entry's name as a word of its own. Requirements and sections are
  /// named by mentions alone.
  private func names(_ text: String, _ entry: SpecEntry) -> Bool {
    switch entry.kind {
    case .section, .requirement, .matrixCase, .example: return false
    default: return Self.holds(text, word: entry.id)
    }
  }

  /// Whether `word` stands in `text` with no letter, digit, `_`, `.` or `-` joined to it.
  static func holds(_ text: String, word: String) -> Bool {
    holds(Array(text.utf8)[...], word: word, isWhole: false)
  }

  /// The same in bytes; `isWhole` tells that the word has marks of its own around it.
  private static func holds(_ bytes: ArraySlice<UInt8>, word: String, isWhole: Bool) -> Bool {
    let word = Array(word.utf8)
    guard let first = word.first, bytes.count >= word.count else { return false }
    func joins(_ byte: UInt8) -> Bool { SignatureParser.isName(byte) || byte == 0x2D }
    for place in bytes.startIndex...(bytes.endIndex - word.count) where bytes[place] == first {
      let end = place + word.count
      guard bytes[place..<end].elementsEqual(word) else { continue }
      if isWhole { return true }
      if place > bytes.startIndex, joins(bytes[place - 1]) || bytes[place - 1] == 0x2E { continue }
      if end < bytes.endIndex, joins(bytes[end]) { continue }
      // A full stop ends a sentence; `a.b` is another name.
      if end + 1 < bytes.endIndex, bytes[end] == 0x2E, joins(bytes[end + 1]) { continue }
      return true
    }
    return false
  }
}
