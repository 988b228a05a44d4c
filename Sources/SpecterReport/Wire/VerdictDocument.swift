import SpecModel
import SpecterKit

/// `specter.verdict/1`: a whole measurement with the digests it was made from, to be stored and
/// read back without loss. `corpora/NAME/verdict.json` is one, and so is every measurement in the
/// object store.
public struct VerdictDocument: Sendable, Hashable {
  /// The measurement.
  public var measurement: Measurement
  /// What it was made from.
  public var digests: VerdictDigests

  /// A verdict.
  public init(_ measurement: Measurement, digests: VerdictDigests = VerdictDigests()) {
    self.measurement = measurement
    self.digests = digests
  }

  /// The name and version of the schema.
  static let schema = "specter.verdict/1"

  /// The document of a measurement.
  public static func encode(
    _ measurement: Measurement, digests: VerdictDigests = VerdictDigests()
  ) -> Value {
    VerdictDocument(measurement, digests: digests).value
  }

  /// The measurement of a document; throws a `Failure` of code `.badInput` that names the member
  /// which is missing or wrong.
  public static func decode(_ value: Value) throws(Failure) -> Measurement {
    try VerdictDocument(value).measurement
  }

  /// The document.
  public var value: Value {
    let m = measurement
    return .members([
      "schema": .string(Self.schema),
      "digests": .members([
        "spec": Parts.digest(digests.spec), "reference": Parts.digest(digests.reference),
        "candidate": Parts.digest(digests.candidate), "driver": Parts.digest(digests.driver),
        "interpreter": Parts.text(digests.interpreter), "probes": Parts.digest(digests.probes),
      ]),
      "fidelity": Self.interval(m.fidelity),
      "behaviour": .float(m.behaviour), "structure": .float(m.structure),
      "economy": Parts.exact(m.economy), "undiscovered": .float(m.undiscovered),
      "gap": m.gap.map {
        .members(["examples": .float($0.examples), "neighbours": .float($0.neighbours)])
      } ?? .null,
      "killRate": m.kills.map(Self.kills) ?? .null,
      "probes": Self.probes(m.probes), "unprobed": Parts.texts(m.unprobed),
      "operations": .array(m.operations.map(Self.operation)),
      "causes": .array(m.causes.map(Self.cause)),
      "surface": .array(m.surface.map(Parts.finding)),
      "isolation": Parts.isolation(m.isolation), "rules": Parts.rules(m.rules),
      "allowed": .array(
        m.allowed.map {
          .members(["allowance": Parts.allowance($0.allowance), "count": .int($0.count)])
        }),
      "brokenExamples": Parts.texts(m.brokenExamples), "perOperation": .int(m.perOperation),
      "seed": Parts.seed(m.seed), "seconds": .float(m.seconds), "notes": Parts.texts(m.notes),
    ])
  }

  private static func interval(_ interval: Interval) -> Value {
    .members([
      "value": .float(interval.value), "low": .float(interval.low), "high": .float(interval.high),
    ])
  }

  private static func kills(_ count: KillCount) -> Value {
    .members([
      "tried": .int(count.tried), "told": .int(count.told), "broken": .int(count.broken),
    ])
  }

  private static func probes(_ counts: ProbeCounts) -> Value {
    .members([
      "dev": .int(counts.dev), "heldOut": .int(counts.heldOut), "final": .int(counts.final),
      "dropped": .int(counts.dropped), "masked": .int(counts.masked), "rerun": .int(counts.rerun),
      "perSecond": Parts.exact(counts.perSecond), "reused": .int(counts.reused),
      "branches": .int(counts.branches),
    ])
  }

  private static func operation(_ score: OperationScore) -> Value {
    .members([
      "operation": .string(score.operation), "probes": .int(score.probes),
      "diverged": .int(score.diverged), "loss": .float(score.loss), "score": .float(score.score),
    ])
  }

  private static func cause(_ cause: Cause) -> Value {
    .members([
      "id": .string(cause.id), "operation": .string(cause.operation),
      "kind": .string(cause.kind.rawValue), "priority": .string(cause.priority.rawValue),
      "count": .int(cause.count), "pools": Parts.texts(cause.pools.map(\.rawValue)),
      "words": .string(cause.words),
      "witness": witness(cause.witness),
    ])
  }

  private static func witness(_ witness: Divergence) -> Value {
    let members: [Value.Member] = [
      .init("probe", witness.probe.value),
      .init("reference", ObservationWire.value(witness.reference)),
      .init("candidate", ObservationWire.value(witness.candidate)),
      .init("kind", .string(witness.difference.kind.rawValue)),
      .init("path", .string(witness.difference.path)),
    ]
    let excess = witness.excess.map { [Value.Member("excess", Parts.excess($0))] } ?? []
    return .object(members + excess)
  }
}
