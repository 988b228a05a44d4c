import SpecModel
import SpecterKit

/// `specter.plant/1`: the list of changes that were planted in a reference. It is for the audit
/// alone: whoever writes or follows the spec must not see it.
public struct PlantDocument: Sendable {
  /// The schema's name.
  public static let schema = "specter.plant/1"

  /// Where the original came from.
  public var reference: String
  /// The scope that was probed.
  public var scope: SurfaceScope
  /// The seed of changes and probes.
  public var seed: UInt64
  /// The changes.
  public var changes: [PlantedChange]

  /// A document.
  public init(reference: String, scope: SurfaceScope, seed: UInt64, changes: [PlantedChange]) {
    self.reference = reference
    self.scope = scope
    self.seed = seed
    self.changes = changes
  }

  /// The document as JSON.
  public var value: Value {
    .members([
      "schema": .string(Self.schema), "reference": .string(reference),
      "module": .string(scope.module), "include": .array(scope.include.map(Value.string)),
      "exclude": .array(scope.exclude.map(Value.string)), "seed": Parts.seed(seed),
      "changes": .array(changes.map(Self.value)),
    ])
  }

  private static func value(_ change: PlantedChange) -> Value {
    .members([
      "id": .string(change.id), "mutant": MutantWire.value(change.mutant),
      "witnesses": .array(
        change.witnesses.map {
          .members([
            "probe": $0.probe.value, "planted": $0.planted.value, "plain": $0.plain.value,
          ])
        }),
    ])
  }

  /// Reads a document; throws a `Failure` of code `.badInput` that names `place`.
  public init(parsing bytes: [UInt8], place: String) throws(Failure) {
    guard let value = try? Value(parsing: bytes), value["schema"]?.stringValue == Self.schema,
      let items = value["changes"]?.arrayValue
    else {
      throw Failure(
        .badInput, "this is no document of schema \(Self.schema)",
        remedy: "Plant again to write it anew", place: place)
    }
    func texts(_ key: String) -> [String] {
      value[key]?.arrayValue?.compactMap(\.stringValue) ?? []
    }
    changes = []
    for (number, item) in items.enumerated() {
      guard let change = Self.change(item) else {
        throw Failure(
          .badInput, "change \(number + 1) of the list can't be read",
          remedy: "Plant again to write it anew", place: place)
      }
      changes.append(change)
    }
    seed = try DocumentReader(value).seed("seed")
    reference = value["reference"]?.stringValue ?? ""
    scope = SurfaceScope(
      module: value["module"]?.stringValue ?? "", include: texts("include"),
      exclude: texts("exclude"))
  }

  private static func change(_ value: Value) -> PlantedChange? {
    guard let id = value["id"]?.stringValue, let mutant = value["mutant"].flatMap(MutantWire.read),
      let items = value["witnesses"]?.arrayValue, !items.isEmpty
    else { return nil }
    let witnesses = items.compactMap { item -> PlantedChange.Witness? in
      guard let probe = item["probe"].flatMap({ Probe($0) }), let planted = item["planted"],
        let plain = item["plain"]
      else { return nil }
      return .init(probe: probe, planted: Observation(planted), plain: Observation(plain))
    }
    guard witnesses.count == items.count else { return nil }
    return PlantedChange(id: id, mutant: mutant, witnesses: witnesses)
  }
}

/// A change of source as documents write it.
enum MutantWire {
  static func value(_ mutant: Mutant) -> Value {
    .members([
      "file": .string(mutant.file), "line": .int(mutant.line),
      "function": .string(mutant.function), "kind": .string(mutant.kind),
      "start": .int(mutant.range.lowerBound), "end": .int(mutant.range.upperBound),
      "text": .string(mutant.text), "before": .string(mutant.before),
      "after": .string(mutant.after),
    ])
  }

  static func read(_ value: Value) -> Mutant? {
    guard let file = value["file"]?.stringValue, let line = value["line"]?.intValue,
      let start = value["start"]?.intValue, let end = value["end"]?.intValue, 0 <= start,
      start <= end, let text = value["text"]?.stringValue
    else { return nil }
    return Mutant(
      file: file, line: line, function: value["function"]?.stringValue ?? "",
      kind: value["kind"]?.stringValue ?? "", range: start..<end, text: text,
      before: value["before"]?.stringValue ?? "", after: value["after"]?.stringValue ?? "")
  }
}
