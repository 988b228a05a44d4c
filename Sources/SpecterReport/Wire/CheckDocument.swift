import SpecModel
import SpecterKit

/// `specter.check/1`: what `specter check --json` answers.
public enum CheckDocument {
  /// The document of an outcome.
  public static func value(of outcome: CheckOutcome) -> Value {
    .members([
      "schema": .string("specter.check/1"),
      "name": .string(outcome.name),
      "fidelity": Parts.interval(outcome.measurement.fidelity),
      "holds": .bool(outcome.holds),
      "stale": .bool(!outcome.stale.isEmpty),
      "why": Parts.texts(outcome.why),
      "recorded": outcome.recorded.map(Parts.interval) ?? .null,
      "causes": .array(
        outcome.measurement.causes.filter { outcome.anew.contains($0.id) }
          .map(DiffDocument.cause)),
      "economy": Parts.figure(outcome.measurement.economy, 4),
      "isolation": Parts.isolation(outcome.measurement.isolation),
      "seconds": Parts.figure(outcome.measurement.seconds, 3),
      "reused": .int(outcome.reused),
    ])
  }
}
