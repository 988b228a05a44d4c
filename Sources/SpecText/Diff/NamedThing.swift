import SpecModel

/// Something of a spec that has a name: the same name in two versions is the same thing.
struct NamedThing {
  var subject: ModelChange.Subject
  var name: String
  /// Where it is stated, in document order; never empty.
  var places: [SourceLines]
  /// What it says in a fixed form, by name; a missing one says nothing.
  var aspects: [(name: String, value: String)] = []
  /// Everything that later places state, by the names that `aspects` gives such statements; those
  /// that say what the first one says are no aspects.
  var later: [String: String] = [:]
  var isOptional = false
  /// The thing that it is a part of and goes with.
  var whole: String?

  /// What distinguishes it from every other thing.
  var key: String { "\(subject.rawValue)\u{0}\(name)" }
}

extension NamedThing {
  /// All named things of a spec; of two with one name the first counts.
  static func all(in spec: Spec) -> [NamedThing] {
    let all =
      spec.operations.map(operation) + spec.settings.map(setting) + spec.entities.flatMap(entity)
      + spec.errors.map(error) + states(spec) + spec.transitions.map(transition)
      + spec.algorithms.map(algorithm) + examples(spec)
    var seen: Set<String> = []
    return all.filter { seen.insert($0.key).inserted }
  }

  private static func operation(_ operation: Operation) -> NamedThing {
    var thing = NamedThing(subject: .operation, name: operation.id, places: [operation.lines])
    for (place, parameter) in operation.parameters.enumerated() {
      var words = [parameter.required ? "required" : "optional"]
      if parameter.kind != .any { words.append(parameter.kind.rawValue) }
      if !parameter.type.isEmpty { words.append(parameter.type) }
      if let value = parameter.defaultValue { words.append("default \(value)") }
      // By name its place does not count.
      if parameter.kind != .keyword { words.append("place \(place + 1)") }
      thing.aspects.append(("parameter \(parameter.name)", words.joined(separator: ", ")))
    }
    if !operation.returns.isEmpty { thing.aspects.append(("returns", operation.returns)) }
    return thing
  }

  private static func setting(_ setting: Setting) -> NamedThing {
    var thing = NamedThing(
      subject: .setting, name: setting.key, places: setting.statements.map(\.lines),
      isOptional: setting.isExtension)
    if !setting.type.isEmpty { thing.aspects.append(("type", setting.type)) }
    if let value = setting.defaultValue { thing.aspects.append(("default", value)) }
    if let required = setting.statements.lazy.compactMap(\.isRequired).first {
      thing.aspects.append(("required", required ? "yes" : "no"))
    }
    // A later statement counts where it says something else.
    for (place, statement) in setting.statements.enumerated().dropFirst() {
      for (name, value, first) in [
        ("type", statement.type.isEmpty ? nil : statement.type, setting.type),
        ("default", statement.defaultValue, setting.defaultValue),
      ] {
        guard let value else { continue }
        thing.later["\(name) at place \(place + 1)"] = value
        if value != first { thing.aspects.append(("\(name) at place \(place + 1)", value)) }
      }
    }
    return thing
  }

  private static func entity(_ entity: Entity) -> [NamedThing] {
    let whole = NamedThing(
      subject: .entity, name: entity.name,
      places: [SourceLines(entity.lines.first, entity.lines.first)])
    let fields = entity.fields.map { field in
      var thing = NamedThing(
        subject: .field, name: "\(entity.name).\(field.name)", places: [field.lines],
        whole: whole.key)
      if !field.type.isEmpty { thing.aspects.append(("type", field.type)) }
      if let value = field.defaultValue { thing.aspects.append(("default", value)) }
      if let required = field.isRequired {
        thing.aspects.append(("required", required ? "yes" : "no"))
      }
      return thing
    }
    return [whole] + fields
  }

  private static func error(_ error: ErrorCode) -> NamedThing {
    var thing = NamedThing(subject: .error, name: error.code, places: error.places)
    if let exit = error.exit { thing.aspects.append(("exit", String(exit))) }
    return thing
  }

  /// A state is known by its name where only one machine has it: titles change more than names.
  private static func states(_ spec: Spec) -> [NamedThing] {
    var counts: [String: Int] = [:]
    for state in spec.states { counts[state.name, default: 0] += 1 }
    return spec.states.map { state in
      let name = counts[state.name] == 1 ? state.name : "\(state.machine): \(state.name)"
      return NamedThing(subject: .state, name: name, places: [state.lines])
    }
  }

  private static func transition(_ transition: Transition) -> NamedThing {
    let from = transition.from.isEmpty ? "any" : transition.from
    let to = transition.to.isEmpty ? "?" : transition.to
    var thing = NamedThing(
      subject: .transition,
      name: "\(from) → \(to)" + (transition.event.isEmpty ? "" : " on \(transition.event)"),
      places: [transition.lines])
    if !transition.condition.isEmpty { thing.aspects.append(("condition", transition.condition)) }
    return thing
  }

  private static func algorithm(_ algorithm: Algorithm) -> NamedThing {
    var thing = NamedThing(subject: .algorithm, name: algorithm.name, places: [algorithm.lines])
    if !algorithm.parameters.isEmpty {
      thing.aspects.append(("parameters", algorithm.parameters.joined(separator: ", ")))
    }
    return thing
  }

  private static func examples(_ spec: Spec) -> [NamedThing] {
    spec.examples.map { example in
      let steps = Value.array(example.steps.map(\.value)).description
      return NamedThing(
        subject: .example, name: "\(example.operation): \(steps)", places: [example.lines],
        aspects: [("outcome", outcome(example.expected))])
    }
      + spec.consoleExamples.map { example in
        NamedThing(
          subject: .example, name: "$ " + example.commands.map(\.command).joined(separator: " ; "),
          places: [example.lines],
          aspects: example.commands.map { command in
            let output = command.output.map { "\($0.text) (\($0.match.rawValue))" }
            return (
              "outcome of \(command.command)",
              "exit \(command.status): " + output.joined(separator: "\n")
            )
          })
      }
      + spec.textExamples.map {
        NamedThing(
          subject: .example, name: $0.input, places: [$0.lines], aspects: [("outcome", $0.output)])
      }
      + spec.files.map {
        NamedThing(
          subject: .example, name: "file \($0.name)", places: [$0.lines],
          aspects: [("content", $0.text)])
      }
  }

  private static func outcome(_ expected: Example.Expectation) -> String {
    switch expected {
    case .value(let value): value.description
    case .repr(let text): text
    case .error(let type, let message): "error \(type)" + (message.map { ": \($0)" } ?? "")
    }
  }
}
