import SpecModel

/// The differ's check of its own rules: under every rule that is looser than the default it plants
/// differences that the rule must still show. A normaliser that is too loose is the worst fault a
/// differ can have.
public enum RulePlant {
  /// One sentence for each planted difference that the rules hide; empty when all were found.
  public static func failures(under rules: CompareRules) -> [String] {
    var failures: [String] = []
    func plant(_ name: String, _ reference: String, _ candidate: String, target: String = "f") {
      let probe = Probe(
        steps: [Step(.call(target, on: nil, arguments: [], named: []))], target: target,
        origin: .generated, pool: .dev)
      let one = Observation.answered(Array("{\"did\":[\(reference)]}".utf8))
      let other = Observation.answered(Array("{\"did\":[\(candidate)]}".utf8))
      let result = Comparator(rules: rules)
        .compare(probe, first: one, second: one, candidate: other)
      if result.differences.isEmpty { failures.append("the rules hide \(name)") }
    }
    plantEverywhere(plant)
    if let tolerance = rules.floatTolerance {
      let near = Value.float(1 + 4 * tolerance).description
      plant("floats further apart than the tolerance", #"{"return":1.0}"#, #"{"return":\#(near)}"#)
      plant("an integer for a float", #"{"return":1}"#, #"{"return":1.0}"#)
    }
    for path in rules.unordered {
      plant(
        "another item in the unordered list at \(path)",
        answer([.int(1), .int(2)], at: path), answer([.int(1), .int(3)], at: path))
      plant(
        "an item that comes twice in the unordered list at \(path)",
        answer([.int(1), .int(1), .int(2)], at: path),
        answer([.int(1), .int(2), .int(2)], at: path))
    }
    for allowance in rules.allow {
      plant(
        "an error instead of a value in \(allowance.operation)", #"{"return":1}"#,
        #"{"raise":{"type":"PlantedError"}}"#, target: allowance.operation)
      plant(
        "the allowed difference in another operation than \(allowance.operation)",
        answer([.int(1)], at: allowance.path), answer([.int(2)], at: allowance.path),
        target: allowance.operation + "_planted")
    }
    return failures
  }

  /// What no rule may hide in an operation that no allowance names.
  private static func plantEverywhere(
    _ plant: (_ name: String, _ reference: String, _ candidate: String, _ target: String) -> Void
  ) {
    let target = "planted"
    plant("another string", #"{"return":"a"}"#, #"{"return":"b"}"#, target)
    plant("another number", #"{"return":1}"#, #"{"return":2}"#, target)
    plant("another list", #"{"return":[1,2]}"#, #"{"return":[1,3]}"#, target)
    plant("a value that is lacking", #"{"return":1}"#, #"{"return":null}"#, target)
    plant(
      "an error instead of a value", #"{"return":1}"#, #"{"raise":{"type":"E"}}"#, target)
    plant(
      "another class of error", #"{"raise":{"type":"A"}}"#, #"{"raise":{"type":"B"}}"#, target)
    plant(
      "a changed argument", #"{"args_after":[[1]],"return":1}"#,
      #"{"args_after":[[2]],"return":1}"#, target)
    plant(
      "a changed argument by name", #"{"kwargs_after":{"a":[1]},"return":1}"#,
      #"{"kwargs_after":{"a":[2]},"return":1}"#, target)
    plant("a changed object", #"{"return":1}"#, #"{"return":1,"self_after":[1]}"#, target)
  }

  /// A step's outcome with `items` at the place that a rule's path names.
  private static func answer(_ items: [Value], at path: String) -> String {
    var parts = ObservationPath(path).parts.map { $0 == "*" ? "0" : $0 }
    if parts.first == "did" { parts.removeFirst(min(2, parts.count)) }
    if parts.isEmpty { parts = ["return"] }
    var value = Value.array(items)
    for part in parts.reversed() {
      if let index = Int(part) {
        value = .array(Array(repeating: .null, count: min(index, 99)) + [value])
      } else {
        value = .object([.init(part, value)])
      }
    }
    return value.description
  }
}
