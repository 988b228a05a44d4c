import SpecModel

extension LintRule {
  static let noOperations = LintRule(
    "no-operations", .warning, "The spec names no operation, so nothing can be called."
  ) { input, rule in
    let spec = input.spec
    guard spec.operations.isEmpty else { return [] }
    return [
      rule.finding(
        "the spec names no operation", SourceLines(1, 1),
        remedy: "Write a heading such as ### `name(parameter) -> type`")
    ]
  }
}
