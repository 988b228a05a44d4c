import SpecModel

/// What the divergences of one cause have in common: operation, kind, normalised path of the
/// difference, and how each side came out; the detail tells roots apart that share all of these.
public struct CauseKey: Sendable, Hashable {
  /// The operation of the step that differs.
  public var operation: String
  /// What differs.
  public var kind: DifferenceKind
  /// Where, without indexes.
  public var path: String
  /// How the reference and the candidate came out: `return string`, `raise ValueError`, `crashed`.
  public var outcomes: [String]
  /// How the two values differ, or of which kinds the arguments are.
  public var detail: String

  /// The key of a divergence; depends on nothing else, so it is the same in every round.
  public init(_ divergence: Divergence) {
    let path = ObservationPath(divergence.difference.path)
    let probe = divergence.probe
    kind = divergence.difference.kind
    let step = path.step
    operation = StepOperation.id(
      of: step ?? probe.steps.count - 1, in: probe.steps, target: probe.target)
    self.path = kind == .missing ? "" : path.normalised
    let reference = OutcomeShape(divergence.reference, at: path)
    let candidate = OutcomeShape(divergence.candidate, at: path)
    // However a probe ends, what it takes has the same root.
    outcomes = kind == .missing || kind == .cost ? [] : [reference.name, candidate.name]
    detail = Self.detail(divergence, step, reference.leaf, candidate.leaf)
  }

  private static func detail(
    _ divergence: Divergence, _ step: Int?, _ reference: Value?, _ candidate: Value?
  ) -> String {
    switch divergence.difference.kind {
    case .missing, .errorMessage, .cost: return ""
    case .value, .mutation, .output, .example:
      if let reference, let candidate, let edit = EditShape(reference, candidate) {
        return edit.detail
      }
    case .crash, .raises, .errorType: break
    }
    let steps = divergence.probe.steps
    let index = step ?? steps.count - 1
    return steps.indices.contains(index) ? InputShape.kinds(steps[index]) : ""
  }

  /// The key without its detail.
  var base: CauseKey {
    var key = self
    key.detail = ""
    return key
  }

  /// The text that the id is made from; fields are parted by a byte that none of them holds.
  var text: String {
    ([operation, kind.rawValue, path] + outcomes + [detail]).joined(separator: "\u{1F}")
  }

  /// `C-` and six hexadecimal digits.
  var id: String { "C-" + StableHash.sixDigits(text) }
}

/// How a subject came out at a path of an observation.
struct OutcomeShape {
  /// `return string`, `raise ValueError`, `crashed`, …
  var name: String
  /// The value at the path; nil where there is none.
  var leaf: Value?

  init(_ observation: Observation, at path: ObservationPath) {
    guard let answer = observation.answer else {
      switch observation {
      case .crashed: name = "crashed"
      case .timedOut: name = "timed out"
      case .oversized: name = "oversized"
      default: name = "not run"
      }
      return
    }
    guard let index = path.step else {
      leaf = path.parts.first.flatMap { answer[$0] }
      name = leaf.map { InputShape.kind($0) } ?? "nothing"
      return
    }
    let steps = answer["did"]?.arrayValue ?? []
    guard steps.indices.contains(index) else {
      name = "nothing"
      return
    }
    // What a step changed before it raised is told as well as what it changed and returned.
    leaf = Self.descend(steps[index], path.parts.dropFirst(2))
    if let raised = steps[index]["raise"] {
      name = "raise \(raised["type"]?.stringValue ?? "?")"
      if path.parts.count < 3 || path.parts[2] == "raise" { leaf = nil }
      return
    }
    name = "return " + (leaf.map { InputShape.kind($0) } ?? "nothing")
  }

  private static func descend(_ value: Value, _ parts: ArraySlice<String>) -> Value? {
    var value = value
    for part in parts {
      if let index = Int(part), let items = value.arrayValue {
        guard items.indices.contains(index) else { return nil }
        value = items[index]
      } else {
        guard let below = value[part] else { return nil }
        value = below
      }
    }
    return value
  }
}
