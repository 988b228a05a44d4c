import SpecModel

/// Holds builds from one spec against each other, by what each was seen to do beside the reference:
/// no probe is run again.
///
/// On a probe that was compared on all of them, two builds agree where neither diverges, or where
/// the comparison rules find no difference between their answers but the message of an error, which
/// holds up nothing. Answers are grouped in the order of the builds, each joining the first group
/// that it agrees with.
public struct AmbiguityFinder: Sendable {
  private let comparator: Comparator

  /// A finder under the comparison rules of the measurements.
  public init(rules: CompareRules) {
    comparator = Comparator(rules: rules)
  }

  /// The ambiguity of what was built; a build that answered nothing at all says nothing of it.
  public func find(_ all: [BuildAnswers]) -> Ambiguity {
    let builds = all.filter { !$0.compared.isEmpty }
    guard let first = builds.first, builds.count > 1 else {
      return Ambiguity(builds: builds.count, operations: 0, ambiguous: [])
    }
    let diverging = builds.map { build in
      Dictionary(
        build.divergences.map { (BuildAnswers.key($0.probe), $0) },
        uniquingKeysWith: { first, _ in first })
    }
    let common = Dictionary(
      uniqueKeysWithValues: first.compared.map { operation, keys in
        (
          operation,
          builds.dropFirst().reduce(keys) { $0.intersection($1.compared[operation] ?? []) }
        )
      }
    ).filter { !$0.value.isEmpty }
    let all = common.values.reduce(into: Set<UInt64>()) { $0.formUnion($1) }
    let keys = Set(diverging.flatMap(\.keys)).intersection(all)
    let disputes = keys.compactMap { key in Dispute(diverging.map { $0[key] }, comparator) }
    let byOperation = Dictionary(grouping: disputes, by: \.operation)
    let found = byOperation.compactMap { operation, disputes -> AmbiguousOperation? in
      guard let witness = disputes.min(by: Dispute.isSimpler) else { return nil }
      let elsewhere = disputes.count { $0.probe.target != operation }
      return AmbiguousOperation(
        operation: operation, probes: (common[operation]?.count ?? 0) + elsewhere,
        disagreeing: disputes.count, difference: witness.difference, witness: witness.probe,
        reference: witness.reference, answers: witness.answers)
    }
    return Ambiguity(
      builds: builds.count, operations: Set(common.keys).union(byOperation.keys).count,
      ambiguous: found.sorted(by: Self.isGraver))
  }

  private static func isGraver(_ left: AmbiguousOperation, _ right: AmbiguousOperation) -> Bool {
    let (one, other) = (left.difference.kind.priority, right.difference.kind.priority)
    if one != other { return one < other }
    let shares = (left.disagreeing * right.probes, right.disagreeing * left.probes)
    return shares.0 == shares.1 ? left.operation < right.operation : shares.0 > shares.1
  }
}

/// A probe on which builds differ among themselves.
private struct Dispute {
  let probe: Probe
  let reference: Observation
  let answers: [AmbiguousOperation.Answer]
  let difference: Difference
  /// The operation of the step at which they differ, as it is told of a cause.
  let operation: String
  private let simplicity: Simplicity

  /// The dispute about a probe, given how each build diverges on it (nil: it does not); nil where
  /// they all agree.
  init?(_ builds: [Divergence?], _ comparator: Comparator) {
    guard let known = builds.compactMap({ $0 }).first else { return nil }
    probe = known.probe
    reference = known.reference
    func difference(_ one: Observation, _ other: Observation) -> Difference? {
      comparator.compare(known.probe, first: one, second: one, candidate: other).differences
        .first { $0.kind.priority < .p3 }
    }
    var groups = [AmbiguousOperation.Answer(known.reference, builds: 0, isReference: true)]
    for build in builds {
      let place = build.map { own in
        groups.firstIndex { difference($0.observation, own.candidate) == nil }
      }
      switch (place, build) {
      case (let place??, _): groups[place].builds += 1
      case (_, let own?): groups.append(.init(own.candidate, builds: 1, isReference: false))
      case (_, nil): groups[0].builds += 1
      }
    }
    let given = groups.filter { $0.builds > 0 }
    guard given.count > 1 else { return nil }
    // A stable order: of equally many the reference's comes first, then that of the first build.
    answers = given.enumerated().sorted {
      ($1.element.builds, $0.offset) < ($0.element.builds, $1.offset)
    }
    .map(\.element)
    let all = given.indices.flatMap { place in
      given[..<place].compactMap { difference($0.observation, given[place].observation) }
    }
    guard let gravest = all.min(by: { $0.kind.priority < $1.kind.priority }) else { return nil }
    self.difference = gravest
    operation = StepOperation.id(
      of: ObservationPath(gravest.path).step ?? known.probe.steps.count - 1,
      in: known.probe.steps, target: known.probe.target)
    simplicity = Simplicity(known.probe.steps)
  }

  /// The dev pool comes first, for a reviser may see its probes.
  static func isSimpler(_ left: Dispute, _ right: Dispute) -> Bool {
    let (one, other) = (left.probe.pool == .dev, right.probe.pool == .dev)
    return one == other ? left.simplicity < right.simplicity : one
  }
}
