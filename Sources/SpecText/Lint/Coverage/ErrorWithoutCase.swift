import SpecModel

extension LintRule {
  static let errorWithoutCase = LintRule(
    "error-without-case", .note, "No case, example or box to tick names an error code."
  ) { input, rule in
    let errors = input.spec.errors
    guard !errors.isEmpty else { return [] }
    let checked = CheckedText(input)
    guard !checked.isEmpty else { return [] }
    let named = checked.names(errors.map(\.code))
    return errors.filter { !named.contains($0.code) }.compactMap { error in
      error.places.first.map {
        rule.finding(
          "no case or example names the error '\(error.code)'", $0,
          remedy: "Add a case that brings it about and names it")
      }
    }
  }
}
