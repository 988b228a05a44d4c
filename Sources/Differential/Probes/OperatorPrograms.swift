import SpecModel

/// Programs that apply operators to objects of a class.
extension ProgramForge {
  /// Operators that every object answers, for where a description names none.
  private static let assumed = ["eq", "eq", "ne", "str", "repr", "hash", "bool"]
  /// Operators between two values; those not named here take the object alone.
  private static let binary: Set = [
    "eq", "ne", "lt", "le", "gt", "ge", "contains", "add", "radd", "sub", "rsub", "mul", "rmul",
    "truediv", "floordiv", "mod", "pow", "and", "or", "xor", "getitem", "delitem", "matmul",
    "lshift", "rshift", "concat",
  ]

  /// Makes an object, perhaps uses it, and applies an operator; nil when none can be made.
  mutating func operatorProgram(_ symbol: SurfaceDescription.Symbol, combining: Bool) -> [Step]? {
    let known = symbol.operators.isEmpty ? Self.assumed : symbol.operators
    guard let name = generator.pick(known), let object = object(of: symbol.id, depth: 0) else {
      return nil
    }
    if combining { useBefore(object, symbol.id) }
    switch name {
    case "iter", "iterate": steps.append(Step(.iterate(on: object, limit: 20)))
    case "getitem", "item", "delitem", "setitem": subscripted(name, object)
    case "hash": hashed(symbol, object)
    case "next": next(object)
    case "format":
      let styles = ["", "s", "d", ">10", "%Y-%m-%d", "x", ".2f"]
      let style = generator.pick(styles) ?? ""
      steps.append(Step(.operate(name, on: object, arguments: [.string(style)])))
    case "call":
      steps.append(Step(.operate(name, on: object, arguments: [tables.values.any([], &generator)])))
    default:
      let operands = Self.binary.contains(name) ? [operand(symbol, object)] : []
      steps.append(Step(.operate(name, on: object, arguments: operands)))
    }
    return steps
  }

  /// Reads, deletes or sets an item; what a change leaves is seen afterwards.
  private mutating func subscripted(_ name: String, _ object: String) {
    let index: Value =
      generator.chance(0.7)
      ? .int(generator.below(6) - 2) : tables.values.any([], &generator)
    if name == "getitem" || name == "item" {
      steps.append(Step(.item(on: object, index: index)))
      return
    }
    let value = name == "setitem" ? [tables.values.any([], &generator)] : []
    steps.append(Step(.operate(name, on: object, arguments: [index] + value)))
    steps.append(Step(.operate("repr", on: object, arguments: [])))
  }

  /// Hashes two objects: whether equal ones hash alike is all that can be compared.
  private mutating func hashed(_ symbol: SurfaceDescription.Symbol, _ object: String) {
    if generator.chance(0.6), let other = twin(of: object) ?? self.object(of: symbol.id, depth: 0) {
      steps.append(Step(.operate("hash", on: other, arguments: [])))
    }
    steps.append(Step(.operate("hash", on: object, arguments: [])))
  }

  /// Makes a second object as `name` was made, with one argument changed or none: what two objects
  /// that hardly differ are to each other is where comparisons go wrong.
  mutating func twin(of name: String) -> String? {
    guard let maker = steps.last(where: { $0.name == name }),
      case .call(let id, let on, var arguments, var named) = maker.action
    else { return nil }
    let slots = tables.plans[id]?.slots ?? []
    if generator.chance(0.7), arguments.count + named.count > 0 {
      let place = generator.below(arguments.count + named.count)
      if place < arguments.count {
        if let slot = slots.indices.contains(place) ? slots[place] : slots.last {
          arguments[place] = value(slot, depth: 2)
        }
      } else {
        let key = named[place - arguments.count].key
        if let slot = slots.first(where: { $0.parameter.name == key }) {
          named[place - arguments.count].value = value(slot, depth: 2)
        }
      }
    }
    let twin = freshName()
    steps.append(Step(name: twin, .call(id, on: on, arguments: arguments, named: named)))
    return twin
  }

  private mutating func next(_ object: String) {
    for _ in 0...generator.below(4) {
      steps.append(Step(.operate("next", on: object, arguments: [])))
    }
  }

  /// The other side of a binary operator: another object of the class, the same one, or a value.
  private mutating func operand(_ symbol: SurfaceDescription.Symbol, _ object: String) -> Value {
    let choice = generator.below(10)
    if choice < 3, let other = twin(of: object) { return .reference(other) }
    if choice < 6, let other = self.object(of: symbol.id, depth: 0) { return .reference(other) }
    if choice < 7 { return .reference(object) }
    let slots = tables.plans[symbol.id]?.slots ?? []
    if let slot = generator.pick(slots) { return value(slot, depth: 1) }
    return tables.values.any([], &generator)
  }
}
