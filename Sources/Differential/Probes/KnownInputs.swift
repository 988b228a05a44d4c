import SpecModel

/// A call whose arguments are data.
struct KnownCall: Hashable {
  var arguments: [Value]
  var named: [Value.Member]
}

/// Inputs that are known to work, taken from examples and mined probes: calls by operation, and
/// programs that make an object by class.
struct KnownInputs {
  /// Most calls kept for an operation; the rest shows little new.
  static let mostCalls = 400
  /// Most ways kept to make an object of a class.
  static let mostMakers = 60

  private(set) var calls: [String: [KnownCall]] = [:]
  /// Programs whose last step makes an object of the class and names it.
  private(set) var makers: [String: [[Step]]] = [:]
  /// Classes of objects seen as the argument at `operation/place` or `operation/name`.
  private(set) var objectArguments: [String: [String]] = [:]
  private var seen: Set<UInt64> = []
  private let classes: Set<String>
  private let returned: [String: String]

  init(surface: SurfaceDescription) {
    let classes = Set(surface.symbols.filter { $0.kind == .class || $0.kind == .error }.map(\.id))
    self.classes = classes
    var returned: [String: String] = [:]
    for symbol in surface.symbols {
      returned[symbol.id] = Self.classReturned(by: symbol, classes)
    }
    self.returned = returned
  }

  /// The class of the object that calling `symbol` gives; nil where it gives none or can't be told.
  private static func classReturned(
    by symbol: SurfaceDescription.Symbol, _ classes: Set<String>
  ) -> String? {
    if classes.contains(symbol.id) { return symbol.id }
    guard symbol.kind == .function || symbol.kind == .method else { return nil }
    for shape in AnnotationReader.shapes(symbol.returns, classes: classes) {
      if case .object(let name) = shape { return name }
    }
    let isSelf = symbol.returns.contains("Self")
    let name = symbol.id.split(separator: ".").last ?? ""
    let isMaker =
      symbol.isStatic && symbol.returns.isEmpty
      && ["parse", "from", "create", "new", "make", "of", "build", "now", "today", "load"]
        .contains { name.hasPrefix($0) }
    return isSelf || isMaker ? symbol.owner : nil
  }

  /// Takes the inputs of a program whose last call counts for `target`.
  mutating func learn(_ steps: [Step], target: String) {
    var classOf: [String: String] = [:]
    for (index, step) in steps.enumerated() {
      if index == steps.count - 1, let owner = owner(of: target) {
        // The target tells what the object is that its member is used on.
        if let on = object(of: step), classOf[on] == nil {
          classOf[on] = owner
          learnMaker(of: on, owner, steps, before: index)
        }
      }
      let operation = operation(step, classOf, index == steps.count - 1 ? target : nil)
      if case .call(_, _, let arguments, let named) = step.action, let operation {
        learnCall(operation, arguments, named, classOf)
      }
      if let name = step.name, let operation, let made = returned[operation] {
        classOf[name] = made
        learnMaker(of: name, made, steps, before: index + 1)
      }
    }
  }

  private func owner(of target: String) -> String? {
    if classes.contains(target) { return target }
    guard let dot = target.lastIndex(of: ".") else { return nil }
    let owner = String(target[..<dot])
    return classes.contains(owner) ? owner : nil
  }

  private func object(of step: Step) -> String? {
    switch step.action {
    case .call(_, let on, _, _), .get(_, let on): on
    case .operate(_, let on, _), .item(let on, _), .iterate(let on, _): on
    }
  }

  private func operation(_ step: Step, _ classOf: [String: String], _ target: String?) -> String? {
    guard case .call(let id, let on, _, _) = step.action else { return nil }
    guard let on else { return id }
    return classOf[on].map { "\($0).\(id)" } ?? target
  }

  private mutating func learnCall(
    _ operation: String, _ arguments: [Value], _ named: [Value.Member],
    _ classOf: [String: String]
  ) {
    func note(_ value: Value, _ place: String) {
      guard let name = value["$ref"]?.stringValue, let made = classOf[name] else { return }
      let key = "\(operation)/\(place)"
      if !(objectArguments[key]?.contains(made) ?? false) {
        objectArguments[key, default: []].append(made)
      }
    }
    for (index, value) in arguments.enumerated() { note(value, String(index)) }
    for member in named { note(member.value, member.key) }
    let call = KnownCall(arguments: arguments, named: named)
    let program = [Step(.call(operation, on: nil, arguments: arguments, named: named))]
    guard Reduction.references(of: program[0]).isEmpty,
      calls[operation, default: []].count < Self.mostCalls,
      seen.insert(StableHash.steps(program)).inserted
    else { return }
    calls[operation, default: []].append(call)
  }

  private mutating func learnMaker(of name: String, _ made: String, _ steps: [Step], before: Int) {
    guard let index = steps[..<before].lastIndex(where: { $0.name == name }) else { return }
    let program = Reduction.needed(for: index, in: steps)
    guard makers[made, default: []].count < Self.mostMakers,
      seen.insert(StableHash.steps(program) ^ StableHash.fnv1a(made.utf8)).inserted
    else { return }
    makers[made, default: []].append(program)
  }

  /// Ids of the operations whose call gives an object of `made`.
  func givers(of made: String, in surface: SurfaceDescription) -> [SurfaceDescription.Symbol] {
    surface.symbols.filter { returned[$0.id] == made && ($0.kind != .method || $0.isStatic) }
  }

  /// Whether calling `operation` gives an object of the surface.
  func givesObject(_ operation: String) -> Bool { returned[operation] != nil }
}

extension StableHash {
  /// Hash of a program's canonical spelling, eight bytes at a time; two of a million programs share
  /// one with a probability below 10⁻⁷, and then only a probe is lost.
  public static func steps(_ steps: [Step]) -> UInt64 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    for step in steps { step.value.write(to: &bytes) }
    return bytes.withUnsafeBytes { raw in
      var hash = UInt64(raw.count) &* 0x9e37_79b9_7f4a_7c15
      var place = 0
      while place + 8 <= raw.count {
        let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        hash = (hash ^ word) &* 0xff51_afd7_ed55_8ccd
        hash ^= hash >> 32
        place += 8
      }
      while place < raw.count {
        hash = (hash ^ UInt64(raw[place])) &* 0x100_0000_01b3
        place += 1
      }
      return mix(hash)
    }
  }
}
