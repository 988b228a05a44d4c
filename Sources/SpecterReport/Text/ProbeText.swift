import SpecModel

/// Probes and observations for people, Python-like and always printable.
public enum ProbeText {
  /// A probe as the lines of a small program. A value that is named and then used once, as the
  /// object of the next step, is written in place: `Version.parse('1.2.3').bump_major()`.
  public static func lines(_ probe: Probe) -> [String] {
    var lines: [String] = []
    var inlined: (name: String, text: String)?
    for (place, step) in probe.steps.enumerated() {
      let text = text(step, inlined: inlined)
      inlined = nil
      guard let name = step.name, place + 1 < probe.steps.count else {
        lines.append(text)
        continue
      }
      if isUsedOnlyNext(name, after: place, in: probe.steps) {
        inlined = (name, text)
      } else {
        lines.append("\(Escaping.terminal(name)) = \(text)")
      }
    }
    return lines
  }

  /// A probe on one line, its steps divided by `; `, at most `limit` characters.
  public static func line(_ probe: Probe, limit: Int = 400) -> String {
    Cutting.middle(lines(probe).joined(separator: "; "), limit)
  }

  /// Whether `name` is used by the next step as its object and nowhere else.
  private static func isUsedOnlyNext(_ name: String, after place: Int, in steps: [Step]) -> Bool {
    guard object(steps[place + 1]) == name else { return false }
    let uses = steps[(place + 1)...].reduce(0) { all, step in
      let asArgument = arguments(step).reduce(0) { $0 + references(to: name, in: $1) }
      return all + asArgument + (object(step) == name ? 1 : 0)
    }
    return uses == 1
  }

  private static func references(to name: String, in value: Value) -> Int {
    switch value {
    case .array(let items): return items.reduce(0) { $0 + references(to: name, in: $1) }
    case .object(let members):
      if members.count == 1, value["$ref"]?.stringValue == name { return 1 }
      return members.reduce(0) { $0 + references(to: name, in: $1.value) }
    default: return 0
    }
  }

  private static func object(_ step: Step) -> String? {
    switch step.action {
    case .call(_, let on, _, _), .get(_, let on): on
    case .item(let on, _), .iterate(let on, _), .operate(_, let on, _): on
    }
  }

  private static func arguments(_ step: Step) -> [Value] {
    switch step.action {
    case .call(_, _, let arguments, let named): arguments + named.map(\.value)
    case .item(_, let index): [index]
    case .operate(_, _, let arguments): arguments
    case .get, .iterate: []
    }
  }

  private static func text(_ step: Step, inlined: (name: String, text: String)?) -> String {
    func subject(_ name: String) -> String {
      if let inlined, inlined.name == name { return inlined.text }
      return Escaping.terminal(name)
    }
    switch step.action {
    case .call(let operation, let on, let arguments, let named):
      let start = on.map { subject($0) + "." } ?? ""
      let all =
        arguments.map(PythonText.literal)
        + named.map { "\(Escaping.terminal($0.key))=\(PythonText.literal($0.value))" }
      return "\(start)\(Escaping.terminal(operation))(\(all.joined(separator: ", ")))"
    case .get(let attribute, let on):
      return (on.map { subject($0) + "." } ?? "") + Escaping.terminal(attribute)
    case .item(let on, let index): return "\(subject(on))[\(PythonText.index(index))]"
    case .iterate(let on, let limit): return "list(islice(\(subject(on)), \(limit)))"
    case .operate(let operation, let on, let arguments):
      return operated(operation, subject(on), arguments.map(PythonText.literal))
    }
  }

  private static let infix = [
    "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "add": "+", "sub": "-",
    "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "and": "&", "or": "|",
    "xor": "^", "matmul": "@", "lshift": "<<", "rshift": ">>",
  ]
  private static let prefix = ["neg": "-", "pos": "+", "invert": "~"]

  private static func operated(_ name: String, _ subject: String, _ arguments: [String]) -> String {
    if let sign = infix[name], arguments.count == 1 { return "\(subject) \(sign) \(arguments[0])" }
    if let sign = prefix[name], arguments.isEmpty { return "\(sign)\(subject)" }
    if name == "contains", arguments.count == 1 { return "\(arguments[0]) in \(subject)" }
    return "\(Escaping.terminal(name))(\(([subject] + arguments).joined(separator: ", ")))"
  }
}
