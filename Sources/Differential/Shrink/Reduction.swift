import SpecModel

/// Makes smaller forms of a program by typed choices: fewer steps, fewer arguments, simpler values.
enum Reduction {
  /// Longest text, in tokens, that is also tried with each token left out.
  static let mostTokens = 24
  /// Shortest text whose characters are not tried one by one.
  static let mostCharacters = 16
  /// Longest list that is also tried with each item left out.
  static let mostItems = 16

  /// Every direct reduction of `steps`; a step whose name is referred to is never dropped.
  static func candidates(_ steps: [Step]) -> [[Step]] {
    var found: [[Step]] = []
    for index in steps.indices where steps.count > 1 {
      var fewer = steps
      let dropped = fewer.remove(at: index)
      if let name = dropped.name, fewer.contains(where: { refers($0, to: name) }) { continue }
      found.append(fewer)
    }
    // Everything that the last step does not need, at once.
    found.append(needed(for: steps.count - 1, in: steps))
    for index in steps.indices {
      for action in actions(steps[index].action) {
        var other = steps
        other[index].action = action
        found.append(withoutUnused(other, from: steps))
      }
    }
    return found
  }

  /// Names that a step refers to.
  static func references(of step: Step) -> Set<String> {
    var names: Set<String> = []
    func collect(_ value: Value) {
      switch value {
      case .array(let items): items.forEach(collect)
      case .object(let members):
        if let name = value["$ref"]?.stringValue { names.insert(name) }
        members.forEach { collect($0.value) }
      default: break
      }
    }
    switch step.action {
    case .call(_, let on, let arguments, let named):
      if let on { names.insert(on) }
      arguments.forEach(collect)
      named.forEach { collect($0.value) }
    case .get(_, let on): if let on { names.insert(on) }
    case .item(let on, let index):
      names.insert(on)
      collect(index)
    case .iterate(let on, _): names.insert(on)
    case .operate(_, let on, let arguments):
      names.insert(on)
      arguments.forEach(collect)
    }
    return names
  }

  private static func refers(_ step: Step, to name: String) -> Bool {
    references(of: step).contains(name)
  }

  /// Step `index` and the steps that it needs, in order.
  static func needed(for index: Int, in steps: [Step]) -> [Step] {
    guard steps.indices.contains(index) else { return [] }
    var names = references(of: steps[index])
    var kept = [steps[index]]
    for step in steps[..<index].reversed() {
      guard let name = step.name, names.contains(name) else { continue }
      names.formUnion(references(of: step))
      kept.append(step)
    }
    return kept.reversed()
  }

  /// Drops the steps that were referred to before a reduction and no longer are.
  private static func withoutUnused(_ steps: [Step], from before: [Step]) -> [Step] {
    let used = steps.reduce(into: Set<String>()) { $0.formUnion(references(of: $1)) }
    let old = before.reduce(into: Set<String>()) { $0.formUnion(references(of: $1)) }
    let gone = old.subtracting(used)
    return gone.isEmpty ? steps : steps.filter { !($0.name.map(gone.contains) ?? false) }
  }

  private static func actions(_ action: Step.Action) -> [Step.Action] {
    switch action {
    case .call(let id, let on, let arguments, let named):
      return named.indices.map { index in
        var fewer = named
        fewer.remove(at: index)
        return .call(id, on: on, arguments: arguments, named: fewer)
      }
        + (arguments.isEmpty
          ? [] : [.call(id, on: on, arguments: Array(arguments.dropLast()), named: named)])
        + lists(arguments).map { .call(id, on: on, arguments: $0, named: named) }
        + named.indices.flatMap { index in
          values(named[index].value).map { value in
            var other = named
            other[index].value = value
            return .call(id, on: on, arguments: arguments, named: other)
          }
        }
    case .operate(let name, let on, let arguments):
      return lists(arguments).map { .operate(name, on: on, arguments: $0) }
    case .item(let on, let index): return values(index).map { .item(on: on, index: $0) }
    case .iterate(let on, let limit):
      return [1, limit / 2].filter { $0 > 0 && $0 < limit }.map { .iterate(on: on, limit: $0) }
    case .get: return []
    }
  }

  /// The list with one of its values made simpler.
  private static func lists(_ items: [Value]) -> [[Value]] {
    items.indices.flatMap { index in
      values(items[index]).map { value in
        var other = items
        other[index] = value
        return other
      }
    }
  }

  /// Simpler forms of a value, of the same type.
  static func values(_ value: Value) -> [Value] {
    switch value {
    case .null: return []
    case .bool(let truth): return truth ? [] : [.bool(true)]
    case .number(let text): return numbers(text)
    case .string(let text): return TextReduction.texts(text).map(Value.string)
    case .array(let items): return shorter(items).map(Value.array) + lists(items).map(Value.array)
    case .object(let members): return objects(value, members)
    }
  }

  private static func objects(_ value: Value, _ members: [Value.Member]) -> [Value] {
    if value["$ref"] != nil { return [] }
    if let digits = value["$int"]?.stringValue { return numbers(digits) }
    for tag in ["$tuple", "$set", "$map"] {
      if let items = value[tag]?.arrayValue {
        let inner = tag == "$tuple" ? lists(items) : []
        return (shorter(items) + inner).map { .tagged(tag, .array($0)) }
      }
    }
    if members.first?.key.hasPrefix("$") == true { return [] }
    return members.indices.flatMap { index -> [Value] in
      var fewer = members
      fewer.remove(at: index)
      return [.object(fewer)]
        + values(members[index].value).map { simpler in
          var other = members
          other[index].value = simpler
          return .object(other)
        }
    }
  }

  private static func shorter(_ items: [Value]) -> [[Value]] {
    if items.isEmpty { return [] }
    var found: [[Value]] = [[]]
    let half = items.count / 2
    if half > 0 { found += [Array(items[..<half]), Array(items[half...])] }
    for index in items.indices.prefix(mostItems) where items.count > 1 {
      var fewer = items
      fewer.remove(at: index)
      found.append(fewer)
    }
    return found
  }

  private static func numbers(_ text: String) -> [Value] {
    if let number = Int(text) {
      return [0, 1, 2, 10, number / 2, number &- 1, number / 10, 0 &- number].map(Value.int)
    }
    guard let number = Double(text) else { return [.int(0)] }
    return [0, 1, 0.5, 1.5, number.rounded(.towardZero), number / 2].map(Value.float)
  }
}
