import SpecModel

extension LintRule {
  static let duplicateID = LintRule(
    "duplicate-id", .error, "Two requirements or two examples have the same id."
  ) { input, rule in
    let spec = input.spec
    var found: [Diagnostic] = []
    var seen: [String: Int] = [:]
    let named =
      spec.requirements.map { ($0.id, $0.lines) } + spec.exampleMarks.map { ($0.id, $0.lines) }
    for (id, lines) in named {
      if let first = seen[id] {
        found.append(
          rule.finding(
            "'\(id)' is the id of something on line \(first) too", lines,
            remedy: "Give one of them another id"))
      } else {
        seen[id] = lines.first
      }
    }
    return found
  }
}
