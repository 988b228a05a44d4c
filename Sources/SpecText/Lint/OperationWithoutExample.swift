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
    // A command counts as a call of every operation that it names in a word.
    for command in spec.consoleExamples.flatMap(\.commands) {
      let words = command.command.utf8.split { byte in
        !(SignatureParser.isName(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."))
      }
      called.formUnion(words.map { String(decoding: $0, as: UTF8.self) })
    }
    return spec.operations.filter { !called.contains($0.id) }.map { operation in
      rule.finding(
        "no example calls '\(operation.id)'", operation.lines,
        remedy: "Add a table of examples below it")
    }
  }
}
