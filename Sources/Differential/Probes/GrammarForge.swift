/// Makes texts for subjects that read a notation: lines, assignments, headings, brackets, quotes.
///
/// That a subject reads one is told by its source: several of the marks that notations are made of
/// stand in it as literals of their own. Nothing is known of which notation it is; a text keeps to
/// one way of assigning and of ending a line, so that some of the texts are right as a whole.
struct GrammarForge {
  /// Of the marks, so many different ones make a notation.
  static let fewestMarks = 4
  /// With so many the subject hardly reads anything else.
  static let likelyMarks = 7
  /// Longest part that is kept of a known text, and most parts.
  static let longestPart = 120
  static let mostParts = 2_000
  /// Fewer known lines than this, and half of the texts are made afresh.
  static let fewLines = 40
  static let marks = ["=", "[", "]", "{", "}", "(", ")", ",", ":", "'", "\"", "\n", "#"]
  private static let markBytes = Set(marks.map { Array($0.utf8) })
  private static let brackets: [UInt8: UInt8] = [
    UInt8(ascii: "["): UInt8(ascii: "]"), UInt8(ascii: "{"): UInt8(ascii: "}"),
    UInt8(ascii: "("): UInt8(ascii: ")"), UInt8(ascii: "\""): UInt8(ascii: "\""),
    UInt8(ascii: "'"): UInt8(ascii: "'"), UInt8(ascii: "<"): UInt8(ascii: ">"),
  ]
  private static let newline = UInt8(ascii: "\n")
  typealias Word = (inout SeededGenerator) -> [UInt8]

  /// Literals of the subject that are no bare marks: keywords, numbers, samples of its patterns.
  private let atoms: [[UInt8]]
  /// Those with a digit: numbers, dates and the like are written as they are, words mostly quoted.
  private let bare: [[UInt8]]
  /// Literals of the subject that consist of other characters than letters, digits and blanks.
  private let signs: [[UInt8]]
  private let escapes: EscapeForge
  /// Whether a notation is likely, rather than a few marks in a subject that reads something else.
  let isLikely: Bool
  private let assigning: [[UInt8]]
  private let lines: [[UInt8]]
  private let enclosed: [[UInt8]]

  /// A forge; nil where the constants show no notation.
  init?(constants: [[UInt8]], known: [[UInt8]]) {
    let found = Set(constants.flatMap(Self.marks(in:)))
    guard found.count >= Self.fewestMarks else { return nil }
    isLikely = found.count >= Self.likelyMarks
    func isSign(_ text: [UInt8]) -> Bool {
      (1...4).contains(text.count)
        && text.allSatisfy { TokenText.kind($0) == .other || $0 == Self.newline }
    }
    signs = constants.filter(isSign)
    // What has several blanks is a message.
    atoms = constants.filter { text in
      !text.isEmpty && !isSign(text) && text.filter { $0 == UInt8(ascii: " ") }.count < 2
    }
    bare = atoms.filter { $0.contains { TokenText.kind($0) == .digits } }
    escapes = EscapeForge(constants: constants)
    let assigning = [" = ", "=", ": ", " : "].map { Array($0.utf8) }.filter { text in
      text.contains { found.contains([$0]) }
    }
    // What was understood tells which of the marks assign.
    let used = Set(known.prefix(Self.mostParts).compactMap(Self.assignment(in:)))
    let seen = assigning.filter { $0.contains(where: used.contains) }
    self.assigning = seen.isEmpty ? assigning : seen + seen + seen + seen + assigning
    var lines: Set<[UInt8]> = []
    var enclosed: Set<[UInt8]> = []
    for text in known.prefix(Self.mostParts) {
      for line in text.split(separator: Self.newline) where line.count <= Self.longestPart {
        if lines.count < Self.mostParts { lines.insert(Array(line)) }
      }
      guard enclosed.count < Self.mostParts else { continue }
      for range in Self.enclosedRanges(of: text) where range.count <= Self.longestPart {
        enclosed.insert(Array(text[range]))
      }
    }
    func sorted(_ texts: Set<[UInt8]>) -> [[UInt8]] {
      texts.sorted { $0.lexicographicallyPrecedes($1) }
    }
    self.lines = sorted(lines)
    self.enclosed = sorted(enclosed)
  }

  /// The first mark in a text that stands between a name and a value; nil where none does.
  static func assignment(in text: [UInt8]) -> UInt8? {
    for (place, byte) in text.enumerated() where byte == 0x3D || byte == 0x3A {
      let before = text[..<place].last { $0 != 0x20 }
      let after = text[(place + 1)...].first { $0 != 0x20 }
      guard let before, let after else { continue }
      let names =
        [UInt8(ascii: "_"), UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(before)
        || [.letters, .digits].contains(TokenText.kind(before))
      if names, after != newline, after != byte { return byte }
    }
    return nil
  }

  /// The marks that a literal shows: itself, or each of several of them in a row.
  private static func marks(in text: [UInt8]) -> [[UInt8]] {
    guard text.count <= 4 else { return [] }
    let single = text.map { [$0] }
    return single.allSatisfy(markBytes.contains) ? single : []
  }

  /// Where a bracket or a quote opens and closes again, outermost and inner ones.
  static func enclosedRanges(of text: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var open: [(close: UInt8, at: Int)] = []
    for (place, byte) in text.enumerated().prefix(TextForge.longest) {
      if let last = open.last, last.close == byte {
        ranges.append(last.at..<place + 1)
        open.removeLast()
      } else if let close = brackets[byte] {
        open.append((close, place))
      }
    }
    return ranges
  }

  /// A text: a known one with a line or an enclosed part put in, left out or put in place of
  /// another, or one that is made afresh.
  func text(
    near known: [UInt8]?, _ generator: inout SeededGenerator, word: Word
  ) -> [UInt8] {
    // Parts of few texts are soon the same again.
    let afresh = lines.count < Self.fewLines ? 0.5 : 0.25
    guard let known, !known.isEmpty else { return fresh(&generator, word, most: 2) }
    if generator.chance(afresh) { return fresh(&generator, word, most: 5) }
    let ranges = Self.enclosedRanges(of: known)
    if let range = generator.pick(ranges), generator.chance(0.5) {
      let part = generator.chance(0.6) ? generator.pick(enclosed) : nil
      return known[..<range.lowerBound] + (part ?? value(&generator, word, 0))
        + known[range.upperBound...]
    }
    var lines = known.split(separator: Self.newline, omittingEmptySubsequences: false)
      .map { Array($0) }
    let place = generator.below(lines.count)
    let other = generator.pick(self.lines) ?? line(&generator, word, assignment(&generator))
    switch generator.below(6) {
    case 0: lines.remove(at: place)
    case 1: lines.insert(lines[place], at: generator.below(lines.count + 1))
    case 2: lines[place] = other
    case 3: lines.swapAt(place, generator.below(lines.count))
    case 4: lines.insert(line(&generator, word, assignment(&generator)), at: place)
    default: lines.insert(other, at: generator.below(lines.count + 1))
    }
    return Array(lines.joined(separator: [Self.newline]))
  }

  private func assignment(_ generator: inout SeededGenerator) -> [UInt8] {
    generator.pick(assigning) ?? generator.pick(signs) ?? [UInt8(ascii: " ")]
  }

  /// At least one line; where nothing is known to be understood, few: each can spoil the rest.
  private func fresh(
    _ generator: inout SeededGenerator, _ word: Word, most: Int
  ) -> [UInt8] {
    let assign = assignment(&generator)
    if generator.chance(0.15) { return value(&generator, word, 0) }
    let count = [1, 1, 2, 3, 4][generator.below(most)]
    let lines = (0..<count).map { _ in line(&generator, word, assign) }
    let ending = generator.chance(0.9) ? [Self.newline] : generator.pick(signs) ?? [Self.newline]
    return Array(lines.joined(separator: ending)) + (generator.chance(0.3) ? ending : [])
  }

  private func line(
    _ generator: inout SeededGenerator, _ word: Word, _ assign: [UInt8]
  ) -> [UInt8] {
    switch generator.below(12) {
    case 0: return Array("[".utf8) + key(&generator, word) + Array("]".utf8)
    case 1: return (generator.pick(signs) ?? []) + key(&generator, word)
    case 2:
      let (open, close) = (Array("[[".utf8), Array("]]".utf8))
      return open + key(&generator, word) + close
    default:
      var line = key(&generator, word) + assign + value(&generator, word, 0)
      if generator.chance(0.1) {
        line += [UInt8(ascii: " ")] + (generator.pick(signs) ?? []) + word(&generator)
      }
      return line
    }
  }

  /// A name, mostly plain and from few, so that some names stand twice in a text.
  private func key(_ generator: inout SeededGenerator, _ word: Word) -> [UInt8] {
    let plain = [UInt8(ascii: "a") + UInt8(generator.below(4))]
    switch generator.below(8) {
    case 0...3: return plain
    case 4, 5: return plain + [UInt8(ascii: ".")] + [UInt8(ascii: "a") + UInt8(generator.below(4))]
    case 6:
      let mark = [UInt8(ascii: generator.chance(0.6) ? "\"" : "'")]
      return mark + word(&generator) + mark
    default: return word(&generator)
    }
  }

  private func quoted(_ text: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    let marks = ["\"", "'", "\"\"\"", "'''"]
    let mark = Array(marks[[0, 0, 0, 1, 1, 2, 3][generator.below(7)]].utf8)
    guard generator.chance(0.5) else { return mark + text + mark }
    let escape = escapes.escape(&generator)
    // A line ends in the marks that stand three times, if anywhere.
    let isLong = mark.count == 1 && escape.contains(Self.newline) && generator.chance(0.6)
    let around = isLong ? mark + mark + mark : mark
    return around + text + escape + (generator.chance(0.5) ? text : []) + around
  }

  private func value(
    _ generator: inout SeededGenerator, _ word: Word, _ depth: Int
  ) -> [UInt8] {
    switch generator.below(depth < 2 ? 12 : 8) {
    case 0, 1: return quoted(word(&generator), &generator)
    case 2: return generator.pick(bare) ?? word(&generator)
    case 3: return generator.pick(generator.chance(0.5) ? atoms : bare) ?? word(&generator)
    case 4: return Array(String(generator.below(2_000) - 500).utf8)
    case 5:
      let texts = [
        "1.5", "-0.0", "6e-3", "0x1F", "0o17", "0b101", "1_000", "+7", "inf", "nan", "007", "1e400",
        "2024-02-29", "2024-01-31T10:20:30Z", "2024-01-31 10:20:30.123456", "23:59:59",
        "2024-01-31T10:20:30+01:00", "2024-01-31t10:20:30.5-05:30", "2024-01-31t23:59:59z",
      ]
      return Array((generator.pick(texts) ?? "").utf8)
    case 6:
      let texts = ["true", "true", "false", "false", "null", "None"]
      return Array((generator.pick(texts) ?? "").utf8)
    case 7: return generator.pick(enclosed) ?? word(&generator)
    case 8, 9:
      let items = (0..<generator.below(4)).map { _ in value(&generator, word, depth + 1) }
      let between = Array((generator.pick([", ", ",", ",\n ", " , "]) ?? ",").utf8)
      let last: [UInt8] = generator.chance(0.15) ? between : []
      return Array("[".utf8) + Array(items.joined(separator: between)) + last + Array("]".utf8)
    default:
      let assign = assignment(&generator)
      let items = (0..<generator.below(4)).map { _ in
        key(&generator, word) + assign + value(&generator, word, depth + 1)
      }
      return Array("{".utf8) + Array(items.joined(separator: Array(", ".utf8)))
        + Array("}".utf8)
    }
  }
}
