/// One step of a probe, as the driver protocol (version 1) defines it.
public struct Step: Sendable, Hashable {
  /// What the step does.
  public enum Action: Sendable, Hashable {
    /// Calls a function, a constructor or, with `on`, a method of a named value.
    case call(String, on: String?, arguments: [Value], named: [Value.Member])
    /// Reads an attribute of a named value or, without `on`, a constant of the module.
    case get(String, on: String?)
    /// Reads `on[index]`.
    case item(on: String, index: Value)
    /// Takes up to `limit` items of an iterable.
    case iterate(on: String, limit: Int)
    /// Applies an operator (`eq`, `lt`, `len`, `str`, `repr`, `hash`, …) to a named value.
    case operate(String, on: String, arguments: [Value])
  }

  /// The name that later steps use for the result; nil where none does.
  public var name: String?
  /// What the step does.
  public var action: Action

  /// A step.
  public init(name: String? = nil, _ action: Action) {
    self.name = name
    self.action = action
  }
}

extension Step {
  /// The step as the protocol writes it.
  public var value: Value {
    var members: [Value.Member] = []
    if let name { members.append(.init("let", .string(name))) }
    func add(_ key: String, _ value: Value?) {
      if let value { members.append(.init(key, value)) }
    }
    func add(arguments: [Value]) {
      if !arguments.isEmpty { add("args", .array(arguments)) }
    }
    switch action {
    case .call(let operation, let on, let arguments, let named):
      add("on", on.map(Value.string))
      add("call", .string(operation))
      add(arguments: arguments)
      if !named.isEmpty { add("kwargs", .object(named)) }
    case .get(let attribute, let on):
      add("on", on.map(Value.string))
      add("get", .string(attribute))
    case .item(let on, let index):
      add("on", .string(on))
      add("item", index)
    case .iterate(let on, let limit):
      add("on", .string(on))
      add("iterate", .int(limit))
    case .operate(let operation, let on, let arguments):
      add("on", .string(on))
      add("op", .string(operation))
      add(arguments: arguments)
    }
    return .object(members)
  }

  /// Reads a step as the protocol writes it; nil when it is none.
  public init?(_ value: Value) {
    let on = value["on"]?.stringValue
    let arguments = value["args"]?.arrayValue ?? []
    name = value["let"]?.stringValue
    if let operation = value["call"]?.stringValue {
      let named = value["kwargs"]?.objectValue ?? []
      action = .call(operation, on: on, arguments: arguments, named: named)
    } else if let attribute = value["get"]?.stringValue {
      action = .get(attribute, on: on)
    } else if let on, let index = value["item"] {
      action = .item(on: on, index: index)
    } else if let on, let limit = value["iterate"]?.intValue {
      action = .iterate(on: on, limit: limit)
    } else if let on, let operation = value["op"]?.stringValue {
      action = .operate(operation, on: on, arguments: arguments)
    } else {
      return nil
    }
  }
}
