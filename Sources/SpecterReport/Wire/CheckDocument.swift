import SpecModel

/// What `specter check` found.
public struct CheckOutcome: Sendable, Hashable {
  /// The library's name.
  public var name: String
  /// What was measured now.
  public var measurement: Measurement
  /// Fidelity that the committed verdict recorded; nil where there is no verdict.
  public var recorded: Interval?
  /// Why the committed verdict is stale, one sentence each; empty when it is not.
  public var stale: [String]
  /// Why the library does not hold although the verdict may be fresh, one sentence each.
  public var broken: [String]
  /// Ids of causes that the committed verdict did not have.
  public var anew: Set<String>

  /// An outcome.
  public init(
    name: String, measurement: Measurement, recorded: Interval?, stale: [String] = [],
    broken: [String] = [], anew: Set<String> = []
  ) {
    self.name = name
    self.measurement = measurement
    self.recorded = recorded
    self.stale = stale
    self.broken = broken
    self.anew = anew
  }

  /// Whether the library holds: the verdict is not stale and nothing is broken.
  public var holds: Bool { stale.isEmpty && broken.isEmpty }
  /// Every reason why it does not hold; empty when it does.
  public var why: [String] { stale + broken }
}

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
    ])
  }
}
