import SpecModel

extension LintRule {
  static let operationWithoutExample = LintRule(
    "operation-without-example", .warning, "No example calls an operation."
  ) { input, rule in
    let spec = input.spec
    var called = Set(spec.examples.map(\.operation))
    // A method is called on a value, whose class the example need not say.
    var methods: Set<String> = []
    for example in spec.examples {
      for step in example.steps {
        guard case .call(let id, let value, _, _) = step.action else { continue }
        if value == nil { called.insert(id) } else { methods.insert(id) }
      }
    }
    // A command counts as a call of every operation that it names in a word.
    for command in spec.consoleExamples.flatMap(\.commands) {
      let words = command.command.utf8.split { byte in
        !(SignatureParser.isName(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."))
      }
      called.formUnion(words.map { String(decoding: $0, as: UTF8.self) })
    }
    func isCalled(_ operation: Operation) -> Bool {
      if called.contains(operation.id) { return true }
      guard let dot = operation.id.lastIndex(of: ".") else { return false }
      return methods.contains(String(operation.id[operation.id.index(after: dot)...]))
    }
    return spec.operations.filter { !isCalled($0) }.map { operation in
      rule.finding(
        "no example calls '\(operation.id)'", operation.lines,
        remedy: "Add a table of examples below it")
    }
  }
}
