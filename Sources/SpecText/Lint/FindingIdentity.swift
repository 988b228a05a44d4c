import SpecModel

extension Linter {
  /// The findings of `input` with what tells each apart from every other.
  public static func identified(_ found: [Diagnostic], in input: LintInput) -> [LintFinding] {
    let places = LintPlaces(input.spec)
    let source = SourceText(input.bytes)
    let fixable = Set(rules.filter(\.isFixable).map(\.id))
    var seen: [String: Int] = [:]
    return found.map { finding in
      let place = places.name(of: FindingIdentity.firstLine(of: finding, in: source))
      let base = FindingIdentity.fingerprint(of: finding, in: source)
      let key = "\(base) \(finding.rule) \(LintPlaces.withoutNumber(place))"
      let count = seen[key, default: 0] + 1
      seen[key] = count
      return LintFinding(
        path: input.spec.path, diagnostic: finding, place: place,
        fingerprint: count == 1 ? base : "\(base):\(count)",
        isFixable: fixable.contains(finding.rule))
    }
  }
}

/// What a finding is known by when lines shift.
enum FindingIdentity {
  /// Lines of a finding that count; a finding about a whole section need not read all of it.
  private static let lineLimit = 50

  /// The first line of a finding that says something. One about the whole file stands on the first
  /// line, and blank lines put in above the text are no change of it: then it is known by the first
  /// words below them.
  static func firstLine(of finding: Diagnostic, in source: SourceText) -> Int {
    var line = finding.lines.first
    while line < source.lineCount,
      source.line(line).allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) })
    {
      line += 1
    }
    return line
  }

  /// FNV-1a, 64 bits (Fowler, Noll, Vo), over the rule, the message without line numbers, and the
  /// words of the finding's lines: 16 hexadecimal digits.
  static func fingerprint(of finding: Diagnostic, in source: SourceText) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for byte in finding.rule.utf8 { add(byte) }
    add(0)
    for byte in withoutLineNumbers(Array(finding.message.utf8)) { add(byte) }
    add(0)
    let first = firstLine(of: finding, in: source)
    let last = min(finding.lines.last, first + lineLimit - 1)
    let range = source.range(first, max(last, first))
    var isBetweenWords = true
    for byte in source.bytes[range] {
      let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
      if isSpace, !isBetweenWords { add(0x20) }
      if !isSpace { add(byte) }
      isBetweenWords = isSpace
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// The message with `#` for numbers behind `line`, `lines` or a colon, and behind their `-`.
  private static func withoutLineNumbers(_ message: [UInt8]) -> [UInt8] {
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    let openers = ["line ", "lines ", ":"].map { Array($0.utf8) }
    var out: [UInt8] = []
    var place = 0
    while place < message.count {
      let opens = openers.contains { out.count >= $0.count && out.suffix($0.count) == $0[...] }
      guard opens, isDigit(message[place]) else {
        out.append(message[place])
        place += 1
        continue
      }
      out.append(UInt8(ascii: "#"))
      while place < message.count, isDigit(message[place]) || message[place] == 0x2D { place += 1 }
    }
    return out
  }
}

/// Where in a spec a line lies, as a person would say it.
struct LintPlaces {
  private let sections: [Section]
  private let requirements: [Requirement]

  init(_ spec: Spec) {
    sections = spec.sections
    requirements = spec.requirements.filter { !$0.idIsDerived }
      .sorted { $0.lines.first < $1.lines.first }
  }

  /// The written id of the requirement around `line`, else number and title of its section.
  func name(of line: Int) -> String {
    let next = requirements.partitioningIndex { $0.lines.first > line }
    if next > 0, requirements[next - 1].lines.last >= line { return requirements[next - 1].id }
    // Sections come in the order of their headings: the last one above a line is the innermost.
    let section = sections.partitioningIndex { $0.lines.first > line }
    guard section > 0 else { return "" }
    let found = sections[section - 1]
    return found.number.isEmpty ? found.title : "§\(found.number) \(found.title)"
  }

  /// A place without the number of its section, which shifts when a section is added.
  static func withoutNumber(_ place: String) -> Substring {
    guard place.hasPrefix("§"), let space = place.firstIndex(of: " ") else { return place[...] }
    return place[place.index(after: space)...]
  }
}
