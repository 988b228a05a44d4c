import SpecModel

extension ExampleParser {
  /// A fence with its place.
  struct Fence {
    var text: String
    var lines: SourceLines
  }

  /// Takes a pair of fences: what goes in and what comes out.
  mutating func take(input: Fence, output: Fence, context: Context) {
    let lines = SourceLines(input.lines.first, output.lines.last)
    guard let given = try? Value(parsing: input.text) else {
      return warn("the input is no JSON", input.lines, remedy: "Write one JSON value")
    }
    guard let result = try? Value(parsing: output.text) else {
      return warn("the output is no JSON", output.lines, remedy: "Write one JSON value")
    }
    guard let (steps, operation) = Self.steps(given, operation: context.operation) else {
      return warn(
        "the example names no operation", lines,
        remedy: "Put it under the operation's heading, or write {\"call\": …}")
    }
    add(
      context, operation: operation, steps: steps, expected: Self.expected(result), form: .pair,
      lines: lines)
  }

  /// Says that an input has no output.
  mutating func take(lonely input: Fence) {
    warn(
      "example-without-outcome", "the example has an input and no output", input.lines,
      remedy: "Put a fence ```json output below it")
  }

  private mutating func warn(_ message: String, _ lines: SourceLines, remedy: String) {
    warn("example-unparsed", message, lines, remedy: remedy)
  }

  private static func steps(_ input: Value, operation: String?) -> ([Step], String)? {
    if let items = input["do"]?.arrayValue {
      let steps = items.compactMap { Step($0) }
      guard steps.count == items.count, !steps.isEmpty else { return nil }
      var target = operation ?? ""
      for step in steps { if case .call(let id, _, _, _) = step.action { target = id } }
      return target.isEmpty ? nil : (steps, operation ?? target)
    }
    let keys = Set((input.objectValue ?? []).map(\.key))
    let isCall = !keys.isEmpty && keys.isSubset(of: ["call", "args", "kwargs"])
    guard let id = (isCall ? input["call"]?.stringValue : nil) ?? operation else { return nil }
    let arguments = isCall ? input["args"]?.arrayValue ?? [] : [input]
    let named = isCall ? input["kwargs"]?.objectValue ?? [] : []
    return (
      [Step(.call(id, on: nil, arguments: arguments.map(canonical), named: named))], id
    )
  }

  private static func expected(_ output: Value) -> Example.Expectation {
    let keys = Set((output.objectValue ?? []).map(\.key))
    if keys.isSubset(of: ["error", "message"]), let type = output["error"]?.stringValue {
      return .error(type: type, message: output["message"]?.stringValue)
    }
    if keys == ["raise"], let raised = output["raise"] {
      let type = raised.stringValue ?? raised["type"]?.stringValue ?? "Exception"
      return .error(type: type, message: raised["message"]?.stringValue)
    }
    if keys == ["return"], let value = output["return"] { return .value(canonical(value)) }
    return .value(canonical(output))
  }

  /// Numbers in the protocol's spelling: `1e2` is `100.0`.
  private static func canonical(_ value: Value) -> Value {
    switch value {
    case .number(let text):
      return Int(text) == nil ? Double(text).map(PythonValue.float) ?? value : PythonValue.int(text)
    case .array(let items): return .array(items.map(canonical))
    case .object(let members):
      return .object(members.map { .init($0.key, canonical($0.value)) })
    default: return value
    }
  }
}
