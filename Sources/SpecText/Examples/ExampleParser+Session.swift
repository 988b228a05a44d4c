import SpecModel

extension ExampleParser {
  /// One prompt of a session with what it printed.
  struct Prompt: Hashable {
    var source: String
    var output: [String]
    var lines: SourceLines
  }

  /// Cuts a session into prompts; `first` is the file's line of its first line.
  static func prompts(_ text: String, firstLine first: Int) -> [Prompt] {
    var prompts: [Prompt] = []
    var lines = text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    let indent = lines.first { $0.trimmed.hasPrefix(">>>") }.map {
      $0.utf8.prefix { $0 == 0x20 }.count
    }
    for (place, whole) in lines.enumerated() {
      let line =
        whole.utf8.prefix(indent ?? 0).allSatisfy { $0 == 0x20 }
        ? String(decoding: whole.utf8.dropFirst(indent ?? 0), as: UTF8.self) : whole
      if line == ">>>" || line.hasPrefix(">>> ") {
        prompts.append(
          Prompt(
            source: String(line.dropFirst(4)), output: [],
            lines: SourceLines(first + place, first + place)))
      } else if line == "..." || line.hasPrefix("... "), prompts.last?.output.isEmpty == true {
        prompts[prompts.count - 1].source += "\n" + line.dropFirst(4)
        prompts[prompts.count - 1].lines.last = first + place
      } else if !prompts.isEmpty {
        prompts[prompts.count - 1].output.append(line == "<BLANKLINE>" ? "" : line)
        if !line.isEmpty { prompts[prompts.count - 1].lines.last = first + place }
      }
    }
    for place in prompts.indices {
      while prompts[place].output.last?.isEmpty == true { prompts[place].output.removeLast() }
    }
    return prompts
  }

  /// Takes a `pycon` session: every prompt that prints is an example.
  mutating func take(session text: String, firstLine: Int, context: Context) {
    var builder = StepBuilder(surface: surface)
    var broken: Set<String> = []
    for prompt in Self.prompts(text, firstLine: firstLine) {
      guard !prompt.source.trimmed.isEmpty else { continue }
      let before = builder
      do throws(PythonSyntaxError) {
        if prompt.source.contains("doctest:"), prompt.source.contains("ELLIPSIS") {
          throw PythonSyntaxError(reason: "an outcome with gaps (ELLIPSIS) is not read")
        }
        let statements = try PythonStatement.statements(prompt.source)
        for name in broken where Self.mentions(name, statements) {
          throw PythonSyntaxError(reason: "it uses '\(name)', which could not be read")
        }
        guard builder.recorded.count < Self.longestSession else {
          throw PythonSyntaxError(reason: "the session is too long; begin another")
        }
        try take(prompt, statements, &builder, context)
        if Self.leavesNothing(prompt, since: before, builder) { builder = before }
      } catch {
        builder = before
        let name = prompt.source.utf8.prefix { SignatureParser.isName($0) }
        let rest = String(decoding: prompt.source.utf8.dropFirst(name.count), as: UTF8.self).trimmed
        if rest.hasPrefix("="), !rest.hasPrefix("==") {
          broken.insert(String(decoding: name, as: UTF8.self))
        }
        warn(
          "example-unparsed", "the example is not read: \(error.reason)", prompt.lines,
          remedy: "Write it with literals, names, calls and operators only")
      }
    }
  }

  /// Most steps that a session may keep for what follows.
  static let longestSession = 300

  /// Whether nothing that follows can depend on a prompt: it raised, or it printed what was made of
  /// plain values alone and bound no name.
  private static func leavesNothing(
    _ prompt: Prompt, since before: StepBuilder, _ builder: StepBuilder
  ) -> Bool {
    guard !prompt.output.isEmpty else { return false }
    if prompt.output[0].hasPrefix("Traceback") { return true }
    let count = before.recorded.count
    return builder.variables == before.variables
      && builder.recorded[count...].allSatisfy { $0.uses.allSatisfy { $0 >= count } }
  }

  private static func mentions(_ name: String, _ statements: [PythonStatement]) -> Bool {
    statements.contains { statement in
      switch statement {
      case .bind: false
      case .assign(_, let expression), .expression(let expression), .assert(let expression):
        expression.mentions(name)
      }
    }
  }

  private mutating func take(
    _ prompt: Prompt, _ statements: [PythonStatement], _ builder: inout StepBuilder,
    _ context: Context
  ) throws(PythonSyntaxError) {
    for (place, statement) in statements.enumerated() {
      let isLast = place == statements.count - 1
      switch statement {
      case .bind(let bindings): for binding in bindings { builder.bind(binding) }
      case .assign(let names, let expression):
        let operand = try builder.evaluate(expression)
        if isLast, !prompt.output.isEmpty {
          let outcome = OutcomeReader.outcome(session: prompt.output)
          guard case .error = outcome else {
            throw PythonSyntaxError(reason: "an assignment prints nothing")
          }
          try finish(
            &builder, operand, outcome, context: context, form: .session, lines: prompt.lines)
        }
        try builder.assign(names, operand)
      case .assert(let expression):
        let operand = try builder.evaluate(expression)
        try finish(
          &builder, operand, .value(.bool(true)), context: context, form: .session,
          lines: prompt.lines)
      case .expression(let expression):
        try take(prompt, expression, isLast: isLast, &builder, context)
      }
    }
  }

  private mutating func take(
    _ prompt: Prompt, _ expression: PythonExpression, isLast: Bool, _ builder: inout StepBuilder,
    _ context: Context
  ) throws(PythonSyntaxError) {
    var expression = expression
    var outcome = OutcomeReader.outcome(session: prompt.output)
    if case .call(.name("print"), let arguments, let named) = expression {
      guard arguments.count == 1, named.isEmpty else {
        throw PythonSyntaxError(reason: "'print' is read only with one argument")
      }
      expression = .call(.name("str"), arguments, named: [])
      switch outcome {
      case .error: break
      default: outcome = .value(.string(prompt.output.joined(separator: "\n")))
      }
    }
    let count = builder.recorded.count
    let operand = try builder.evaluate(expression)
    guard isLast, !prompt.output.isEmpty else {
      if case .result(let index) = operand, index >= count {
        builder.recorded[index].isEffect = true
      }
      return
    }
    try finish(&builder, operand, outcome, context: context, form: .session, lines: prompt.lines)
  }
}

extension StepBuilder {
  /// Binds names to a result; several names take its items.
  mutating func assign(_ names: [String], _ operand: Operand) throws(PythonSyntaxError) {
    if names.count == 1 {
      if case .result(let index) = operand { _ = name(of: index, hint: names[0]) }
      variables[names[0]] = operand
      return
    }
    guard case .result(let index) = operand else {
      throw PythonSyntaxError(reason: "a plain value is not taken apart")
    }
    let subject = name(of: index)
    for (place, name) in names.enumerated() {
      variables[name] = append(
        .item(on: subject, index: .int(place)), target: recorded[index].target, uses: [index])
    }
  }
}

extension PythonExpression {
  /// Whether the name occurs in it.
  func mentions(_ name: String) -> Bool {
    switch self {
    case .literal: false
    case .name(let own): own == name
    case .sequence(_, let items): items.contains { $0.mentions(name) }
    case .dictionary(let pairs):
      pairs.contains { $0.key.mentions(name) || $0.value.mentions(name) }
    case .attribute(let base, _): base.mentions(name)
    case .call(let callee, let arguments, let named):
      callee.mentions(name) || arguments.contains { $0.mentions(name) }
        || named.contains { $0.value.mentions(name) }
    case .item(let base, let index): base.mentions(name) || index.mentions(name)
    case .binary(_, let left, let right): left.mentions(name) || right.mentions(name)
    case .unary(_, let operand): operand.mentions(name)
    }
  }
}
