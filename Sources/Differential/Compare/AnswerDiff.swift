import SpecModel

/// Compares two answers of a driver step by step.
struct AnswerDiff {
  let rules: CompareRules
  let probe: Probe
  /// Most places that are collected of one value.
  var most = ValueWalk.most

  /// Keys of an answer that say nothing of behaviour.
  static let silent: Set = ["did", "id", "reached"]

  /// Every difference, in the order of the steps; what was printed comes last.
  func differences(_ left: Value, _ right: Value) -> [Difference] {
    var found: [Difference] = []
    let (a, b) = (left["did"]?.arrayValue ?? [], right["did"]?.arrayValue ?? [])
    for index in 0..<min(a.count, b.count) {
      found += step(a[index], b[index], index)
    }
    // Fewer steps without a raise where it ended: the driver broke the protocol.
    if found.isEmpty, a.count != b.count { found.append(Difference(.value, path: "did")) }
    let keys = Set((left.objectValue ?? []).map(\.key) + (right.objectValue ?? []).map(\.key))
    for key in keys.subtracting(Self.silent).sorted() {
      found += compare(left[key], right[key], [key], .output)
    }
    return found
  }

  private func step(_ left: Value, _ right: Value, _ index: Int) -> [Difference] {
    let root = ["did", String(index)]
    var found = outcomes(left, right, root, index)
    for key in StepKeys.others(left, right) {
      found += compare(
        left[key], right[key], root + [key], StepKeys.mutations.contains(key) ? .mutation : .value)
    }
    return found
  }

  /// How the two came out.
  private func outcomes(_ left: Value, _ right: Value, _ root: [String], _ index: Int)
    -> [Difference]
  {
    let path = root.joined(separator: ".")
    let (one, other) = (StepKeys.outcome(left), StepKeys.outcome(right))
    guard one == other else {
      if one == "raise" || other == "raise" { return [Difference(.raises, path: path)] }
      return [Difference(.value, path: path + "." + (one ?? other ?? "return"))]
    }
    switch one {
    case "raise"?: return raised(left["raise"] ?? .null, right["raise"] ?? .null, root)
    case let key? where StepKeys.uncompared[key] == nil:
      if isOpaqueHash(left[key], right[key], index) { return [] }
      return compare(left[key], right[key], root + [key], .value)
    default: return []
    }
  }

  /// Whether both are hashes that have a meaning only inside their own process; a driver that
  /// numbers the hashes of a probe (`{"$hash":0}`) makes them comparable.
  private func isOpaqueHash(_ left: Value?, _ right: Value?, _ index: Int) -> Bool {
    guard index < probe.steps.count, StepOperation.isHash(probe.steps[index]) else { return false }
    return left?["$hash"] == nil || right?["$hash"] == nil
  }

  private func raised(_ left: Value, _ right: Value, _ root: [String]) -> [Difference] {
    let path = root + ["raise"]
    if left["type"] != right["type"] {
      return [Difference(.errorType, path: (path + ["type"]).joined(separator: "."))]
    }
    guard rules.errors == .typeAndMessage else { return [] }
    var found: [Difference] = []
    for key in StepKeys.others(left, right) where StepKeys.uncomparedInRaise[key] == nil {
      found += compare(left[key], right[key], path + [key], .errorMessage)
    }
    return found
  }

  private func compare(
    _ left: Value?, _ right: Value?, _ path: [String], _ kind: DifferenceKind
  ) -> [Difference] {
    let place = ObservationPath(path)
    guard let left, let right else {
      return left == nil && right == nil ? [] : [Difference(kind, path: place.text)]
    }
    return ValueWalk.places(left, right, at: place, rules: rules, most: most)
      .map { Difference(kind, path: $0.text) }
  }
}
