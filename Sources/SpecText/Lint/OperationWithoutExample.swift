import SpecModel

extension LintRule {
  static let operationWithoutExample = LintRule(
    "operation-without-example", .warning, "No example calls an operation."
  ) { input, rule in
    let spec = input.spec
    var called = Set(spec.examples.map(\.operation))
    for example in spec.examples {
      for step in example.steps {
        if case .call(let id, on: nil, _, _) = step.action { called.insert(id) }
      }
    }
    return spec.operations.filter { !called.contains($0.id) }.map { operation in
      rule.finding(
        "no example calls '\(operation.id)'", operation.lines,
        remedy: "Add a table of examples below it")
    }
  }
}
