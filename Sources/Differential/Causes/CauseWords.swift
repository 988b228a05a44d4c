import SpecModel

/// Says a cause in words that hold no probe and no value: all that a reviser may read of a cause
/// of the held-out pool.
enum CauseWords {
  /// Features told, the most telling first.
  static let mostFeatures = 4
  /// A feature is told when at least this share of the probes has it.
  static let leastShare = 0.5

  static func text(_ group: CauseGroup) -> String {
    let key = group.key
    var words = "`\(key.operation)` " + what(key)
    if key.kind == .cost, let excess = group.witness.excess {
      words = "`\(key.operation)` takes \(excess.words)"
    }
    if !key.path.isEmpty, ![.errorType, .errorMessage, .cost].contains(key.kind) {
      words += " at `\(key.path)`"
    }
    words += ", on \(group.count) \(group.count == 1 ? "probe" : "probes")"
    if let edit = edit(group) { words += "; what differs is \(edit)" }
    let features = features(group)
    if !features.isEmpty { words += "; the inputs have \(features.joined(separator: ", "))" }
    return words + "."
  }

  private static func what(_ key: CauseKey) -> String {
    let reference = key.outcomes.first ?? ""
    let candidate = key.outcomes.last ?? ""
    func bare(_ outcome: String) -> String {
      outcome.split(separator: " ").dropFirst().joined(separator: " ")
    }
    switch key.kind {
    case .missing: return "is missing in the candidate"
    case .example: return "breaks an example of the spec"
    case .raises:
      return reference.hasPrefix("raise")
        ? "returns where the reference raises \(bare(reference))"
        : "raises \(bare(candidate)) where the reference returns"
    case .crash: return "\(end(candidate)) where the reference \(end(reference))"
    case .errorType:
      return "raises \(bare(candidate)) where the reference raises \(bare(reference))"
    case .errorMessage: return "raises \(bare(reference)) with another message"
    case .cost:
      let resource = key.path.hasSuffix("memory") ? "memory" : "CPU"
      return "takes far more \(resource) than the reference"
    case .mutation:
      let isObject = key.path.split(separator: ".").dropFirst(2).first == "self_after"
      return "leaves its \(isObject ? "object" : "arguments") in another state"
    case .output: return "prints or warns something else"
    case .value:
      return reference == candidate
        ? "gives another \(bare(reference)) than the reference"
        : "gives \(bare(candidate)) where the reference gives \(bare(reference))"
    }
  }

  /// How a probe ended, as a verb; one that was answered has no outcome of its own at the root.
  private static func end(_ outcome: String) -> String {
    switch outcome {
    case "not run": "is not run any more, after three crashes or time-outs,"
    case "nothing": "answers"
    default: outcome
    }
  }

  private static func edit(_ group: CauseGroup) -> String? {
    guard group.key.detail != CauseGrouper.rest else { return nil }
    guard group.key.kind == .value || group.key.kind == .mutation else { return nil }
    let path = ObservationPath(group.witness.difference.path)
    guard let one = OutcomeShape(group.witness.reference, at: path).leaf,
      let other = OutcomeShape(group.witness.candidate, at: path).leaf
    else { return nil }
    return EditShape(one, other)?.words
  }

  private static func features(_ group: CauseGroup) -> [String] {
    group.features.filter { Double($0.value) >= leastShare * Double(group.count) }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .prefix(mostFeatures)
      .map { $0.value == group.count ? $0.key : "\($0.key) (\($0.value) of \(group.count))" }
  }
}
