import SpecModel

/// Turns expressions into the steps of a probe: every call, attribute and operator is a step, and
/// what a later step uses gets a name.
struct StepBuilder {
  /// What an expression came to.
  enum Operand: Hashable {
    /// A value that is written down.
    case value(Value)
    /// The result of the step with this index.
    case result(Int)
  }

  /// A step with what is known of its result.
  struct Recorded {
    var step: Step
    /// The operation that it counts for.
    var target: String
    /// The class of its result, where that can be told.
    var owner: String?
    /// Indices of the steps whose results it uses.
    var uses: [Int]
    /// Whether it was written for its effect alone.
    var isEffect = false
  }

  /// What the spec says of its library.
  struct Surface {
    var module: String
    var operations: OperationParser

    /// The class that `text`, the return type of an operation of `owner`, names.
    func owner(returning text: String, of owner: String?) -> String? {
      if text == "Self" { return owner }
      guard let first = text.unicodeScalars.first, first.properties.isUppercase,
        OperationParser.plainName(text) != nil, !["None", "Any"].contains(text)
      else { return nil }
      return text
    }
  }

  var recorded: [Recorded] = []
  var variables: [String: Operand] = [:]
  /// Names that imports bound: a path of the surface, or nil for what is not of it.
  private var imported: [String: [String]?] = [:]
  private var names: Set<String> = []
  let surface: Surface

  init(surface: Surface) { self.surface = surface }

  // MARK: - Names

  /// Takes an import. With no module in the front matter every import is of the library.
  mutating func bind(_ binding: PythonStatement.Binding) {
    let module = surface.module.split(separator: ".").map(String.init)
    if module.isEmpty {
      imported[binding.name] = Array(binding.path.dropFirst())
    } else if binding.path.starts(with: module) {
      imported[binding.name] = Array(binding.path.dropFirst(module.count))
    } else if module.starts(with: binding.path) {
      // `import a` with the module `a.b`: the whole path is cut where it is used.
      imported[binding.name] = binding.path
    } else {
      imported.updateValue(nil, forKey: binding.name)
    }
  }

  /// The surface's path for a dotted name; throws for names of other modules.
  func resolved(_ path: [String]) throws(PythonSyntaxError) -> [String] {
    let module = surface.module.split(separator: ".").map(String.init)
    guard let root = path.first else { return path }
    if let bound = imported[root] {
      guard let bound else {
        throw PythonSyntaxError(reason: "'\(root)' is not of the library")
      }
      let whole = bound + path.dropFirst()
      return whole.starts(with: module) && !module.isEmpty
        ? Array(whole.dropFirst(module.count)) : whole
    }
    if !module.isEmpty, path.count > module.count, path.starts(with: module) {
      return Array(path.dropFirst(module.count))
    }
    return path
  }

  /// Gives the result of step `index` a name, and returns it.
  mutating func name(of index: Int, hint: String = "") -> String {
    if let name = recorded[index].step.name { return name }
    var count = hint.isEmpty ? names.count + 1 : 1
    var name = hint.isEmpty ? "v\(count)" : hint
    while names.contains(name) {
      count += 1
      name = hint.isEmpty ? "v\(count)" : "\(hint)_\(count)"
    }
    names.insert(name)
    recorded[index].step.name = name
    return name
  }

  mutating func append(_ action: Step.Action, target: String, owner: String? = nil, uses: [Int])
    -> Operand
  {
    recorded.append(Recorded(step: Step(action), target: target, owner: owner, uses: uses))
    return .result(recorded.count - 1)
  }

  // MARK: - What an example runs

  /// The steps that step `last` needs: those whose results it uses, and calls that may have changed
  /// them before. Names are dropped from what nothing in the list uses.
  func steps(upTo last: Int) -> [Step] {
    var needed: Set<Int> = [last]
    for index in stride(from: last, through: 0, by: -1) {
      let record = recorded[index]
      var mayChange = false
      if case .call = record.step.action {
        mayChange = record.isEffect || record.uses.contains { needed.contains($0) }
      }
      if needed.contains(index) || mayChange {
        needed.insert(index)
        needed.formUnion(record.uses)
      }
    }
    let used = Set(needed.flatMap { recorded[$0].uses })
    return needed.sorted().map { index in
      var step = recorded[index].step
      if !used.contains(index) { step.name = nil }
      return step
    }
  }
}
