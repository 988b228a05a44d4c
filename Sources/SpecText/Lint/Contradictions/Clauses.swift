extension Terms {
  /// A part of a statement with a verb of its own.
  struct Clause {
    /// Its words in order.
    var words: [Entry]
    /// Whether each word is negated by one before it.
    var negated: [Bool]

    /// The stems with a subject of their own, without those at `skipped`; sorted, each once.
    func subject(without skipped: Set<Int> = []) -> [Int] {
      var stems: Set<Int> = []
      for (place, word) in words.enumerated() where !word.isEmpty && !skipped.contains(place) {
        stems.insert(word.stem)
      }
      return stems.sorted()
    }

    /// Whether the negation stands right before the word, so that it is what does not happen: `not
    /// retried`, but neither `no retries` nor `not have retries`.
    var denied: [Bool]
    /// Whether it stands in brackets.
    var isAside = false
    /// What the clauses before it are about, where it has no subject of its own: `…, and must not
    /// be logged`.
    var before: [Int] = []

    /// Stems that are negated, without those at `skipped`.
    func opposed(without skipped: Set<Int> = []) -> Set<Int> {
      var stems: Set<Int> = []
      for (place, word) in words.enumerated() where !skipped.contains(place) {
        if word.flips != negated[place] { stems.insert(word.stem) }
      }
      return stems
    }

    /// Whether nothing in it says what it is about: it begins with a pronoun and a verb, or with a
    /// verb and nothing stands before it.
    var isAdrift: Bool {
      if isElliptic { return before.isEmpty }
      let rest = words.drop { ["and", "but", "so", "then", "or", "however"].contains($0.text) }
      guard let first = rest.first, let second = rest.dropFirst().first else { return true }
      return CommonWords.pronouns.contains(first.text)
        && CommonWords.auxiliaries.contains(second.text)
    }

    /// Whether it begins with a verb, so that its subject stands before it.
    var isElliptic: Bool {
      var place = 0
      while place < words.count, ["and", "but", "so", "then", "or"].contains(words[place].text) {
        place += 1
      }
      return place < words.count
        && (CommonWords.auxiliaries.contains(words[place].text)
          || CommonWords.negations.contains(words[place].text))
    }

    /// Whether it holds in a case that it names.
    var isConditional: Bool { words.contains { CommonWords.conditions.contains($0.text) } }
    /// Whether it permits rather than says.
    var isPermission: Bool { words.contains { CommonWords.permissions.contains($0.text) } }
  }

  /// The clauses of a statement. `atCommas` cuts at every comma, not only where a conjunction
  /// follows.
  func clauses(of statement: Int, atCommas: Bool = false) -> [Clause] {
    var found: [Clause] = []
    var words: [Entry] = []
    var negated: [Bool] = []
    var negates = 0
    var denied: [Bool] = []
    var denies = false
    var isAside = false
    var opening: [Int] = []
    func finish() {
      if !words.isEmpty {
        var clause = Clause(words: words, negated: negated, denied: denied, isAside: isAside)
        if clause.isElliptic { clause.before = opening }
        if opening.isEmpty { opening = clause.subject() }
        found.append(clause)
      }
      words = []
      negated = []
      denied = []
      negates = 0
      denies = false
    }
    for word in self.words[statement] {
      let entry = entries[Int(word.entry)]
      let opens = ["but", "while", "whereas", "although", "though", "and", "so"].contains(
        entry.text)
      if word.gap == .clause || word.gap == .aside || word.gap == .comma && (opens || atCommas)
        || !atCommas && ["but", "whereas", "although"].contains(entry.text)
      {
        finish()
        isAside = word.gap == .aside
      }
      words.append(entry)
      let isNegation = CommonWords.negations.contains(entry.text)
      let isSpent = CommonWords.afterNegation.contains(entry.text)
      let hasSubject = !entry.isEmpty || Opposites.outcomes[stems[entry.stem]] != nil
      negated.append(!isNegation && !isSpent && negates > 0 && hasSubject)
      denied.append(!isNegation && !isSpent && denies && hasSubject)
      if isNegation {
        negates = 3
        denies =
          CommonWords.verbNegations.contains(entry.text) && words.dropLast().last?.text != "need"
      } else {
        negates = hasSubject || isSpent ? 0 : max(0, negates - 1)
        denies = denies && ["be", "been", "being"].contains(entry.text)
      }
    }
    finish()
    return found
  }
}
