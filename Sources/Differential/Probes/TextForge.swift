import SpecModel

/// A text cut into tokens: runs of letters, of digits, of blanks, and single other bytes.
struct TokenText {
  enum Class: Equatable { case letters, digits, blanks, other }

  var tokens: [[UInt8]]

  init(_ bytes: [UInt8]) {
    tokens = []
    var last: Class?
    for byte in bytes {
      let kind = Self.kind(byte)
      if kind == last, kind != .other {
        tokens[tokens.count - 1].append(byte)
      } else {
        tokens.append([byte])
      }
      last = kind
    }
  }

  static func kind(_ byte: UInt8) -> Class {
    switch byte {
    case 0x30...0x39: .digits
    case 0x41...0x5A, 0x61...0x7A, 0x80...: .letters
    case 0x20, 0x09...0x0D: .blanks
    default: .other
    }
  }

  var joined: [UInt8] { Array(tokens.joined()) }
}

/// Makes texts from texts: tokens of known inputs are dropped, doubled, swapped, replaced, spliced
/// with constants, and changed in case; some texts are made afresh, some are edge cases.
struct TextForge {
  /// Longest text that is made, in bytes.
  static let longest = 400
  /// Share of the texts near one of a notation that are made as one.
  static let notation = 0.65
  /// Texts that break programs: empty, blank, odd characters, look-alikes of other types.
  static let edges = [
    "", " ", "a", "A", "0", "-1", "1", "_", "-", ".", "  a  ", "\n", "a\tb", "é", "ß", "İ", "日本",
    "🙂", "e\u{301}", "None", "null", "true", "NaN", "1e3", "%s", "{}", "\\", "'", "\"", "\u{0}",
  ]
  /// Words for when nothing else is known.
  static let words = [
    "a", "b", "foo", "bar", "hello", "world", "Hello", "WORLD", "fooBar", "FooBar", "test", "x",
    "item", "node", "city", "bus", "quiz", "1", "2", "10", "007", "1.2.3", "2024-01-31", "12:30",
  ]
  static let separators = [" ", "_", "-", ".", ",", "/", ":", "", "  ", "--", "+", "=", ";", "|"]

  private let constants: [[UInt8]]
  private let keywords: [[UInt8]]
  private let tokens: [[UInt8]]
  /// Constants that are neither signs nor messages: samples of patterns are among them.
  private let plain: [[UInt8]]
  private let signs: [[UInt8]]
  private let grammar: GrammarForge?
  private let numbers: NumberForge
  private static let edgeBytes = edges.map { Array($0.utf8) }
  private static let wordBytes = words.map { Array($0.utf8) }
  private static let separatorBytes = separators.map { Array($0.utf8) }

  /// A forge with the given harvested constants and known texts of all parameters.
  init(constants: [String], known: [String], numbers: NumberForge = NumberForge([])) {
    self.numbers = numbers
    let usable = constants.filter { $0.utf8.count <= 60 }.map { Array($0.utf8) }
    self.constants = usable
    keywords = usable.filter { text in
      (1...16).contains(text.count)
        && text.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") }
    }
    signs = usable.filter { text in
      (1...4).contains(text.count)
        && text.allSatisfy { [.blanks, .other].contains(TokenText.kind($0)) }
    }
    let isSign = Set(signs)
    plain = usable.filter { text in
      !isSign.contains(text) && text.filter { $0 == UInt8(ascii: " ") }.count < 2
    }
    var unique: Set<[UInt8]> = []
    var tokens: [[UInt8]] = []
    for text in known.prefix(2000).map({ Array($0.utf8.prefix(200)) }) + usable {
      for token in TokenText(text).tokens where unique.insert(token).inserted {
        tokens.append(token)
      }
    }
    self.tokens = tokens
    grammar = GrammarForge(constants: usable, known: known.map { Array($0.utf8) })
  }

  /// A text like those of `known`, which may be empty.
  func text(_ known: [TokenText], _ generator: inout SeededGenerator) -> String {
    var bytes = draft(known, &generator)
    if !bytes.isEmpty, let size = numbers.size(&generator) {
      bytes = (0..<size).map { bytes[$0 % bytes.count] }
    }
    if bytes.count > Self.longest { bytes.removeLast(bytes.count - Self.longest) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func draft(_ known: [TokenText], _ generator: inout SeededGenerator) -> [UInt8] {
    if let grammar, generator.chance(Self.notation) {
      // Three looks: some of what is understood is empty or a comment.
      for _ in 0..<3 {
        guard let text = generator.pick(known)?.joined else { break }
        if GrammarForge.assignment(in: text) == nil { continue }
        return grammar.text(near: text, &generator) { word(&$0) }
      }
    }
    if let grammar, known.isEmpty, generator.chance(grammar.isLikely ? 0.75 : 0.25) {
      return grammar.text(near: nil, &generator) { word(&$0) }
    }
    let base = generator.pick(known)
    let choice = generator.below(100)
    if choice < 4 { return generator.pick(Self.edgeBytes) ?? [] }
    // Keywords of the subject: the names of parts, modes and units are short and plain.
    if choice < 12, let keyword = generator.pick(keywords) { return keyword }
    if choice < 24, let constant = generator.pick(constants) {
      return withConstant(constant, &generator)
    }
    guard let base else {
      // A constant: samples of the subject's patterns are among them.
      if choice < 45, let constant = generator.pick(plain) { return constant }
      return fresh(&generator)
    }
    if let grammar, generator.chance(grammar.isLikely ? 0.5 : 0.3) {
      return grammar.text(near: base.joined, &generator) { word(&$0) }
    }
    if choice < 36 { return fresh(&generator) }
    if choice < 46, let other = generator.pick(known) {
      return crossed(base, other, &generator)
    }
    if choice < 52, let other = generator.pick(known) {
      return base.joined + (generator.pick(signs) ?? separator(&generator)) + other.joined
    }
    var text = base
    // Mostly one or two edits: far from what works, most inputs fail in the same way.
    repeat { edit(&text, &generator) } while generator.chance(0.35)
    return text.joined
  }

  /// A constant alone, behind or before other letters, or in another case.
  private func withConstant(_ constant: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    switch generator.below(6) {
    case 0, 1: return constant
    case 2: return word(&generator) + constant
    case 3: return constant + word(&generator)
    case 4: return recased(constant, &generator)
    default: return word(&generator) + separator(&generator) + constant
    }
  }

  private func fresh(_ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = word(&generator)
    while generator.chance(0.5), bytes.count < Self.longest {
      bytes += separator(&generator)
      bytes += generator.chance(0.2) ? recased(word(&generator), &generator) : word(&generator)
    }
    return bytes
  }

  private func crossed(
    _ one: TokenText, _ other: TokenText, _ generator: inout SeededGenerator
  ) -> [UInt8] {
    let head = one.tokens.prefix(generator.below(one.tokens.count + 1))
    let tail = other.tokens.dropFirst(generator.below(other.tokens.count + 1))
    return Array(head.joined()) + Array(tail.joined())
  }

  private func word(_ generator: inout SeededGenerator) -> [UInt8] {
    switch generator.below(10) {
    case 0...4: return generator.pick(tokens) ?? generator.pick(Self.wordBytes) ?? []
    case 5...6: return generator.pick(Self.wordBytes) ?? []
    case 7: return number(&generator)
    default:
      return (0..<1 + generator.below(6)).map { _ in
        UInt8(ascii: "a") + UInt8(generator.below(26))
      }
    }
  }

  private func separator(_ generator: inout SeededGenerator) -> [UInt8] {
    generator.pick(Self.separatorBytes) ?? []
  }

  private func number(_ generator: inout SeededGenerator) -> [UInt8] { numbers.text(&generator) }

  private func edit(_ text: inout TokenText, _ generator: inout SeededGenerator) {
    guard !text.tokens.isEmpty else {
      text.tokens = [word(&generator)]
      return
    }
    let place = generator.below(text.tokens.count)
    switch generator.below(14) {
    case 0: text.tokens.remove(at: place)
    case 1: text.tokens.insert(text.tokens[place], at: place)
    case 2: text.tokens.swapAt(place, generator.below(text.tokens.count))
    case 3, 4: text.tokens[place] = alike(text.tokens[place], &generator)
    case 5: text.tokens.insert(generator.pick(constants) ?? separator(&generator), at: place)
    case 6: text.tokens.insert(separator(&generator), at: place)
    case 7, 8: text.tokens[place] = recased(text.tokens[place], &generator)
    case 9: text.tokens = Array(text.tokens.prefix(place + 1))
    case 10: text.tokens.append(word(&generator))
    case 11: text.tokens[place] = characterEdited(text.tokens[place], &generator)
    case 12: text.tokens.insert(word(&generator), at: 0)
    default: separators(&text, &generator)
    }
  }

  /// Another token of the same class: digits become a near or another number, letters another word.
  private func alike(_ token: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    switch token.first.map(TokenText.kind) {
    case .digits?:
      guard generator.chance(0.5), let value = Int(String(decoding: token, as: UTF8.self)),
        value < 1 << 53
      else { return generator.chance(0.2) ? [UInt8(ascii: "0")] + token : number(&generator) }
      return Array(String(max(0, value + (generator.chance(0.5) ? 1 : -1))).utf8)
    case .letters?: return word(&generator)
    default: return separator(&generator)
    }
  }

  private func recased(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 32 : byte }
    func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 32 : byte }
    switch generator.below(4) {
    case 0: return bytes.map(upper)
    case 1: return bytes.map(lower)
    case 2: return bytes.prefix(1).map(upper) + bytes.dropFirst().map(lower)
    default:
      var bytes = bytes
      if bytes.isEmpty { return bytes }
      let place = generator.below(bytes.count)
      bytes[place] = upper(bytes[place]) == bytes[place] ? lower(bytes[place]) : upper(bytes[place])
      return bytes
    }
  }

  /// One ASCII character dropped, doubled or replaced; other characters stay whole.
  private func characterEdited(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    let place = generator.below(bytes.count)
    guard bytes.indices.contains(place), bytes[place] < 0x80 else { return bytes }
    switch generator.below(3) {
    case 0: bytes.remove(at: place)
    case 1: bytes.insert(bytes[place], at: place)
    default: bytes[place] = UInt8(ascii: "a") + UInt8(generator.below(26))
    }
    return bytes
  }

  private func separators(_ text: inout TokenText, _ generator: inout SeededGenerator) {
    let new = separator(&generator)
    for place in text.tokens.indices {
      let kind = text.tokens[place].first.map(TokenText.kind)
      if kind == .blanks || kind == .other { text.tokens[place] = new }
    }
  }
}
