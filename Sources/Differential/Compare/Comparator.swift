import SpecModel

/// Compares what a reference did, twice, with what a candidate did (SCORING.md, "One probe").
///
/// Equal bytes need no parsing. Otherwise the two runs of the reference are compared first: where
/// they disagree the path is masked; then the first of them is compared with the candidate. The
/// value of a `hash` step is never compared. An error's bases are not compared here: they belong
/// to the structure of its class.
public struct Comparator: Sendable {
  /// The rules in force.
  public let rules: CompareRules
  /// Operations that the candidate lacks; whatever is asked of them is `missing`.
  public let missing: Set<String>
  private let allowances: [PathPattern]
  /// The signal that ends what takes too much memory. Which of the limits, time or memory, such a
  /// probe runs into first is the machine's doing.
  private static let killed = 9

  /// A comparator. `missing` names the operations that the candidate's surface lacks.
  public init(rules: CompareRules, missing: Set<String> = []) {
    self.rules = rules
    self.missing = missing
    allowances = rules.allow.map { PathPattern($0.path) }
  }

  /// Compares the observations of `probe`: `first`, `second` and `more` of the reference,
  /// `candidate` of the candidate. `example` is the spec's example that the probe was made from, if
  /// it was.
  ///
  /// Two runs can agree by chance (the order of a set of two agrees under every other hash seed),
  /// so a probe that differs is run some more times on the reference and compared again.
  public func compare(
    _ probe: Probe, first: Observation, second: Observation, more: [Observation] = [],
    candidate: Observation, example: Example? = nil
  ) -> Comparison {
    if !missing.isEmpty, missing.contains(probe.target) {
      return Comparison(differences: [Difference(.missing)])
    }
    if more.isEmpty, first == second, first == candidate { return .equal }
    let others = [second] + more
    if first == .notRun || others.contains(.notRun) { return Comparison(dropped: .notRun) }
    var result = Comparison()
    var noise = NoiseMask()
    for other in others where other != first {
      if let reason = noise.add(self, probe, first, other) { return Comparison(dropped: reason) }
    }
    result.masked = noise.texts
    guard first != candidate else { return result }
    // Places under the mask must not use up the number of places that are collected.
    let most = noise.isEmpty ? ValueWalk.most : NoiseMask.most
    let found = differences(probe, first, candidate, most: most)
      .filter { !noise.covers(ObservationPath($0.path)) }.prefix(ValueWalk.most)
    let lists = ShuffledLists(runs: [first] + others, noise: noise)
    for difference in found.map({ asMissing($0, probe) }) {
      if !noise.isEmpty, difference.kind == .value || difference.kind == .mutation,
        let answer = candidate.answer,
        let list = lists.noise(at: ObservationPath(difference.path), in: answer)
      {
        if !result.masked.contains(list) { result.masked.append(list) }
        continue
      }
      if let allowance = allowance(for: difference, in: probe) {
        if !result.allowed.contains(allowance) { result.allowed.append(allowance) }
      } else {
        result.differences.append(difference)
      }
    }
    // A stable sort: of equal losses the earliest step comes first, for later ones may follow it.
    result.differences = result.differences.enumerated()
      .sorted { ($1.element.kind.loss, $0.offset) < ($0.element.kind.loss, $1.offset) }
      .map(\.element)
    if let example, !result.differences.isEmpty, ExampleCheck.holds(example, first),
      !ExampleCheck.holds(example, candidate)
    {
      result.differences.insert(Difference(.example, path: result.differences[0].path), at: 0)
    }
    return result
  }

  /// Every difference between two observations of `probe`, without masks and allowances, in the
  /// order of the steps.
  public func differences(
    _ probe: Probe, _ reference: Observation, _ candidate: Observation
  ) -> [Difference] {
    differences(probe, reference, candidate, most: ValueWalk.most)
  }

  func differences(
    _ probe: Probe, _ reference: Observation, _ candidate: Observation, most: Int
  ) -> [Difference] {
    if reference == candidate { return [] }
    switch (reference, candidate) {
    case (.answered, .answered):
      guard let one = reference.answer, let other = candidate.answer else {
        return [Difference(.crash)]
      }
      return AnswerDiff(rules: rules, probe: probe, most: most).differences(one, other)
    case (.answered, .oversized), (.oversized, .answered): return [Difference(.output)]
    case (.timedOut, .crashed(Self.killed)), (.crashed(Self.killed), .timedOut): return []
    default: return [Difference(.crash)]
    }
  }

  /// What differs in a step that uses an operation the candidate lacks differs because of that.
  private func asMissing(_ difference: Difference, _ probe: Probe) -> Difference {
    guard !missing.isEmpty, difference.kind == .raises || difference.kind == .errorType,
      let step = ObservationPath(difference.path).step, step < probe.steps.count,
      missing.contains(StepOperation.id(of: step, in: probe.steps, target: probe.target))
    else { return difference }
    return Difference(.missing, path: difference.path)
  }

  /// `comparison` of `probe` with the candidate's excess in cost, unless a person allowed that.
  public func adding(_ excess: CostExcess, to comparison: Comparison, of probe: Probe)
    -> Comparison
  {
    var result = comparison
    let difference = Difference(.cost, path: excess.path)
    if let allowance = allowance(for: difference, in: probe) {
      if !result.allowed.contains(allowance) { result.allowed.append(allowance) }
      return result
    }
    let place = result.differences.firstIndex { $0.kind.loss < difference.kind.loss }
    result.differences.insert(difference, at: place ?? result.differences.endIndex)
    result.excess = excess
    return result
  }

  private func allowance(for difference: Difference, in probe: Probe) -> Int? {
    let path = ObservationPath(difference.path)
    return rules.allow.indices.first { index in
      allowances[index].covers(path)
        && Self.applies(rules.allow[index].operation, to: path.step, of: probe)
    }
  }

  /// Whether an allowance for `operation` covers step `step` of the probe; what lies outside the
  /// steps, such as printed output, belongs to the target.
  private static func applies(_ operation: String, to step: Int?, of probe: Probe) -> Bool {
    guard let step, step < probe.steps.count - 1 else { return operation == probe.target }
    return StepOperation.inferred(step, in: probe.steps) == operation
  }
}
