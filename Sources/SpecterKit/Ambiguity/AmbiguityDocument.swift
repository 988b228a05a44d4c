import SpecModel

/// `specter.ambiguity/1`: where the builds of one round disagree with each other, to be stored and
/// read back without loss.
public enum AmbiguityDocument {
  /// The name and version of the schema.
  static let schema = "specter.ambiguity/1"

  /// The document of an ambiguity.
  public static func encode(_ ambiguity: Ambiguity) -> Value {
    .members([
      "schema": .string(schema), "builds": .int(ambiguity.builds),
      "operations": .int(ambiguity.operations),
      "ambiguous": .array(ambiguity.ambiguous.map(operation)),
    ])
  }

  /// The ambiguity of a document; what is none is a `Failure` of code `.storage`.
  public static func decode(_ value: Value) throws -> Ambiguity {
    guard value["schema"]?.stringValue == schema, let builds = value["builds"]?.intValue,
      let operations = value["operations"]?.intValue, let items = value["ambiguous"]?.arrayValue
    else { throw damage }
    return Ambiguity(
      builds: builds, operations: operations, ambiguous: try items.map { try operation($0) })
  }

  private static let damage = Failure(
    .storage, "a stored document is damaged: it is no \(schema)")

  private static func operation(_ own: AmbiguousOperation) -> Value {
    .members([
      "operation": .string(own.operation), "probes": .int(own.probes),
      "disagreeing": .int(own.disagreeing), "kind": .string(own.difference.kind.rawValue),
      "path": .string(own.difference.path), "witness": own.witness.value,
      "reference": ObservationWire.value(own.reference),
      "answers": .array(
        own.answers.map {
          .members([
            "observation": ObservationWire.value($0.observation), "builds": .int($0.builds),
            "isReference": .bool($0.isReference),
          ])
        }),
      "requirements": .array(own.requirements.map(Value.string)),
      "section": .string(own.section),
    ])
  }

  private static func operation(_ value: Value) throws -> AmbiguousOperation {
    guard let name = value["operation"]?.stringValue, let probes = value["probes"]?.intValue,
      let disagreeing = value["disagreeing"]?.intValue,
      let kind = value["kind"]?.stringValue.flatMap(DifferenceKind.init(rawValue:)),
      let path = value["path"]?.stringValue, let witness = value["witness"].flatMap(Probe.init),
      let reference = value["reference"].flatMap(ObservationWire.observation),
      let answers = value["answers"]?.arrayValue,
      let requirements = value["requirements"]?.arrayValue,
      let section = value["section"]?.stringValue
    else { throw damage }
    return AmbiguousOperation(
      operation: name, probes: probes, disagreeing: disagreeing,
      difference: Difference(kind, path: path), witness: witness, reference: reference,
      answers: try answers.map { try answer($0) },
      requirements: requirements.compactMap(\.stringValue), section: section)
  }

  private static func answer(_ value: Value) throws -> AmbiguousOperation.Answer {
    guard let observation = value["observation"].flatMap(ObservationWire.observation),
      let builds = value["builds"]?.intValue, let isReference = value["isReference"]?.boolValue
    else { throw damage }
    return AmbiguousOperation.Answer(observation, builds: builds, isReference: isReference)
  }
}
