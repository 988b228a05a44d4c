import SpecModel

extension ProgramForge {
  /// A program with one argument of one of its calls changed, another call added before the last,
  /// or its last step repeated; nil where there is nothing to change.
  mutating func mutant(of steps: [Step], _ symbol: SurfaceDescription.Symbol) -> [Step]? {
    let places = steps.indices.filter { Self.hasArguments(steps[$0]) }
    guard let place = generator.pick(places) else { return program(symbol, combining: true) }
    var changed = steps
    changed[place].action = varied(steps[place].action)
    // Two changes at once now and then: some branches need both.
    if generator.chance(0.25), let other = generator.pick(places) {
      changed[other].action = varied(changed[other].action)
    }
    return changed
  }

  private static func hasArguments(_ step: Step) -> Bool {
    switch step.action {
    case .call(_, _, let places, let named): !places.isEmpty || !named.isEmpty
    case .operate(_, _, let arguments): !arguments.isEmpty
    case .item: true
    case .get, .iterate: false
    }
  }

  private mutating func varied(_ action: Step.Action) -> Step.Action {
    switch action {
    case .call(let id, let on, var places, var named):
      let index = generator.below(places.count + named.count)
      if index < places.count {
        places[index] = varied(places[index])
      } else {
        named[index - places.count].value = varied(named[index - places.count].value)
      }
      return .call(id, on: on, arguments: places, named: named)
    case .operate(let operation, let on, var arguments):
      let index = generator.below(arguments.count)
      arguments[index] = varied(arguments[index])
      return .operate(operation, on: on, arguments: arguments)
    case .item(let on, let index): return .item(on: on, index: varied(index))
    case .get, .iterate: return action
    }
  }

  /// Whether the members of an object may be changed singly: most tagged values have a form.
  private static func isOpen(_ members: [Value.Member]) -> Bool {
    !members.isEmpty && members.allSatisfy { !$0.key.hasPrefix("$") || $0.key == "$tuple" }
  }

  /// A value near another: a text with a token or two changed, a number one more or less, a
  /// container with one item changed; now and then anything of the same kind.
  private mutating func varied(_ value: Value) -> Value {
    if value["$ref"] != nil { return value }
    var texts: [String] = []
    ValueForge.collect(value, &texts)
    let known = texts.map { TokenText(Array($0.utf8.prefix(TextForge.longest))) }
    if let whole = value.intValue, generator.chance(0.5) {
      return .int(whole &+ [-1, 1, 0 &- whole, whole, 10][generator.below(5)])
    }
    if case .array(var items) = value, !items.isEmpty, generator.chance(0.7) {
      let index = generator.below(items.count)
      switch generator.below(4) {
      case 0: items.remove(at: index)
      case 1: items.insert(items[index], at: index)
      default: items[index] = varied(items[index])
      }
      return .array(items)
    }
    if case .object(var members) = value, Self.isOpen(members), generator.chance(0.7) {
      let index = generator.below(members.count)
      members[index].value = varied(members[index].value)
      return .object(members)
    }
    return tables.values.value(TypeShape(of: value), known, &generator)
  }
}
