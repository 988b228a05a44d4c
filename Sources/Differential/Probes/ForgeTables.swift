import SpecModel

/// Everything that generation looks up, prepared once for all operations.
struct ForgeTables {
  let surface: SurfaceDescription
  let values: ValueForge
  let known: KnownInputs
  /// Operations whose results are not given to others.
  let endless: Set<String>
  /// Shapes and known values of each parameter, by operation.
  private(set) var plans: [String: OperationPlan] = [:]
  /// Symbols that give an object, by class.
  private(set) var givers: [String: [SurfaceDescription.Symbol]] = [:]
  /// Public subclasses and the class itself, by class.
  let classes: [String: SurfaceDescription.Symbol]
  /// Members that need no argument or whose arguments can be made, by class, for sequences.
  private(set) var members: [String: [SurfaceDescription.Symbol]] = [:]

  init(_ request: ProbeRequest, surface: SurfaceDescription, mined: [Probe]) {
    self.surface = surface
    var known = KnownInputs(surface: surface)
    for example in request.examples { known.learn(example.steps, target: example.operation) }
    for probe in mined + request.known { known.learn(probe.steps, target: probe.target) }
    self.known = known
    endless = request.endless
    let calls = known.calls.sorted { $0.key < $1.key }.flatMap(\.value)
    values = ValueForge(
      constants: request.constants,
      known: calls.flatMap { $0.arguments + $0.named.map(\.value) })
    classes = Dictionary(
      surface.symbols.filter { $0.kind == .class || $0.kind == .error }.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let ids = Set(classes.keys)
    for symbol in surface.symbols {
      plans[symbol.id] = OperationPlan(
        symbol, known: known, classes: ids, choices: request.choices)
      if let owner = symbol.owner, ids.contains(owner), symbol.isProbed, !symbol.isStatic {
        members[owner, default: []].append(symbol)
      }
    }
    for id in ids { givers[id] = known.givers(of: id, in: surface) }
    shareByName()
  }

  /// Fewer known values than this and a parameter also gets those of its namesakes.
  private static let few = 8
  /// Most values taken from namesakes.
  private static let mostShared = 200

  /// What works for a parameter of one operation often works for one of the same name in another.
  private mutating func shareByName() {
    var shared: [String: [Value]] = [:]
    for symbol in surface.symbols {
      for slot in plans[symbol.id]?.slots ?? [] {
        shared[slot.parameter.name, default: []] += slot.values
      }
    }
    let ids = Set(classes.keys)
    for symbol in surface.symbols {
      guard var plan = plans[symbol.id] else { continue }
      for index in plan.slots.indices where plan.slots[index].values.count < Self.few {
        let name = plan.slots[index].parameter.name
        let more = Array((shared[name] ?? []).prefix(Self.mostShared))
        if !more.isEmpty { plan.slots[index].learn(more, classes: ids) }
      }
      plans[symbol.id] = plan
    }
  }
}

/// What is known of an operation's parameters.
struct OperationPlan {
  /// One parameter.
  struct Slot {
    let parameter: Parameter
    /// Shapes that it takes; the likeliest more than once.
    private(set) var shapes: [TypeShape]
    /// Values that are known to work, verbatim.
    private(set) var values: [Value]
    /// The texts among them and the default, cut into tokens.
    private(set) var texts: [TokenText]
    /// Constants that the subject compares a parameter of this name with.
    let choices: [Value]

    init(
      _ parameter: Parameter, values: [Value], objects: [String], classes: Set<String>,
      choices: [Value] = []
    ) {
      self.parameter = parameter
      self.choices = choices
      self.values = Set(values).sorted {
        $0.canonicalBytes.lexicographicallyPrecedes($1.canonicalBytes)
      }
      shapes = OperationPlan.shapes(parameter, values, objects, classes)
      let text = parameter.defaultValue.flatMap { try? Value(parsing: $0) }?.stringValue ?? ""
      texts = OperationPlan.texts(text.isEmpty ? values : values + [.string(text)])
    }

    /// Takes further values that are known to work in.
    mutating func learn(_ more: [Value], classes: Set<String>) {
      let objects = shapes.compactMap { shape -> String? in
        if case .object(let name) = shape { name } else { nil }
      }
      self = Slot(
        parameter, values: values + more, objects: objects, classes: classes, choices: choices)
    }
  }

  let symbol: SurfaceDescription.Symbol
  var slots: [Slot]
  let calls: [KnownCall]

  init(
    _ symbol: SurfaceDescription.Symbol, known: KnownInputs, classes: Set<String>,
    choices: [String: [Value]] = [:]
  ) {
    self.symbol = symbol
    calls = known.calls[symbol.id] ?? []
    let parameters = symbol.parameters ?? Self.guessed(calls)
    var slots: [Slot] = []
    for (place, parameter) in parameters.enumerated() {
      var values: [Value] = []
      for call in calls {
        if parameter.kind == .rest {
          values += call.arguments.dropFirst(place)
        } else if parameter.kind != .keyword, call.arguments.indices.contains(place) {
          values.append(call.arguments[place])
        }
        values += call.named.filter { $0.key == parameter.name }.map(\.value)
      }
      let objects =
        known.objectArguments["\(symbol.id)/\(place)", default: []]
        + known.objectArguments["\(symbol.id)/\(parameter.name)", default: []]
      slots.append(
        Slot(
          parameter, values: values, objects: objects, classes: classes,
          choices: choices[parameter.name] ?? []))
    }
    self.slots = slots
  }

  /// Where a language can't tell the parameters: as many by place as the longest known call has.
  private static func guessed(_ calls: [KnownCall]) -> [Parameter] {
    let longest = calls.map(\.arguments.count).max() ?? 1
    let shortest = calls.map(\.arguments.count).min() ?? 0
    return (0..<longest).map {
      Parameter(name: "argument\($0)", required: $0 < shortest, kind: .positional)
    }
  }

  fileprivate static func texts(_ values: [Value]) -> [TokenText] {
    var strings: [String] = []
    for value in values { ValueForge.collect(value, &strings) }
    return Set(strings).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { TokenText(Array($0.utf8.prefix(TextForge.longest))) }
  }

  fileprivate static func shapes(
    _ parameter: Parameter, _ values: [Value], _ objects: [String], _ classes: Set<String>
  ) -> [TypeShape] {
    var shapes = AnnotationReader.shapes(parameter.type, classes: classes).filter { $0 != .any }
    if shapes.isEmpty {
      // Known values tell more than names do, and each kind counts once.
      for value in values.prefix(200) {
        let shape = TypeShape(of: value)
        if !shapes.contains(shape), shapes.count < 6 { shapes.append(shape) }
      }
      if let text = parameter.defaultValue, let value = try? Value(parsing: text),
        value["$type"] == nil, value["$callable"] == nil
      {
        let shape = TypeShape(of: value)
        if shape != .null, !shapes.contains(shape) { shapes.append(shape) }
      }
      if shapes.isEmpty, objects.isEmpty { shapes = TypeShape.hinted(by: parameter.name) }
    }
    for name in objects where !shapes.contains(.object(name)) { shapes.append(.object(name)) }
    return shapes.isEmpty ? [.any] : shapes
  }
}
