import SpecModel

extension StepBuilder {
  /// Adds the steps of an expression.
  mutating func evaluate(_ expression: PythonExpression) throws(PythonSyntaxError) -> Operand {
    switch expression {
    case .literal(let value): return .value(value)
    case .sequence, .dictionary:
      var uses: [Int] = []
      return .value(try value(of: expression, uses: &uses))
    case .name, .attribute: return try read(expression)
    case .call(let callee, let arguments, let named):
      return try call(callee, arguments, named)
    case .item(let base, let index):
      let subject = try result(of: base)
      var uses = [subject]
      let value = try value(of: index, uses: &uses)
      return append(
        .item(on: name(of: subject), index: value),
        target: target(of: "__getitem__", on: subject), uses: uses)
    case .unary(let operation, let operand):
      let subject = try result(of: operand)
      return append(
        .operate(operation, on: name(of: subject), arguments: []),
        target: target(of: "__\(operation)__", on: subject),
        owner: operation == "not" ? nil : recorded[subject].owner, uses: [subject])
    case .binary(let operation, let left, let right):
      return try binary(operation, left, right)
    }
  }

  // MARK: - Arguments

  /// The value of an argument; results of other steps become references.
  mutating func value(of expression: PythonExpression, uses: inout [Int])
    throws(PythonSyntaxError) -> Value
  {
    switch expression {
    case .literal(let value): return value
    case .sequence(let tag, let items):
      var values: [Value] = []
      for item in items { values.append(try value(of: item, uses: &uses)) }
      return tag.map { .tagged($0, .array(values)) } ?? .array(values)
    case .dictionary(let pairs):
      var values: [(key: Value, value: Value)] = []
      for pair in pairs {
        values.append(
          (try value(of: pair.key, uses: &uses), try value(of: pair.value, uses: &uses)))
      }
      return PythonValue.dictionary(values)
    default:
      if let callable = try callable(expression) { return callable }
      switch try evaluate(expression) {
      case .value(let value): return value
      case .result(let index):
        uses.append(index)
        return .reference(name(of: index))
      }
    }
  }

  private static let types: Set<String> = [
    "int", "float", "str", "bool", "bytes", "list", "tuple", "dict", "set", "object",
  ]

  /// A class or function that is passed on rather than called.
  private func callable(_ expression: PythonExpression) throws(PythonSyntaxError) -> Value? {
    guard let path = expression.path, let root = path.first, variables[root] == nil else {
      return nil
    }
    let resolved = try resolved(path)
    let id = resolved.joined(separator: ".")
    let isUpper = resolved.last?.unicodeScalars.first?.properties.isUppercase == true
    if path.count == 1, Self.types.contains(root) { return .tagged("$type", .string(root)) }
    if isUpper, resolved.last != resolved.last?.uppercased() {
      return .tagged("$type", .string(id))
    }
    return surface.operations.operation(id) == nil ? nil : .tagged("$callable", .string(id))
  }

  /// The step that an expression comes to; throws for what is only a value.
  mutating func result(of expression: PythonExpression) throws(PythonSyntaxError) -> Int {
    guard case .result(let index) = try evaluate(expression) else {
      throw PythonSyntaxError(reason: "it asks something of a plain value, not of the library")
    }
    return index
  }

  // MARK: - Attributes

  private mutating func read(_ expression: PythonExpression) throws(PythonSyntaxError) -> Operand {
    if let path = expression.path, let root = path.first {
      if let operand = variables[root] {
        guard path.count > 1 else { return operand }
      } else {
        let id = try resolved(path).joined(separator: ".")
        guard !id.isEmpty else {
          throw PythonSyntaxError(reason: "a module is no value that can be compared")
        }
        return append(.get(id, on: nil), target: id, uses: [])
      }
    }
    guard case .attribute(let base, let attribute) = expression else {
      throw PythonSyntaxError(reason: "it is not read")
    }
    let subject = try result(of: base)
    let target = target(of: attribute, on: subject)
    return append(
      .get(attribute, on: name(of: subject)), target: target,
      owner: surface.operations.operation(target).flatMap {
        surface.owner(returning: $0.returns, of: recorded[subject].owner)
      }, uses: [subject])
  }

  // MARK: - Calls

  private mutating func call(
    _ callee: PythonExpression, _ arguments: [PythonExpression],
    _ named: [PythonExpression.Keyword]
  ) throws(PythonSyntaxError) -> Operand {
    if let path = callee.path, let root = path.first, variables[root] == nil {
      let resolved = try resolved(path)
      if path.count == 1, let done = try builtin(root, resolved, arguments, named) { return done }
      return try call(path: resolved, arguments, named)
    }
    guard case .attribute(let base, let method) = callee else {
      throw PythonSyntaxError(reason: "what is called there is not read")
    }
    let subject = try result(of: base)
    var uses = [subject]
    let given = try values(arguments, named, &uses)
    let target = target(of: method, on: subject)
    let owner = surface.operations.operation(target).flatMap {
      surface.owner(returning: $0.returns, of: recorded[subject].owner)
    }
    return append(
      .call(method, on: name(of: subject), arguments: given.placed, named: given.named),
      target: target, owner: owner, uses: uses)
  }

  private mutating func call(
    path: [String], _ arguments: [PythonExpression], _ named: [PythonExpression.Keyword]
  ) throws(PythonSyntaxError) -> Operand {
    let id = path.joined(separator: ".")
    guard let last = path.last else {
      throw PythonSyntaxError(reason: "a module can't be called")
    }
    var uses: [Int] = []
    let given = try values(arguments, named, &uses)
    let above = path.dropLast().joined(separator: ".")
    let isClass = last.unicodeScalars.first?.properties.isUppercase == true
    let aboveIsClass = path.dropLast().last?.unicodeScalars.first?.properties.isUppercase == true
    var owner = isClass ? id : nil
    if !isClass, let declared = surface.operations.operation(id), !declared.returns.isEmpty {
      owner = surface.owner(returning: declared.returns, of: above)
    } else if !isClass, aboveIsClass {
      // `Version.parse(…)`: what a class makes is most likely of that class.
      owner = above
    }
    return append(
      .call(id, on: nil, arguments: given.placed, named: given.named), target: id, owner: owner,
      uses: uses)
  }

  private mutating func values(
    _ arguments: [PythonExpression], _ named: [PythonExpression.Keyword], _ uses: inout [Int]
  ) throws(PythonSyntaxError) -> (placed: [Value], named: [Value.Member]) {
    var placed: [Value] = []
    for argument in arguments { placed.append(try value(of: argument, uses: &uses)) }
    var members: [Value.Member] = []
    for argument in named {
      members.append(.init(argument.name, try value(of: argument.value, uses: &uses)))
    }
    return (placed, members)
  }

  // MARK: - Operators

  /// Functions of the language that the protocol knows as operators.
  private static let builtins: Set<String> = [
    "len", "str", "repr", "bool", "int", "float", "list", "tuple", "set", "sorted", "dict", "sum",
    "min", "max", "any", "all", "abs", "round", "divmod", "isinstance", "hash",
  ]

  private mutating func builtin(
    _ name: String, _ resolved: [String], _ arguments: [PythonExpression],
    _ named: [PythonExpression.Keyword]
  ) throws(PythonSyntaxError) -> Operand? {
    guard Self.builtins.contains(name), resolved == [name],
      surface.operations.operation(name) == nil
    else { return nil }
    if arguments.isEmpty, named.isEmpty, name == "set" { return .value(PythonValue.set([])) }
    guard let first = arguments.first, named.isEmpty else {
      throw PythonSyntaxError(reason: "'\(name)' is read only with plain arguments")
    }
    let subject = try result(of: first)
    var uses = [subject]
    let given = try values(Array(arguments.dropFirst()), [], &uses)
    return append(
      .operate(name, on: self.name(of: subject), arguments: given.placed),
      target: target(of: "__\(name)__", on: subject), uses: uses)
  }

  /// What an operator is called when its sides are swapped.
  private static let mirrored = [
    "eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "add": "radd",
    "sub": "rsub", "mul": "rmul", "mod": "rmod", "truediv": "rtruediv", "contains": "in",
  ]

  private mutating func binary(
    _ operation: String, _ left: PythonExpression, _ right: PythonExpression
  ) throws(PythonSyntaxError) -> Operand {
    var uses: [Int] = []
    var operation = operation
    let subject: Int
    let argument: Value
    switch try evaluate(left) {
    case .result(let index):
      subject = index
      argument = try value(of: right, uses: &uses)
    case .value(let value):
      guard let mirror = Self.mirrored[operation] else {
        throw PythonSyntaxError(reason: "an operator on a plain value is not read")
      }
      operation = mirror
      argument = value
      subject = try result(of: right)
    }
    if case .operate("hash", _, _) = recorded[subject].step.action {
      throw PythonSyntaxError(reason: "hashes are compared only between values of one subject")
    }
    let isComparison = ["eq", "ne", "lt", "le", "gt", "ge", "contains", "in"].contains(operation)
    return append(
      .operate(operation, on: name(of: subject), arguments: [argument]),
      target: target(of: "__\(operation)__", on: subject),
      owner: isComparison ? nil : recorded[subject].owner, uses: [subject] + uses)
  }

  /// The operation that a member of a result is: `Class.member` where the class is known, the only
  /// declared member of that name, or the bare name. Operators count for what the spec declares, or
  /// for the class, or for what made the value.
  func target(of member: String, on subject: Int) -> String {
    let record = recorded[subject]
    if member.hasPrefix("__") {
      guard let owner = record.owner else { return record.target }
      let id = "\(owner).\(member)"
      return surface.operations.operation(id) == nil ? owner : id
    }
    if let owner = record.owner { return "\(owner).\(member)" }
    return surface.operations.onlyMember(member) ?? member
  }
}
