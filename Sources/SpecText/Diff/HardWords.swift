import SpecModel

/// What of a text binds by itself, so that a change of it is no mere change of words: code, numbers
/// in digits and words, negations, and words that have an opposite.
struct HardWords {
  /// A kind of hard word and the word itself in a form in which equal meanings are equal.
  enum Word: Hashable {
    case code(String)
    case number(String)
    case negation
    case outcome(Opposites.Outcome)
    /// A word with opposites that are told apart here alone: they clash with all others of a row.
    case side(row: Int, place: Int)
  }

  /// How often each occurs; code and numbers count once.
  private(set) var counts: [Word: Int] = [:]
  /// Whether a 1 is a figure: `one` and `once` often count nothing.
  private var hasFigureOne = false

  init(_ text: String) {
    // To name a code or a number twice says no more than to name it once.
    for span in TableRows.codeSpans(text) { counts[.code(span)] = 1 }
    for word in text.utf8.split(whereSeparator: { !Self.isWord($0) }) {
      take(String(decoding: word, as: UTF8.self).lowercased())
    }
  }

  private mutating func take(_ word: String) {
    if word.utf8.contains(where: { (0x30...0x39).contains($0) }) {
      counts[.number(word)] = 1
      if word == "1" { hasFigureOne = true }
    } else if let number = Self.numbers[word] {
      counts[.number(number)] = 1
    } else if Self.negations.contains(word) {
      counts[.negation, default: 0] += 1
    } else if let side = Self.sides[word] {
      counts[side, default: 0] += 1
    } else if let outcome = Opposites.outcomes[Stem.stem(word)] {
      counts[.outcome(outcome), default: 0] += 1
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  // MARK: - Differences

  /// What differs besides words, put so that it stands behind `has`; nil where only words do.
  static func difference(_ left: String, _ right: String) -> String? {
    if let whole = difference(HardWords(left), HardWords(right)) { return whole }
    // The same words may have changed places: `3 times in 5 s` and `5 times in 3 s`. Where one
    // stands in place of another, that is no other order of the same statements.
    var gone: String?
    for piece in WordDiff.pieces(from: left, to: right) {
      switch piece {
      case .old(let text): gone = text
      case .same: gone = nil
      case .new(let text):
        if let before = gone, softWords(before) == softWords(text),
          let what = exchange(HardWords(before), HardWords(text))
        {
          return what
        }
        gone = nil
      }
    }
    return nil
  }

  private static func difference(_ left: HardWords, _ right: HardWords) -> String? {
    let lost = left.surplus(over: right)
    let won = right.surplus(over: left)
    func differs(_ isMeant: (Word) -> Bool) -> Bool {
      lost.keys.contains(where: isMeant) || won.keys.contains(where: isMeant)
    }
    if differs({ if case .code = $0 { true } else { false } }) { return "other code in it" }
    let numbers = [(lost, left), (won, right)].contains { surplus, side in
      surplus.keys.contains { word in
        guard case .number(let number) = word else { return false }
        return number != "1" || side.hasFigureOne
      }
    }
    if numbers { return "other numbers in it" }
    if differs({ $0 == .negation }) { return "other negations in it" }
    return clash(lost, won) ? opposite : nil
  }

  /// The words of a text that are not hard.
  private static func softWords(_ text: String) -> [String] {
    WordDiff.words(text).filter { HardWords($0).counts.isEmpty }.map { word in
      String(decoding: word.lowercased().utf8.filter(isWord), as: UTF8.self)
    }
  }

  /// What one run of words in place of another says against it.
  private static func exchange(_ left: HardWords, _ right: HardWords) -> String? {
    let lost = left.surplus(over: right)
    let won = right.surplus(over: left)
    func both(_ isMeant: (Word) -> Bool) -> Bool {
      lost.keys.contains(where: isMeant) && won.keys.contains(where: isMeant)
    }
    if both({ if case .code = $0 { true } else { false } }) { return "other code in it" }
    if both(isNumber) { return "other numbers in it" }
    return clash(lost, won) ? opposite : nil
  }

  private static let opposite = "a word in it turned into its opposite"

  private static func isNumber(_ word: Word) -> Bool {
    if case .number = word { true } else { false }
  }

  private func surplus(over other: HardWords) -> [Word: Int] {
    var rest: [Word: Int] = [:]
    for (word, count) in counts where count > other.counts[word, default: 0] {
      rest[word] = count - other.counts[word, default: 0]
    }
    return rest
  }

  private static func clash(_ left: [Word: Int], _ right: [Word: Int]) -> Bool {
    left.keys.contains { one in
      right.keys.contains { other in
        switch (one, other) {
        case (.outcome(let one), .outcome(let other)): Opposites.clash(one, other)
        case (.side(let one, let from), .side(let other, let to)): one == other && from != to
        default: false
        }
      }
    }
  }

  // MARK: - Words

  private static let negations: Set<String> = [
    "not", "no", "never", "neither", "nor", "without", "unless", "except", "cannot",
    "don", "doesn", "isn", "aren", "won", "mustn", "shouldn",
  ]

  private static let numbers: [String: String] = [
    "zero": "0", "one": "1", "once": "1", "two": "2", "twice": "2", "three": "3", "thrice": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12",
  ]

  /// Words of place, order and size. Each row's words exclude each other; `/` joins words that
  /// mean the same. They are too common to be held against each other across a whole spec, as the
  /// rules on contradictions do with `Opposites`.
  private static let sides: [String: Word] = {
    let rows = [
      "first/initial/initially second third fourth fifth last/final/finally",
      "minimum/minimal/min/least/lowest/smallest/shortest/fewest "
        + "maximum/maximal/max/most/highest/largest/greatest/biggest/longest",
      "lower/smaller/less/fewer/shorter higher/larger/greater/more/bigger/longer",
      "lowercase/lowercased uppercase/uppercased", "oldest/earliest newest/latest", "older newer",
      "earlier/preceding/previous later/following/next", "above/over below/under", "left right",
      "start/starts/beginning/begin/begins end/ends", "open/opens/opened close/closes/closed",
      "true false", "all/every/each none", "always sometimes", "even odd",
      "increase/increases/increasing decrease/decreases/decreasing", "prepend append",
      "prepends appends", "leading trailing", "valid invalid", "absolute relative",
      "up down", "strict lenient", "lock/locks/locked unlock/unlocks/unlocked",
    ]
    var found: [String: Word] = [:]
    for (row, text) in rows.enumerated() {
      for (place, words) in text.split(separator: " ").enumerated() {
        for word in words.split(separator: "/") {
          found[String(word)] = .side(row: row, place: place)
        }
      }
    }
    return found
  }()
}
