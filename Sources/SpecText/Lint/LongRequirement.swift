import SpecModel

extension LintRule {
  /// Longest requirement in characters: beyond it, it is several.
  static let longestRequirement = 500

  static let longRequirement = LintRule(
    "long-requirement", .warning, "A requirement is longer than 500 characters."
  ) { input, rule in
    input.spec.requirements.compactMap { requirement -> Diagnostic? in
      // Characters are never more than bytes, which are counted faster.
      guard requirement.text.utf8.count > longestRequirement,
        requirement.text.count > longestRequirement
      else { return nil }
      return rule.finding(
        "\(requirement.id) has \(requirement.text.count) characters", requirement.lines,
        remedy: "Split it: one requirement, one statement")
    }
  }
}
