import SpecModel

extension SpecEncoding {
  /// A setting; `lines` has the lines of every statement, `statements` what each says.
  static func value(of setting: Setting) -> Value {
    .members([
      "key": .string(setting.key), "type": .string(setting.type),
      "default": optional(setting.defaultValue), "extension": .bool(setting.isExtension),
      "lines": .array(setting.statements.map { value(of: $0.lines) }),
      "statements": .array(setting.statements.map(value)),
    ])
  }

  private static func value(of statement: Setting.Statement) -> Value {
    .members([
      "type": .string(statement.type), "default": optional(statement.defaultValue),
      "required": truth(statement.isRequired), "text": .string(statement.text),
      "section": .string(statement.section), "lines": value(of: statement.lines),
    ])
  }

  /// An entity with its fields.
  static func value(of entity: Entity) -> Value {
    .members([
      "name": .string(entity.name), "fields": .array(entity.fields.map(value)),
      "section": .string(entity.section), "lines": value(of: entity.lines),
    ])
  }

  private static func value(of field: Entity.Field) -> Value {
    .members([
      "name": .string(field.name), "type": .string(field.type),
      "required": truth(field.isRequired), "default": optional(field.defaultValue),
      "text": .string(field.text), "lines": value(of: field.lines),
    ])
  }

  /// An error code; `lines` has the lines of every statement.
  static func value(of error: ErrorCode) -> Value {
    .members([
      "code": .string(error.code), "when": .string(error.when),
      "exit": error.exit.map(Value.int) ?? .null, "section": .string(error.section),
      "lines": .array(error.places.map { value(of: $0) }),
    ])
  }

  /// A state of a machine.
  static func value(of state: State) -> Value {
    .members([
      "name": .string(state.name), "machine": .string(state.machine),
      "text": .string(state.text), "lines": value(of: state.lines),
    ])
  }

  /// A transition; an empty `from` is any state.
  static func value(of transition: Transition) -> Value {
    .members([
      "from": .string(transition.from), "to": .string(transition.to),
      "event": .string(transition.event), "condition": .string(transition.condition),
      "machine": .string(transition.machine), "lines": value(of: transition.lines),
    ])
  }

  /// An algorithm; `undefined` repeats the names of the calls that nothing defines.
  static func value(of algorithm: Algorithm) -> Value {
    let calls = algorithm.calls.map { call in
      Value.members([
        "name": .string(call.name), "defined": .bool(call.isDefined), "line": .int(call.line),
      ])
    }
    return .members([
      "name": .string(algorithm.name), "parameters": strings(algorithm.parameters),
      "calls": .array(calls),
      "undefined": strings(algorithm.calls.filter { !$0.isDefined }.map(\.name)),
      "section": .string(algorithm.section), "lines": value(of: algorithm.lines),
    ])
  }

  /// A truth value, or null where the spec does not say.
  static func truth(_ truth: Bool?) -> Value { truth.map(Value.bool) ?? .null }
}
