import SpecModel

extension LintRule {
  static let propertyConflict = LintRule(
    "property-conflict", .warning,
    "Order, case, whitespace or duplicates count here and do not there."
  ) { input, rule in
    let claims = PropertyClaims(input).read()
    return PropertyClaims.clashes(claims, input).map { later, earlier in
      rule.finding(
        "the \(later.property.rawValue) \(later.counts ? "counts" : "does not count") here, and "
          + "\(earlier.counts ? "counts" : "does not") there: "
          + input.quotes(later.statement, earlier.statement),
        input.statements[later.statement].lines,
        remedy: "Say one of them, or say what each is true of")
    }
  }
}

/// Reads whether a property of data counts: `order is significant`, `in any order`.
private struct PropertyClaims {
  /// Properties that software in general keeps or does not.
  enum Property: String, CaseIterable {
    case order, whitespace, duplicates
    /// Upper and lower case of letters.
    case letterCase = "case of letters"
  }

  /// What is said.
  struct Found {
    var statement: Int
    var property: Property
    /// Whether it counts, or is kept.
    var counts: Bool
    /// Stems of the clause without the property and what is said of it.
    var subject: [Int]
    /// The same without words such as `output` that stand for what the section is about.
    var special: [Int]
  }

  private static let nouns: [String: Property] = [
    "order": .order, "whitespace": .whitespace, "duplic": .duplicates, "duplicat": .duplicates,
  ]
  private static let yes = stems(
    "keep preserve retain maintain significant matter guarantee stable respect honor important "
      + "relevant deterministic meaningful sensitive")
  private static let no = stems(
    "arbitrary unspecified undefined random irrelevant insignificant insensitive unimportant "
      + "unstable nondeterministic any remove ignore drop discard strip collapse reject forbid")

  private let input: LintInput

  init(_ input: LintInput) { self.input = input }

  private static func stems(_ words: String) -> Set<String> {
    Set(words.split(separator: " ").map { Stem.stem(String($0)) })
  }

  func read() -> [Found] {
    var found: [Found] = []
    for place in input.statements.indices where !input.terms.words[place].isEmpty {
      let words = input.terms.words[place]
      guard words.contains(where: { property(input.terms.entry($0)) != nil }) else { continue }
      for clause in input.terms.clauses(of: place, atCommas: true) {
        if let claim = claim(of: clause, statement: place) { found.append(claim) }
      }
    }
    return found
  }

  private func property(_ word: Terms.Entry) -> Property? {
    if word.text == "case" { return .letterCase }
    if word.text == "unordered" { return .order }
    return Self.nouns[input.terms.stems[word.stem]]
  }

  /// What one clause says; nil where it says both or nothing.
  private func claim(of clause: Terms.Clause, statement: Int) -> Found? {
    var noun: Int?
    var sides: Set<Bool> = []
    var used: Set<Int> = []
    for (place, word) in clause.words.enumerated() {
      if let property = property(word) {
        // `in case`, `test case`, `in order to` are none.
        if property == .letterCase, !speaksOfLetters(clause, at: place) { continue }
        if property == .order, next(clause, place, 1) == "to" { continue }
        noun = place
        used.insert(place)
        if word.text == "unordered" { sides.insert(false) }
        continue
      }
      let stem = word.text == "any" ? "any" : input.terms.stems[word.stem]
      if stem == "any", property(at: place + 1, clause) == nil { continue }
      // `Unspecified` is looked up as it stands, `unstable` as `stable` turned round.
      let whole = Stem.stem(word.text)
      if Self.no.contains(whole) || stem == "any" {
        sides.insert(clause.negated[place])
        used.insert(place)
      } else if Self.yes.contains(stem) {
        sides.insert(word.flips == clause.negated[place])
        used.insert(place)
      }
    }
    guard let noun, sides.count == 1, let counts = sides.first,
      let property = property(clause.words[noun]), !clause.isConditional, !clause.isPermission
    else { return nil }
    let subject = clause.subject(without: used)
    let special = subject.filter { !CommonWords.generic.contains(input.terms.stems[$0]) }
    return Found(
      statement: statement, property: property, counts: counts, subject: subject, special: special)
  }

  private func property(at place: Int, _ clause: Terms.Clause) -> Property? {
    place < clause.words.count ? property(clause.words[place]) : nil
  }

  private func next(_ clause: Terms.Clause, _ place: Int, _ step: Int) -> String {
    clause.words.indices.contains(place + step) ? clause.words[place + step].text : ""
  }

  private func speaksOfLetters(_ clause: Terms.Clause, at place: Int) -> Bool {
    let after = next(clause, place, 1)
    let before = next(clause, place, -1)
    return ["sensitive", "insensitive", "insensitively", "sensitively", "is"].contains(after)
      || ["ignoring", "ignores", "ignore", "letter", "preserves", "preserve"].contains(before)
  }

  /// Pairs that say contrary things of the same subject, or of one that a section's heading names.
  static func clashes(_ found: [Found], _ input: LintInput) -> [(Found, Found)] {
    let surroundings = Surroundings(input)
    var pairs: [(Found, Found)] = []
    for property in Property.allCases {
      let claims = found.filter { $0.property == property }
      // Every claim is held against the nearest few of the other side that share a word.
      var index: [Int: [Int]] = [:]
      for (place, claim) in claims.enumerated() {
        let words = Set(claim.special).union(surroundings.titles(of: claim.statement))
        var candidates: Set<Int> = []
        for word in words { candidates.formUnion(index[word] ?? []) }
        let other = candidates.sorted().first { other in
          claims[other].counts != claim.counts
            && areAlike(claim, claims[other], input, surroundings)
        }
        if let other { pairs.append((claim, claims[other])) }
        for word in words where index[word, default: []].count < ClashFinder.mostClaims {
          index[word, default: []].append(place)
        }
      }
    }
    return pairs
  }

  private static func areAlike(
    _ left: Found, _ right: Found, _ input: LintInput, _ surroundings: Surroundings
  ) -> Bool {
    let statements = input.statements
    guard abs(statements[left.statement].block - statements[right.statement].block) > 1 else {
      return false
    }
    let (smaller, larger) =
      left.special.count <= right.special.count ? (left, right) : (right, left)
    if smaller.special.isEmpty {
      // `Output order` means the output of what the section is about.
      let common = surroundings.titles(of: left.statement)
        .intersection(surroundings.titles(of: right.statement))
      return common.count >= 2 || common.contains { input.terms.weight($0) >= 6 }
    }
    let around = surroundings.stems(of: larger.statement)
    return smaller.special.contains { larger.special.contains($0) }
      && smaller.special.allSatisfy { larger.special.contains($0) || around.contains($0) }
  }
}
