import SpecModel

extension LintRule {
  static let numberConflict = LintRule(
    "number-conflict", .warning, "The same limit has one figure here and another there."
  ) { input, rule in
    let claims = NumberClaims(input).read()
    let likeness = Likeness(ofSmaller: 100, ofLarger: 70, leastCommon: 2, allowsEqual: true)
    return ClashFinder(input).clashes(claims, likeness, unless: ClashFinder.isException) {
      $0.value != $1.value
    }.map { clash in
      rule.finding(
        "unequal figures: " + input.quotes(clash),
        input.statements[clash.later.statement].lines, remedy: "Give one figure in both places")
    }
  }
}

/// Reads limits: `at most 5 retries`, `times out after 30 s`, `a maximum of 10 MB`.
private struct NumberClaims {
  /// What a figure bounds.
  private enum Bound: Int {
    case most, least, exactly, after
  }

  private static let bounds: [String: Bound] = [
    "most": .most, "up": .most, "max": .most, "maximum": .most, "exceed": .most, "limit": .most,
    "limited": .most, "within": .most, "capped": .most, "cap": .most, "longer": .most,
    "more": .most, "least": .least, "minimum": .least, "min": .least, "fewer": .least,
    "exactly": .exactly, "after": .after, "expires": .after, "expire": .after,
  ]

  /// Words that only say that there is a figure.
  private static let measures: Set<String> = [
    "size", "length", "number", "count", "amount", "limit", "limited", "cap", "capped", "exceed",
    "maximum", "max", "minimum", "min", "long", "longer", "large", "larger", "big", "wide",
    "fewer", "expire", "expires", "total", "time", "times",
  ]

  private let input: LintInput

  init(_ input: LintInput) { self.input = input }

  func read() -> [Claim] {
    var claims: [Claim] = []
    for place in input.statements.indices {
      let words = input.terms.words[place]
      guard
        words.contains(where: { word in
          let first = input.terms.entry(word).text.utf8.first ?? 0
          return (0x30...0x39).contains(first)
        })
      else { continue }
      for clause in input.terms.clauses(of: place) where !clause.isAdrift {
        if let claim = claim(of: clause, statement: place) { claims.append(claim) }
      }
    }
    return claims
  }

  /// The clause's limit; nil where it has none, or more than one figure.
  private func claim(of clause: Terms.Clause, statement: Int) -> Claim? {
    let figures = clause.words.indices.filter { Self.isFigure(clause.words[$0].text) }
    guard figures.count == 1, let place = figures.first,
      let bound = bound(of: clause, before: place)
    else { return nil }
    var skipped: Set<Int> = [place]
    var kind = -1
    var amount = Amount(clause.words[place].text)
    if amount?.kind == "", place + 1 < clause.words.count {
      let next = clause.words[place + 1]
      if let whole = Amount("\(clause.words[place].text) \(next.text)") {
        amount = whole
        skipped.insert(place + 1)
      } else if !next.isEmpty || next.text == "times" {
        kind = next.stem
        skipped.insert(place + 1)
      }
    }
    guard let amount else { return nil }
    if amount.kind == "time" { kind = -2 }
    if amount.kind == "size" { kind = -3 }
    for (index, word) in clause.words.enumerated() where Self.measures.contains(word.text) {
      skipped.insert(index)
    }
    var claim = Claim(
      statement: statement, subject: Set(clause.subject(without: skipped) + clause.before).sorted(),
      opposed: clause.opposed(without: skipped), respect: (kind + 3) * 4 + bound.rawValue,
      value: amount.thousandths)
    // `May be retried up to 3 times` is a limit as well as any.
    claim.isConditional = clause.words.contains {
      CommonWords.conditions.contains($0.text) && $0.text != "after"
    }
    return claim
  }

  private static func isFigure(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x30...0x39).contains(first) else { return false }
    return Amount(text) != nil
  }

  /// What the figure bounds, by the nearest such word before it.
  private func bound(of clause: Terms.Clause, before place: Int) -> Bound? {
    for index in stride(from: place - 1, through: max(0, place - 8), by: -1) {
      if let bound = Self.bounds[clause.words[index].text] {
        // `No less than` and `no more than` say the same as `at least` and `at most`.
        return index + 5 > place || bound == .most ? bound : nil
      }
    }
    return nil
  }
}
