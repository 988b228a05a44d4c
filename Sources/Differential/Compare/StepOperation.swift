import SpecModel

/// Tells which operation a step of a probe uses.
enum StepOperation {
  /// The operation of step `index`: the target for the last step, the called id without an object,
  /// and otherwise the class that made the object and the member's name.
  static func id(of index: Int, in steps: [Step], target: String) -> String {
    guard steps.indices.contains(index) else { return target }
    if index == steps.count - 1 { return target }
    return inferred(index, in: steps) ?? target
  }

  /// As `id(of:in:target:)`, also for the last step: what a shortened probe counts for.
  static func inferred(_ index: Int, in steps: [Step]) -> String? {
    switch steps[index].action {
    case .call(let id, nil, _, _): return id
    case .get(let id, nil): return id
    case .call(let member, let on?, _, _): return owner(on, index, steps).map { $0 + "." + member }
    case .get(let member, let on?): return owner(on, index, steps).map { $0 + "." + member }
    case .operate(_, let on, _), .item(let on, _), .iterate(let on, _):
      return owner(on, index, steps)
    }
  }

  /// The class of the value `name`, when the step that made it says so.
  private static func owner(_ name: String, _ index: Int, _ steps: [Step]) -> String? {
    guard let maker = steps[..<index].last(where: { $0.name == name }),
      case .call(let id, nil, _, _) = maker.action
    else { return nil }
    guard let dot = id.lastIndex(of: ".") else { return id.first?.isUppercase == true ? id : nil }
    let last = id[id.index(after: dot)...]
    return last.first?.isUppercase == true ? id : String(id[..<dot])
  }

  /// Whether the step asks for a hash, which has a meaning only inside its own process.
  static func isHash(_ step: Step) -> Bool {
    if case .operate("hash", _, _) = step.action { true } else { false }
  }
}
