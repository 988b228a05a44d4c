import SpecModel

/// Arguments of one call: those of a known call with some made anew, or all made anew.
extension ProgramForge {
  /// Share of the calls whose arguments are of another type, too few or too many.
  static let faulty = 0.08
  /// Fewer known calls of an operation than this are few.
  static let few = 10
  /// Share of the calls that are given one argument twice, where its shapes allow it.
  static let repeating = 0.12
  /// Share of varied calls that give one parameter more than the known call.
  static let adding = 0.15
  /// Share of the values that are one of those which the subject compares the parameter with.
  static let choosing = 0.25

  typealias Arguments = (places: [Value], named: [Value.Member])

  mutating func arguments(
    _ symbol: SurfaceDescription.Symbol, depth: Int, faulty: Double = Self.faulty
  ) -> Arguments {
    guard let plan = tables.plans[symbol.id] else { return ([], []) }
    var arguments: Arguments
    if !plan.calls.isEmpty, generator.chance(depth == 0 ? 0.5 : 0.8) {
      arguments = varied(plan, depth: depth)
    } else {
      arguments = composed(plan, depth: depth)
    }
    if generator.chance(Self.repeating) { repeatOne(&arguments, plan) }
    if generator.chance(faulty) { spoil(&arguments) }
    return arguments
  }

  /// A known call, with some of its arguments made anew.
  private mutating func varied(_ plan: OperationPlan, depth: Int) -> Arguments {
    let call = plan.calls[generator.below(plan.calls.count)]
    var arguments: Arguments = (call.arguments, call.named)
    // Few calls that are known would come again and again.
    let keep = depth > 0 ? 0.8 : plan.calls.count < Self.few ? 0.15 : 0.3
    for place in arguments.places.indices where !generator.chance(keep) {
      let slot = plan.slots.indices.contains(place) ? plan.slots[place] : plan.slots.last
      if let slot, slot.parameter.kind != .keyword {
        arguments.places[place] = value(slot, depth: depth)
      }
    }
    for index in arguments.named.indices where !generator.chance(keep) {
      let name = arguments.named[index].key
      if let slot = plan.slots.first(where: { $0.parameter.name == name }) {
        arguments.named[index].value = value(slot, depth: depth)
      }
    }
    if arguments.places.count > 1, generator.chance(0.05) {
      arguments.places.swapAt(0, arguments.places.count - 1)
    }
    if generator.chance(Self.adding) { addOne(&arguments, plan, depth: depth) }
    return arguments
  }

  private mutating func composed(_ plan: OperationPlan, depth: Int) -> Arguments {
    var arguments: Arguments = ([], [])
    var byPlace = true
    for slot in plan.slots {
      let parameter = slot.parameter
      switch parameter.kind {
      case .rest:
        guard byPlace else { continue }
        for _ in 0..<generator.below(4) { arguments.places.append(value(slot, depth: depth)) }
      case .keywordRest:
        for index in 0..<max(0, generator.below(4) - 1) {
          let asked = generator.chance(0.6) ? generator.pick(slot.choices)?.stringValue : nil
          let name = asked ?? "extra\(index)"
          if arguments.named.contains(where: { $0.key == name }) { continue }
          let given = slot.choices.isEmpty ? value(slot, depth: depth) : anything()
          arguments.named.append(.init(name, given))
        }
      case .keyword:
        guard parameter.required || generator.chance(0.5) else { continue }
        arguments.named.append(.init(parameter.name, value(slot, depth: depth)))
      case .any, .positional:
        guard parameter.required || generator.chance(0.5) else {
          byPlace = false
          continue
        }
        let mayName = parameter.kind == .any
        if mayName, !byPlace || generator.chance(0.12) {
          byPlace = false
          arguments.named.append(.init(parameter.name, value(slot, depth: depth)))
        } else if byPlace {
          arguments.places.append(value(slot, depth: depth))
        }
      }
    }
    return arguments
  }

  /// One argument too few, too many, unknown, or of any type.
  private mutating func spoil(_ arguments: inout Arguments) {
    switch generator.below(6) {
    case 0: _ = arguments.places.popLast()
    case 1: arguments.places.append(tables.values.any([], &generator))
    case 2 where !arguments.named.contains { $0.key == "unknown" }:
      arguments.named.append(.init("unknown", .int(1)))
    default:
      if arguments.places.isEmpty { return }
      let place = generator.below(arguments.places.count)
      arguments.places[place] = generator.chance(0.3) ? .null : tables.values.any([], &generator)
    }
  }

  private mutating func anything() -> Value { tables.values.any([], &generator) }

  /// Gives a parameter that the call leaves to its default.
  private mutating func addOne(
    _ arguments: inout Arguments, _ plan: OperationPlan, depth: Int
  ) {
    let free = plan.slots.enumerated().filter { place, slot in
      let kind = slot.parameter.kind
      let isGiven = kind != .keyword && place < arguments.places.count
      return (kind == .any || kind == .keyword) && !slot.parameter.required && !isGiven
        && !arguments.named.contains { $0.key == slot.parameter.name }
    }.map(\.element)
    guard let slot = generator.pick(free) else { return }
    arguments.named.append(.init(slot.parameter.name, value(slot, depth: depth)))
  }

  /// Gives one argument a second time, for another parameter of the same shapes: what two equal
  /// things are to each other is rarely met by chance.
  private mutating func repeatOne(_ arguments: inout Arguments, _ plan: OperationPlan) {
    guard arguments.places.count > 1 else { return }
    let from = generator.below(arguments.places.count)
    let into = generator.below(arguments.places.count)
    let slots = plan.slots
    guard from != into, slots.indices.contains(from), slots.indices.contains(into),
      slots[from].shapes == slots[into].shapes
    else { return }
    arguments.places[into] = arguments.places[from]
  }

  mutating func value(_ slot: OperationPlan.Slot, depth: Int) -> Value {
    if !slot.values.isEmpty, generator.chance(min(0.12, 0.015 * Double(slot.values.count))) {
      return slot.values[generator.below(slot.values.count)]
    }
    if !slot.choices.isEmpty, generator.chance(Self.choosing),
      let choice = slot.choice(tables, &generator)
    {
      return choice
    }
    let shape = slot.shapes[generator.below(slot.shapes.count)]
    if case .object(let name) = shape {
      if let old = objects[name], generator.chance(0.4), let twin = twin(of: old) {
        return .reference(twin)
      }
      if let object = object(of: name, depth: depth + 1) { return .reference(object) }
      return .null
    }
    return tables.values.value(shape, slot.texts, &generator)
  }
}
