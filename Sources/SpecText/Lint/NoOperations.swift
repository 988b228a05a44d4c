import SpecModel

extension LintRule {
  static let noOperations = LintRule(
    "no-operations", .warning, "The spec names no operation, so nothing can be called."
  ) { input, rule in
    let spec = input.spec
    // A command line, or a language of texts, is used without calls.
    guard spec.operations.isEmpty, spec.consoleExamples.isEmpty, spec.textExamples.isEmpty
    else { return [] }
    return [
      rule.finding(
        "the spec names no operation", SourceLines(1, 1),
        remedy: "Write a heading such as ### `name(parameter) -> type`")
    ]
  }
}
