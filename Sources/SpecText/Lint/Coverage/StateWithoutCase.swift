import SpecModel

extension LintRule {
  static let stateWithoutCase = LintRule(
    "state-without-case", .note, "No case, example or box to tick names a state."
  ) { input, rule in
    let states = input.spec.states
    guard !states.isEmpty else { return [] }
    let checked = CheckedText(input)
    guard !checked.isEmpty else { return [] }
    let named = checked.names(states.map(\.name))
    return states.filter { !named.contains($0.name) }.map { state in
      rule.finding(
        "no case or example names the state '\(state.name)' of '\(state.machine)'", state.lines,
        remedy: "Add a case that enters or leaves it and names it")
    }
  }
}
