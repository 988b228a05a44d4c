import SpecModel

extension SpecEncoding {
  /// Examples of every form in the order of their lines; `form` tells them apart.
  static func examples(of spec: Spec) -> [Value] {
    var all: [(line: Int, value: Value)] = []
    for example in spec.examples { all.append((example.lines.first, value(of: example))) }
    for example in spec.consoleExamples { all.append((example.lines.first, value(of: example))) }
    for example in spec.textExamples { all.append((example.lines.first, value(of: example))) }
    return all.sorted { $0.line < $1.line }.map(\.value)
  }

  /// A file that examples use.
  static func value(of file: ExampleFile) -> Value {
    .members([
      "name": .string(file.name), "text": .string(file.text), "lines": value(of: file.lines),
    ])
  }

  private static func value(of example: Example) -> Value {
    let expected: Value =
      switch example.expected {
      case .value(let value): .members(["return": value])
      case .repr(let text): .members(["repr": .string(text)])
      case .error(let type, let message):
        .members([
          "raise": .members(["type": .string(type), "message": optional(message)])
        ])
      }
    return .members([
      "id": .string(example.id), "operation": .string(example.operation),
      "form": .string(example.form.rawValue), "requirements": strings(example.requirements),
      "do": .array(example.steps.map(\.value)), "expected": expected,
      "lines": value(of: example.lines),
    ])
  }

  private static func value(of example: ConsoleExample) -> Value {
    let commands = example.commands.map { command in
      Value.members([
        "command": .string(command.command), "status": .int(command.status),
        "output": .array(
          command.output.map {
            .members(["text": .string($0.text), "match": .string($0.match.rawValue)])
          }),
        "lines": value(of: command.lines),
      ])
    }
    return .members([
      "id": .string(example.id), "form": .string("console"),
      "requirements": strings(example.requirements), "commands": .array(commands),
      "lines": value(of: example.lines),
    ])
  }

  private static func value(of example: TextExample) -> Value {
    .members([
      "id": .string(example.id), "form": .string("text"),
      "requirements": strings(example.requirements), "input": .string(example.input),
      "output": .string(example.output), "lines": value(of: example.lines),
    ])
  }
}
