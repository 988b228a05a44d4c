import SpecModel

extension LintRule {
  static let outcomeConflict = LintRule(
    "outcome-conflict", .warning, "The same thing has one outcome here and its opposite there."
  ) { input, rule in
    let claims = OutcomeClaims(input).read()
    let likeness = Likeness(ofSmaller: 100, ofLarger: 60, leastCommon: 2)
    return ClashFinder(input).clashes(claims, likeness, unless: ClashFinder.isException) {
      OutcomeClaims.clash($0, $1)
    }.map { clash in
      rule.finding(
        "opposite outcomes: " + input.quotes(clash),
        input.statements[clash.later.statement].lines,
        remedy: "Say one of them, or say in which case each holds")
    }
  }
}

/// Reads what a clause says will happen: a word of `Opposites.Outcome`, or a word that some
/// clause negates.
private struct OutcomeClaims {
  /// The respect of claims whose value is an outcome; others have one for each stem, above it.
  private static let outcomes = 0

  private let input: LintInput

  init(_ input: LintInput) { self.input = input }

  static func clash(_ left: Claim, _ right: Claim) -> Bool {
    guard left.respect == outcomes else { return left.value != right.value }
    return Opposites.clash(
      Opposites.Outcome.allCases[left.value], Opposites.Outcome.allCases[right.value])
  }

  /// Every claim of the spec, in document order.
  func read() -> [Claim] {
    var clauses: [(statement: Int, clause: Terms.Clause)] = []
    var negated: Set<Int> = []
    for place in input.statements.indices where !input.terms.words[place].isEmpty {
      for clause in input.terms.clauses(of: place)
      where clause.words.count > 2 && !clause.isAside && !clause.isAdrift {
        clauses.append((place, clause))
        for (index, word) in clause.words.enumerated() where clause.denied[index] {
          negated.insert(word.stem)
        }
      }
    }
    return clauses.flatMap { claims(of: $0.clause, statement: $0.statement, negated: negated) }
  }

  private func claims(of clause: Terms.Clause, statement: Int, negated: Set<Int>) -> [Claim] {
    var found: [Claim] = []
    var outcomes: [Opposites.Outcome] = []
    for (place, word) in clause.words.enumerated() {
      let outcome = word.isName ? nil : Opposites.outcomes[input.terms.stems[word.stem]]
      let isNegated = clause.negated[place] != word.flips
      var claim = Claim(
        statement: statement,
        subject: Set(clause.subject(without: [place]) + clause.before).sorted(),
        opposed: clause.opposed(without: [place]), respect: word.stem + 1,
        value: isNegated ? 1 : 0)
      claim.isConditional = clause.isConditional
      claim.isPermission = clause.isPermission
      if let outcome, !isNegated {
        outcomes.append(outcome)
        var outright = claim
        outright.respect = Self.outcomes
        outright.value = Opposites.Outcome.allCases.firstIndex(of: outcome) ?? 0
        found.append(outright)
      }
      // Negated in another way, it is neither said nor denied.
      guard clause.denied[place] == clause.negated[place] else { continue }
      if negated.contains(word.stem), !word.isEmpty || outcome != nil { found.append(claim) }
    }
    // `Ignored or rejected`: which of them is said of what can't be told.
    let isMixed = outcomes.contains { one in outcomes.contains { Opposites.clash(one, $0) } }
    return isMixed ? found.filter { $0.respect != Self.outcomes } : found
  }
}
