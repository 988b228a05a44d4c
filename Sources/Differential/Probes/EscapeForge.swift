/// Makes escapes such as `\n`, `\u00e9` and a line's end behind a backslash, for quoted parts of a
/// notation's texts.
struct EscapeForge {
  private static let backslash = UInt8(ascii: "\\")
  /// What begins an escape in most notations, and what needs one.
  private static let common = [
    #"\n"#, #"\t"#, #"\\"#, #"\""#, #"\u00e9"#, #"\U0001F600"#, #"\x41"#, #"\q"#, "\\\n  ", "\n",
    "\"", "'", "\t", "\u{7f}", "\r\n",
  ].map { Array($0.utf8) }
  /// Hexadecimal numbers of characters, by how many digits they have; some name none.
  private static let numbers = [
    2: ["41", "e9", "7F", "00"], 4: ["00e9", "0041", "D800", "20AC"],
    8: ["0001F600", "00000041", "00110000", "0000dfff"],
  ]
  /// Digits behind a letter, in most notations.
  private static let usual: [UInt8: Int] = [
    UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8,
  ]
  /// What may stand behind a backslash and a blank.
  private static let endings = ["", "\n", "\n  ", " \n", "\n\n\t"].map { Array($0.utf8) }

  /// The subject's own: literals of a backslash and one character.
  private let own: [[UInt8]]

  /// A forge that knows the subject's literals.
  init(constants: [[UInt8]]) {
    let own = constants.filter { $0.count == 2 && $0[0] == Self.backslash }
    // Those that digits or blanks follow can go wrong in more ways.
    let longer = own.filter { Self.usual[$0[1]] != nil || TokenText.kind($0[1]) == .blanks }
    self.own = own + longer + longer
  }

  /// An escape; mostly one that the subject knows, with as many digits as its letter asks for.
  func escape(_ generator: inout SeededGenerator) -> [UInt8] {
    guard generator.chance(0.6), let escape = generator.pick(own) else {
      return generator.pick(Self.common) ?? []
    }
    switch TokenText.kind(escape[1]) {
    case .blanks: return escape + (generator.pick(Self.endings) ?? [])
    case .letters: return escape + digits(of: escape[1], &generator)
    default: return escape
    }
  }

  private func digits(of letter: UInt8, _ generator: inout SeededGenerator) -> [UInt8] {
    guard let count = Self.usual[letter] else { return [] }
    let other = [2, 4, 8][generator.below(3)]
    let texts = Self.numbers[generator.chance(0.85) ? count : other] ?? []
    let digits = Array((generator.pick(texts) ?? "").utf8)
    return generator.chance(0.1) ? Array(digits.dropLast()) : digits
  }
}
