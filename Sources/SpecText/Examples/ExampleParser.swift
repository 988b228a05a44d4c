import SpecModel

/// Collects examples; each form has its own extension.
struct ExampleParser {
  private(set) var examples: [Example] = []
  var consoleExamples: [ConsoleExample] = []
  var textExamples: [TextExample] = []
  var files: [ExampleFile] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var names: [String: Int] = [:]
  private var stepCount = 0
  /// Most steps that all examples together may have: each carries the steps that it depends on, so
  /// a hostile session could make far more of them than it has lines.
  static let mostSteps = 1_000_000
  let surface: StepBuilder.Surface

  init(surface: StepBuilder.Surface) { self.surface = surface }

  /// What the headings around an example, and its caption, say of it.
  struct Context {
    /// The nearest operation that is named.
    var operation: String?
    /// Requirements that the nearest heading names.
    var requirements: [String] = []
    /// The name that its heading gives: `Example: name`.
    var name: String?
    /// Whether it stands under Examples.
    var isUnderExamples = false
  }

  mutating func add(
    _ context: Context, operation: String, steps: [Step], expected: Example.Expectation,
    form: Example.Form, lines: SourceLines, requirements: [String] = []
  ) {
    examples.append(
      Example(
        id: id(line: lines.first, name: context.name),
        requirements: requirements.isEmpty ? context.requirements : requirements,
        operation: operation, steps: steps, expected: expected, form: form, lines: lines))
  }

  /// The name that a heading gives, or `ex-12`; a second one of the same name gets a number.
  mutating func id(line: Int, name: String?) -> String {
    let base = name ?? "ex-\(line)"
    let count = (names[base] ?? 0) + 1
    names[base] = count
    return count == 1 ? base : "\(base)-\(count)"
  }

  mutating func warn(
    _ rule: String = "example-unparsed", _ message: String, _ lines: SourceLines,
    remedy: String = ""
  ) {
    diagnostics.append(
      Diagnostic(rule: rule, severity: .warning, message: message, remedy: remedy, lines: lines))
  }

  /// Adds the example that `operand`, a result of `builder`, is, with what it must be.
  mutating func finish(
    _ builder: inout StepBuilder, _ operand: StepBuilder.Operand, _ outcome: OutcomeReader.Outcome,
    context: Context, form: Example.Form, lines: SourceLines, requirements: [String] = []
  ) throws(PythonSyntaxError) {
    guard case .result(let index) = operand else {
      throw PythonSyntaxError(reason: "it calls nothing of the library")
    }
    if case .operate("hash", _, _) = builder.recorded[index].step.action {
      throw PythonSyntaxError(reason: "a hash differs from run to run")
    }
    var last = index
    let target = builder.recorded[index].target
    let expected: Example.Expectation
    switch outcome {
    case .error(let type, let message): expected = .error(type: type, message: message)
    case .value(let value) where index == builder.recorded.count - 1: expected = .value(value)
    case .value(let value):
      // A value made before is shown: it may have changed since, so it is read anew.
      expected = .value(value)
      last = try shown(value, index, &builder)
    case .repr(let text):
      expected = .repr(text)
      last = operate("repr", on: index, [], &builder)
    case .expression(let expression):
      expected = .value(.bool(true))
      guard case .result(let other) = try builder.evaluate(expression) else {
        throw PythonSyntaxError(reason: "the outcome is not read")
      }
      last = operate("eq", on: index, [other], &builder)
    }
    let steps = builder.steps(upTo: last)
    stepCount += steps.count
    guard stepCount <= Self.mostSteps else {
      throw PythonSyntaxError(reason: "the spec's examples have too many steps in all")
    }
    add(
      context, operation: target, steps: steps, expected: expected, form: form, lines: lines,
      requirements: requirements)
  }

  private func operate(
    _ operation: String, on index: Int, _ others: [Int], _ builder: inout StepBuilder
  ) -> Int {
    let subject = builder.name(of: index)
    let arguments = others.map { Value.reference(builder.name(of: $0)) }
    _ = builder.append(
      .operate(operation, on: subject, arguments: arguments),
      target: builder.recorded[index].target, uses: [index] + others)
    return builder.recorded.count - 1
  }

  /// Reads a value again by an operator that gives it back.
  private func shown(_ value: Value, _ index: Int, _ builder: inout StepBuilder)
    throws(PythonSyntaxError) -> Int
  {
    switch value {
    case .array: return operate("list", on: index, [], &builder)
    case .string: return operate("str", on: index, [], &builder)
    case .object: return operate("copy", on: index, [], &builder)
    case .bool: return operate("bool", on: index, [], &builder)
    case .number: return operate("pos", on: index, [], &builder)
    case .null: throw PythonSyntaxError(reason: "None shows nothing")
    }
  }
}
