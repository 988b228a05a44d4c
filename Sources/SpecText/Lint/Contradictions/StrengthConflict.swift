import SpecModel

extension LintRule {
  static let strengthConflict = LintRule(
    "strength-conflict", .warning,
    "The same thing is required here, and optional or forbidden there."
  ) { input, rule in
    let claims = StrengthClaims.read(input)
    let likeness = Likeness(ofSmaller: 100, ofLarger: 60, leastCommon: 2)
    return ClashFinder(input).clashes(
      claims, likeness,
      unless: {
        $0.isConditional != $1.isConditional || ClashFinder.areOpposed($0, $1)
      }
    ) {
      $0.value != $1.value
    }.map { clash in
      let strengths = Requirement.Strength.allCases
      return rule.finding(
        "\(strengths[clash.later.value].rawValue) here, \(strengths[clash.earlier.value].rawValue) "
          + "there: " + input.quotes(clash),
        input.statements[clash.later.statement].lines,
        remedy: "Use one keyword in both places, or say in which case each holds")
    }
  }
}

/// Reads the keyword of each clause that has just one; rows of a test matrix are clauses too.
private enum StrengthClaims {
  static func read(_ input: LintInput) -> [Claim] {
    var claims: [Claim] = []
    for place in input.statements.indices where !input.terms.words[place].isEmpty {
      let holdsKeyword = input.terms.words[place].contains {
        CommonWords.keywords.contains(input.terms.entry($0).text)
      }
      guard holdsKeyword else { continue }
      for clause in input.terms.clauses(of: place) {
        let strengths = Set(strengths(of: clause))
        guard strengths.count == 1, let strength = strengths.first,
          let value = Requirement.Strength.allCases.firstIndex(of: strength)
        else { continue }
        claims.append(
          Claim(
            statement: place, subject: Set(clause.subject() + clause.before).sorted(),
            opposed: [], respect: 0, value: value,
            isConditional: clause.isConditional))
      }
    }
    return claims
  }

  private static func strengths(of clause: Terms.Clause) -> [Requirement.Strength] {
    clause.words.indices.compactMap { place in
      let isNegated =
        place + 1 < clause.words.count && clause.words[place + 1].text == "NOT"
        || place > 0 && clause.words[place - 1].text == "NOT"
      switch clause.words[place].text {
      case "MUST", "SHALL", "REQUIRED": return isNegated ? .mustNot : .must
      case "SHOULD", "RECOMMENDED": return isNegated ? .shouldNot : .should
      case "MAY", "OPTIONAL": return .may
      default: return nil
      }
    }
  }
}
