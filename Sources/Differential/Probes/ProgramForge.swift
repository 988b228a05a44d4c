import SpecModel

/// Writes one program at a time: makes the objects it needs, gives them names, and calls.
struct ProgramForge {
  /// Deepest chain of objects made for objects.
  static let deepest = 3

  let tables: ForgeTables
  var generator: SeededGenerator
  var steps: [Step] = []
  var named = 0
  /// The last object made of each class.
  private(set) var objects: [String: String] = [:]

  init(_ tables: ForgeTables, _ generator: SeededGenerator) {
    self.tables = tables
    self.generator = generator
  }

  /// A program whose last call is of `symbol`; nil when no object could be made for it. A combining
  /// program uses other operations before, on the same object or for an argument.
  mutating func program(_ symbol: SurfaceDescription.Symbol, combining: Bool) -> [Step]? {
    steps = []
    named = 0
    objects = [:]
    switch symbol.kind {
    case .function: call(symbol, on: nil, combining: combining)
    case .class, .error:
      if generator.chance(0.5) || combining,
        let program = operatorProgram(symbol, combining: combining)
      {
        return program
      }
      steps = []
      objects = [:]
      call(symbol, on: nil, combining: false)
    case .method, .property:
      if symbol.isStatic, symbol.kind == .method {
        call(symbol, on: nil, combining: combining)
      } else {
        guard let owner = symbol.owner, let object = object(of: owner, depth: 0) else { return nil }
        if combining { useBefore(object, owner) }
        use(symbol, on: object)
      }
    case .constant: return nil
    }
    return steps
  }

  /// A program that only makes an object by calling `symbol`, under a name; nil when it needs an
  /// object that can't be made.
  mutating func trial(_ symbol: SurfaceDescription.Symbol) -> [Step]? {
    steps = []
    named = 0
    objects = [:]
    let arguments = arguments(symbol, depth: 0, faulty: 0)
    let name = freshName()
    steps.append(
      Step(
        name: name,
        .call(symbol.id, on: nil, arguments: arguments.places, named: arguments.named)))
    return steps
  }

  /// Calls the method or reads the property `symbol` of the object `name`.
  mutating func use(_ symbol: SurfaceDescription.Symbol, on name: String) {
    let member = String(symbol.id.split(separator: ".").last ?? "")
    if symbol.kind == .property {
      steps.append(Step(.get(member, on: name)))
    } else {
      let arguments = arguments(symbol, depth: 0)
      steps.append(
        Step(.call(member, on: name, arguments: arguments.places, named: arguments.named)))
    }
  }

  /// One to three other members of the same object first: state that they leave shows later.
  mutating func useBefore(_ object: String, _ owner: String) {
    let members = tables.members[owner] ?? []
    for _ in 0..<1 + generator.below(3) {
      if let member = generator.pick(members), member.kind == .method || generator.chance(0.3) {
        use(member, on: object)
      }
    }
  }

  private mutating func call(
    _ symbol: SurfaceDescription.Symbol, on name: String?, combining: Bool
  ) {
    var arguments = arguments(symbol, depth: 0)
    if combining, let place = arguments.places.indices.randomElement(using: &generator),
      arguments.places[place]["$ref"] == nil, let other = giver()
    {
      let given = self.arguments(other, depth: 1)
      let result = freshName()
      steps.append(
        Step(name: result, .call(other.id, on: nil, arguments: given.places, named: given.named)))
      arguments.places[place] = .reference(result)
    }
    steps.append(
      Step(.call(symbol.id, on: name, arguments: arguments.places, named: arguments.named)))
  }

  /// A function whose plain result can be another's argument, and comes to an end.
  private mutating func giver() -> SurfaceDescription.Symbol? {
    for _ in 0..<4 {
      let other = tables.surface.symbols[generator.below(tables.surface.symbols.count)]
      if other.kind == .function, !tables.known.givesObject(other.id),
        !tables.endless.contains(other.id)
      {
        return other
      }
    }
    return nil
  }

  mutating func freshName() -> String {
    named += 1
    return "v\(named)"
  }

  // MARK: Objects

  /// Adds the steps that make an object of `name` and gives the name it has; nil when there is no
  /// way to make one.
  mutating func object(of name: String, depth: Int) -> String? {
    guard depth <= Self.deepest else { return nil }
    let makers = tables.known.makers[name] ?? []
    let givers = tables.givers[name] ?? []
    if !makers.isEmpty, givers.isEmpty || generator.chance(0.8) {
      let made = replay(makers[generator.below(makers.count)])
      objects[name] = made
      return made
    }
    guard let giver = generator.pick(givers) else { return nil }
    // An object that can't be made tells nothing of its members: no faults here.
    let arguments = arguments(giver, depth: depth + 1, faulty: 0)
    let result = freshName()
    steps.append(
      Step(
        name: result,
        .call(giver.id, on: nil, arguments: arguments.places, named: arguments.named)))
    objects[name] = result
    return result
  }

  /// Adds a known program under fresh names; gives the name of its last step.
  private mutating func replay(_ program: [Step]) -> String? {
    var names: [String: String] = [:]
    var last: String?
    for step in program {
      var action = step.action.renamed(names)
      // Sometimes other arguments of the same operation, where they are known to work too.
      if names.isEmpty, case .call(let id, nil, _, _) = action, generator.chance(0.5),
        let call = tables.plans[id].flatMap({ generator.pick($0.calls) })
      {
        action = .call(id, on: nil, arguments: call.arguments, named: call.named)
      }
      let name = freshName()
      if let old = step.name { names[old] = name }
      steps.append(Step(name: name, action))
      last = name
    }
    return last
  }
}

extension Step.Action {
  /// The action with the names of earlier steps replaced.
  func renamed(_ names: [String: String]) -> Step.Action {
    if names.isEmpty { return self }
    func name(_ old: String) -> String { names[old] ?? old }
    func value(_ old: Value) -> Value {
      switch old {
      case .array(let items): return .array(items.map(value))
      case .object(let members):
        if let reference = old["$ref"]?.stringValue { return .reference(name(reference)) }
        return .object(members.map { .init($0.key, value($0.value)) })
      default: return old
      }
    }
    switch self {
    case .call(let id, let on, let arguments, let named):
      return .call(
        id, on: on.map(name), arguments: arguments.map(value),
        named: named.map { .init($0.key, value($0.value)) })
    case .get(let member, let on): return .get(member, on: on.map(name))
    case .item(let on, let index): return .item(on: name(on), index: value(index))
    case .iterate(let on, let limit): return .iterate(on: name(on), limit: limit)
    case .operate(let operation, let on, let arguments):
      return .operate(operation, on: name(on), arguments: arguments.map(value))
    }
  }
}
