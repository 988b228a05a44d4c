import SpecModel

/// What a reference's answer came to, as hashes: enough to tell what a constant answer would lose.
struct OutcomeDigest: Hashable {
  enum Kind: UInt8 {
    case returned, raised, other
    /// A `hash`, whose value is never compared.
    case opaque
  }

  var kind: Kind
  /// Hash of the returned value, or of the error's class.
  var main: UInt64
  /// Hash of the error's message.
  var message: UInt64
  /// Hash of what the last step changed and what the probe printed; 0 for nothing.
  var effects: UInt64 = 0

  /// The outcome of the last step that ran.
  init(_ observation: Observation, of probe: Probe) {
    (kind, main, message) = (.other, 0, 0)
    guard case .answered(let bytes) = observation else {
      main = StableHash.mixed(observation.text.utf8)
      return
    }
    var scanner = AnswerScanner(bytes)
    guard let last = scanner.lastStep() else { return }
    if !last.effects.isEmpty {
      effects = StableHash.mixed(last.effects.lazy.joined().map { bytes[$0] })
    }
    if let returned = last.returned {
      let isOpaque = probe.steps.last.map(StepOperation.isHash) ?? false
      kind = isOpaque ? .opaque : .returned
      main = isOpaque ? 0 : StableHash.mixed(bytes[returned])
    } else if let raised = last.raised, let value = try? Value(parsing: bytes[raised]) {
      kind = .raised
      main = StableHash.mixed((value["type"]?.stringValue ?? "").utf8)
      message = StableHash.mixed((value["message"]?.stringValue ?? "").utf8)
    }
  }
}

/// The best constant answer to an operation's probes: a value or an error, with what is changed
/// and printed, that is given whatever is asked. A stub that returns nothing is no good constant
/// for a method that works by changing its object.
enum ConstantAnswer {
  /// The loss on each probe of the constant with the smallest mean loss.
  static func losses(_ outcomes: [OutcomeDigest], rules: CompareRules) -> [Double] {
    rivals(outcomes, rules: rules).map { $0[0] }
  }

  /// On each probe the losses of the best constants, the best first, at most
  /// `ScoringConstants.rivalConstants`.
  static func rivals(_ outcomes: [OutcomeDigest], rules: CompareRules) -> [[Double]] {
    var counts: [OutcomeDigest: Int] = [:]
    for outcome in outcomes { counts[outcome, default: 0] += 1 }
    // In a fixed order, so that ties always go to the same constant.
    let ordered = counts.sorted {
      ($1.value, $0.key.main, $0.key.message, $0.key.effects)
        < ($0.value, $1.key.main, $1.key.message, $1.key.effects)
    }
    var choices = ordered.filter { $0.key.kind == .returned }
      .prefix(ScoringConstants.rivalConstants).map(\.key)
    choices += commonestOfEachType(ordered)
    if choices.isEmpty { choices = ordered.prefix(1).map(\.key) }
    let totals = choices.map { choice in
      counts.reduce(0) { $0 + loss(choice, $1.key, rules) * Double($1.value) }
    }
    let best = choices.indices.sorted { (totals[$0], $0) < (totals[$1], $1) }
      .prefix(ScoringConstants.rivalConstants)
    return outcomes.map { outcome in best.map { loss(choices[$0], outcome, rules) } }
  }

  /// Most classes of errors that are tried.
  private static let mostTypes = 20

  private static func commonestOfEachType(
    _ ordered: [(key: OutcomeDigest, value: Int)]
  ) -> [OutcomeDigest] {
    var types: Set<UInt64> = []
    var found: [OutcomeDigest] = []
    for (outcome, _) in ordered where outcome.kind == .raised {
      if types.count == mostTypes { break }
      if types.insert(outcome.main).inserted { found.append(outcome) }
    }
    return found
  }

  /// What the answer `constant` loses where `outcome` is right.
  static func loss(_ constant: OutcomeDigest, _ outcome: OutcomeDigest, _ rules: CompareRules)
    -> Double
  {
    if constant.effects != outcome.effects { return DifferenceKind.mutation.loss }
    if outcome.kind == .opaque { return constant.kind == .raised ? 1 : 0 }
    guard constant.kind == outcome.kind else { return DifferenceKind.raises.loss }
    if constant.main != outcome.main {
      return constant.kind == .raised ? DifferenceKind.errorType.loss : DifferenceKind.value.loss
    }
    if constant.message == outcome.message || rules.errors == .type { return 0 }
    return DifferenceKind.errorMessage.loss
  }
}
