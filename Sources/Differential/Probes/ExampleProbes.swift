import SpecModel

/// Probes from the spec's examples and from neighbours of their inputs.
struct ExampleProbes {
  /// Neighbours made for one example.
  static let neighbours = 12

  let seed: Seed
  let values: ValueForge

  /// The example itself, in the dev pool.
  static func probe(_ example: Example) -> Probe {
    Probe(
      steps: example.steps, target: example.operation, origin: .example(example.id), pool: .dev)
  }

  /// Inputs near the example's: texts edited by token, numbers one off, case changed, emptied,
  /// doubled, arguments swapped, constants spliced in. All are in one pool.
  func neighbours(of example: Example) -> [Probe] {
    let pool = PoolAssignment.neighbours(of: example.id, seed: seed)
    var generator = seed.derived("neighbours/\(example.id)").generator
    var seen: Set<UInt64> = [StableHash.steps(example.steps)]
    var found: [Probe] = []
    for attempt in 0..<Self.neighbours * 4 where found.count < Self.neighbours {
      guard let steps = changed(example.steps, attempt, &generator),
        seen.insert(StableHash.steps(steps)).inserted
      else { continue }
      found.append(
        Probe(
          steps: steps, target: example.operation, origin: .neighbour(example.id), pool: pool))
    }
    return found
  }

  /// The program with one argument of one step changed; nil when it has no argument.
  private func changed(
    _ steps: [Step], _ attempt: Int, _ generator: inout SeededGenerator
  ) -> [Step]? {
    let places = steps.indices.filter { !Self.arguments(steps[$0]).isEmpty }
    guard let index = generator.pick(places) else { return nil }
    var arguments = Self.arguments(steps[index])
    var steps = steps
    if attempt % 8 == 7, arguments.count > 1 {
      arguments.swapAt(0, arguments.count - 1)
    } else {
      let open = arguments.indices.filter { arguments[$0]["$ref"] == nil }
      guard let place = generator.pick(open) else { return nil }
      arguments[place] = near(arguments[place], attempt, &generator)
    }
    steps[index].action = Self.replaced(steps[index], arguments)
    return steps
  }

  private func near(_ value: Value, _ attempt: Int, _ generator: inout SeededGenerator) -> Value {
    switch value {
    case .string(let text):
      switch attempt % 7 {
      case 0: return .string(text.uppercased())
      case 1: return .string(text + text)
      case 2 where attempt < 7: return .string("")
      default:
        return values.value(.string, [TokenText(Array(text.utf8))], &generator)
      }
    case .number(let text):
      if let whole = Int(text) {
        let near = [whole &+ 1, whole &- 1, 0 &- whole, whole &* 10, whole &+ 10, 0]
        return .int(generator.pick(near) ?? 0)
      }
      let number = Double(text) ?? 0
      return .float(generator.pick([number + 1, -number, number / 2, number + 0.5]) ?? 0)
    case .bool(let truth): return .bool(!truth)
    case .null: return values.any([], &generator)
    case .array(let items):
      guard !items.isEmpty, attempt % 4 != 0 else {
        return .array(attempt % 8 == 0 ? [] : items + items.suffix(1))
      }
      var items = items
      let place = generator.below(items.count)
      if attempt % 4 == 1 {
        items.remove(at: place)
      } else {
        items[place] = near(items[place], attempt, &generator)
      }
      return .array(items)
    case .object(let members):
      if let items = value["$tuple"] {
        return .tagged("$tuple", near(items, attempt, &generator))
      }
      let isTagged = members.first?.key.hasPrefix("$") ?? false
      if isTagged { return values.value(TypeShape(of: value), [], &generator) }
      guard !members.isEmpty else { return values.value(.map(.string, .any), [], &generator) }
      var members = members
      let place = generator.below(members.count)
      if attempt % 3 == 0 {
        members.remove(at: place)
      } else {
        members[place].value = near(members[place].value, attempt, &generator)
      }
      return .object(members)
    }
  }

  /// The values that a step takes, named ones last.
  private static func arguments(_ step: Step) -> [Value] {
    switch step.action {
    case .call(_, _, let arguments, let named): arguments + named.map(\.value)
    case .operate(_, _, let arguments): arguments
    case .item(_, let index): [index]
    case .get, .iterate: []
    }
  }

  private static func replaced(_ step: Step, _ values: [Value]) -> Step.Action {
    switch step.action {
    case .call(let id, let on, let arguments, let named):
      let names = zip(named, values.dropFirst(arguments.count)).map {
        Value.Member($0.key, $1)
      }
      return .call(
        id, on: on, arguments: Array(values.prefix(arguments.count)), named: names)
    case .operate(let name, let on, _): return .operate(name, on: on, arguments: values)
    case .item(let on, let index): return .item(on: on, index: values.first ?? index)
    case .get, .iterate: return step.action
    }
  }
}
