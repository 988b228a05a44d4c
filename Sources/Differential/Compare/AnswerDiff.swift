import SpecModel

/// Compares two answers of a driver step by step.
struct AnswerDiff {
  let rules: CompareRules
  let probe: Probe
  /// Most places that are collected of one value.
  var most = ValueWalk.most

  /// Keys of an answer that say nothing of behaviour.
  private static let silent: Set = ["did", "id", "reached"]

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
    let path = root.joined(separator: ".")
    var found: [Difference] = []
    switch (left["raise"], right["raise"]) {
    case (let one?, let other?): found += raised(one, other, path + ".raise")
    case (nil, nil):
      if !isOpaqueHash(left["return"], right["return"], index) {
        found += compare(left["return"], right["return"], root + ["return"], .value)
      }
    default: found.append(Difference(.raises, path: path))
    }
    // What an iterable gave before it raised.
    found += compare(left["after"], right["after"], root + ["after"], .value)
    return found
      + compare(left["args_after"], right["args_after"], root + ["args_after"], .mutation)
  }

  /// Whether both are hashes that have a meaning only inside their own process; a driver that
  /// numbers the hashes of a probe (`{"$hash":0}`) makes them comparable.
  private func isOpaqueHash(_ left: Value?, _ right: Value?, _ index: Int) -> Bool {
    guard index < probe.steps.count, StepOperation.isHash(probe.steps[index]) else { return false }
    return left?["$hash"] == nil || right?["$hash"] == nil
  }

  private func raised(_ left: Value, _ right: Value, _ path: String) -> [Difference] {
    if left["type"] != right["type"] { return [Difference(.errorType, path: path + ".type")] }
    if rules.errors == .typeAndMessage, left["message"] != right["message"] {
      return [Difference(.errorMessage, path: path + ".message")]
    }
    return []
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
