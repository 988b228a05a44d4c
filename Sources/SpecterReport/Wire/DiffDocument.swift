import SpecModel
import SpecterKit

/// `specter.diff/1`: what `specter diff --json` answers.
///
/// Percentages run from 0 to 100 (`fidelity`), shares from 0 to 1 (`behaviour`, `structure`,
/// `undiscovered`, losses). What does not apply is `null`: `economy` without a spec, `gap` without
/// examples, `missed` without a scored probe, `isolation.build` of a candidate that Specter did not
/// see being built. `missed.probability` is that of a divergence on a share `rate` of an
/// operation's inputs showing in none of `probes` probes, the fewest that an operation has.
public enum DiffDocument {
  /// The document of a measurement.
  public static func value(of measurement: Measurement) -> Value {
    let all = Set(measurement.operations.map(\.operation)).union(measurement.unprobed)
    return .members([
      "schema": .string("specter.diff/1"),
      "fidelity": Parts.interval(measurement.fidelity),
      "behaviour": Parts.figure(measurement.behaviour, 6),
      "structure": Parts.figure(measurement.structure, 6),
      "operations": .members([
        "probed": .int(all.count - Set(measurement.unprobed).count), "all": .int(all.count),
      ]),
      "probes": probes(measurement.probes),
      "noise": .array(measurement.noise.map(noise)),
      "causes": .array(measurement.causes.map(cause)),
      "economy": Parts.figure(measurement.economy, 4),
      "isolation": Parts.isolation(measurement.isolation),
      "seconds": Parts.figure(measurement.seconds, 3),
      "byOperation": .array(measurement.operations.map(operation)),
      "unprobed": Parts.texts(measurement.unprobed),
      "surface": .array(measurement.surface.map(Parts.finding)),
      "undiscovered": Parts.figure(measurement.undiscovered, 6),
      "brokenExamples": Parts.texts(measurement.brokenExamples),
      "gap": measurement.gap.map(gap) ?? .null,
      "missed": measurement.missed.map(missed) ?? .null,
      "rules": Parts.rules(measurement.rules),
      "allowed": .array(measurement.allowed.map(allowed)),
      "seed": Parts.seed(measurement.seed),
      "notes": Parts.texts(measurement.notes),
    ])
  }

  private static func probes(_ counts: ProbeCounts) -> Value {
    .members([
      "dev": .int(counts.dev), "heldOut": .int(counts.heldOut), "final": .int(counts.final),
      "timedOut": .int(counts.timedOut), "crashed": .int(counts.crashed),
      "dropped": .int(counts.dropped), "masked": .int(counts.masked), "rerun": .int(counts.rerun),
      "perSecond": Parts.figure(counts.perSecond, 1), "reused": .int(counts.reused),
      "branches": .int(counts.branches), "unlooked": .int(counts.unlooked),
    ])
  }

  /// A cause: `witness` holds the steps as the driver protocol writes them, `reference` and
  /// `candidate` both observations as files keep them, the `…Text` members the same for people. A
  /// cause of the kind `cost` has what both took in `excess`, and in the `…Text` members.
  static func cause(_ cause: Cause) -> Value {
    let sides = ProbeText.sides(cause.witness)
    let excess = cause.witness.excess.map { [Value.Member("excess", Parts.excess($0))] } ?? []
    let members = Value.members([
      "id": .string(cause.id), "operation": .string(cause.operation),
      "kind": .string(cause.kind.rawValue), "priority": .string(cause.priority.rawValue),
      "count": .int(cause.count), "witness": cause.witness.probe.stepsValue,
      "reference": ObservationWire.value(cause.witness.reference),
      "candidate": ObservationWire.value(cause.witness.candidate),
      "witnessText": .string(ProbeText.line(cause.witness.probe, limit: 2000)),
      "referenceText": .string(sides.reference), "candidateText": .string(sides.candidate),
      "path": .string(cause.witness.difference.path),
      "pools": Parts.texts(cause.pools.map(\.rawValue)), "words": .string(cause.words),
    ])
    return .object((members.objectValue ?? []) + excess)
  }

  private static func operation(_ score: OperationScore) -> Value {
    .members([
      "operation": .string(score.operation), "probes": .int(score.probes),
      "diverged": .int(score.diverged), "loss": Parts.figure(score.loss, 6),
      "score": Parts.figure(score.score, 6),
    ])
  }

  /// What was dropped for a reason, or compared with a place masked.
  private static func noise(_ noise: NoiseCount) -> Value {
    .members([
      "operation": .string(noise.operation),
      "fate": .string(noise.isDropped ? "dropped" : "masked"), "what": .string(noise.what),
      "count": .int(noise.count),
    ])
  }

  private static func gap(_ gap: NeighbourGap) -> Value {
    .members([
      "examples": Parts.figure(gap.examples, 6), "neighbours": Parts.figure(gap.neighbours, 6),
    ])
  }

  private static func missed(_ missed: MissChance) -> Value {
    .members([
      "rate": Parts.figure(missed.rate, 6), "probes": .int(missed.probes),
      "probability": Parts.figure(missed.probability, 6),
    ])
  }

  private static func allowed(_ allowed: AllowedCount) -> Value {
    .members([
      "operation": .string(allowed.allowance.operation), "path": .string(allowed.allowance.path),
      "reason": .string(allowed.allowance.reason), "count": .int(allowed.count),
    ])
  }
}
