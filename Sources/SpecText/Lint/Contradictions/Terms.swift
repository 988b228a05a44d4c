/// The words of a spec's statements, each looked up once: what contradiction rules compare.
///
/// Statements with the same text count once, because a sentence does not contradict itself.
struct Terms: Sendable {
  /// What stands between a word and the one before it.
  enum Gap: UInt8, Sendable {
    /// A space.
    case none
    /// A comma.
    case comma
    /// A semicolon, colon, dash, closing bracket, arrow or bar.
    case clause
    /// An opening bracket.
    case aside
  }

  /// A word that occurs.
  struct Entry: Sendable {
    /// In lower case; code without its backticks and what it is called with.
    var text: String
    /// Its stem or another word for the same thing, as a number.
    var stem: Int
    /// Whether it says the contrary of its stem: `unreachable`.
    var flips: Bool
    /// Whether it names something: code, or a word with an underscore, a digit or an inner capital.
    var isName: Bool
    /// Whether it has no subject of its own.
    var isEmpty: Bool
  }

  /// One word of a statement.
  struct Word: Sendable {
    /// Index of its entry.
    var entry: Int32
    /// What stands before it.
    var gap: Gap
  }

  /// Every word that occurs once.
  private(set) var entries: [Entry] = []
  /// Words of each statement; empty for one whose text occurred above.
  private(set) var words: [[Word]] = []
  /// In how many statements each stem occurs.
  private(set) var frequencies: [Int] = []
  /// Stems by number.
  private(set) var stems: [String] = []
  /// How many statements count.
  private(set) var count = 0
  private var known: [String: Int] = [:]
  private var stemNumbers: [String: Int] = [:]

  /// Longest statement that is compared, in bytes: each word of a clause is held against the
  /// others, and what is longer is no sentence.
  static let longestStatement = 2_000

  init(_ statements: [Statement]) {
    words.reserveCapacity(statements.count)
    var seen: Set<String> = []
    var last: [Int] = []
    for (place, statement) in statements.enumerated() {
      guard statement.text.utf8.count <= Self.longestStatement,
        seen.insert(statement.text).inserted
      else {
        words.append([])
        continue
      }
      let cut = cut(statement.text)
      for word in cut {
        let stem = entries[Int(word.entry)].stem
        while last.count < stems.count { last.append(-1) }
        if last[stem] != place {
          last[stem] = place
          frequencies[stem] += 1
        }
      }
      words.append(cut)
      count += 1
    }
  }

  /// How much a stem tells: 1 for what stands in every statement, one more for each halving.
  func weight(_ stem: Int) -> Int {
    let share = max(1, count / max(1, frequencies[stem]))
    return Int.bitWidth - share.leadingZeroBitCount
  }

  /// The number of a stem, nil where it does not occur.
  func number(of stem: String) -> Int? { stemNumbers[stem] }

  /// The entry of a word.
  func entry(_ word: Word) -> Entry { entries[Int(word.entry)] }

  /// The stems with subject of a text that need not be a statement, such as a heading; words that
  /// no statement holds are left out.
  func subject(ofText text: String) -> Set<Int> {
    var found: Set<Int> = []
    Cutter.cut(text) { token, _, _ in
      let place = known[token]
      if let place, !entries[place].isEmpty { found.insert(entries[place].stem) }
    }
    return found
  }

  // MARK: - Cutting

  private mutating func cut(_ text: String) -> [Word] {
    var found: [Word] = []
    Cutter.cut(text) { token, gap, isName in
      found.append(Word(entry: Int32(entry(token, isName: isName)), gap: gap))
    }
    return found
  }

  private mutating func entry(_ text: String, isName: Bool) -> Int {
    if let place = known[text] {
      if isName { entries[place].isName = true }
      return place
    }
    var (stem, flips) = Self.stem(text)
    if let synonym = CommonWords.synonyms[stem] {
      stem = synonym.stem
      flips = flips != synonym.flips
    }
    let number: Int
    if let place = stemNumbers[stem] {
      number = place
    } else {
      number = stems.count
      stems.append(stem)
      frequencies.append(0)
      stemNumbers[stem] = number
    }
    let isEmpty =
      CommonWords.empty.contains(text) || CommonWords.keywords.contains(text)
      || text.utf8.count == 1 && !isName
    entries.append(
      Entry(text: text, stem: number, flips: flips, isName: isName, isEmpty: isEmpty))
    known[text] = entries.count - 1
    return entries.count - 1
  }

  private static let noPrefix = [
    "uniq", "unit", "unix", "unic", "unif", "univ", "unio", "unti", "unle", "unde",
  ]

  /// The stem of a word, and whether `un` turns it round.
  private static func stem(_ text: String) -> (String, Bool) {
    if text.utf8.count >= 6, text.hasPrefix("un"),
      !noPrefix.contains(String(text.prefix(4)))
    {
      return (Stem.stem(String(text.dropFirst(2))), true)
    }
    return (Stem.stem(text), false)
  }
}
