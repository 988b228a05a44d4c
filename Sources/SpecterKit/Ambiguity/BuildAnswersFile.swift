import Differential
import SpecModel

/// What a build did, as the object store keeps it (`specter.answers/1`): the keys of the compared
/// probes, sixteen hexadecimal digits each, and every divergence with both observations.
enum BuildAnswersFile {
  private static let schema = "specter.answers/1"

  /// The file of a build's answers.
  static func bytes(of answers: BuildAnswers) -> [UInt8] {
    Value.members([
      "schema": .string(schema),
      "compared": .object(
        answers.compared.sorted { $0.key < $1.key }.map { operation, keys in
          .init(operation, .string(keys.sorted().map(digits).joined()))
        }),
      "divergences": .array(
        answers.divergences.map {
          .members([
            "probe": $0.probe.value, "reference": ObservationWire.value($0.reference),
            "candidate": ObservationWire.value($0.candidate),
            "kind": .string($0.difference.kind.rawValue), "path": .string($0.difference.path),
          ])
        }),
    ]).canonicalBytes
  }

  /// Reads it back; damage is a failure of the storage.
  static func answers(in bytes: [UInt8]) throws -> BuildAnswers {
    let value = try Value.reading(bytes)
    let damage = Failure(.storage, "a stored document is damaged: it is no \(schema)")
    guard value["schema"]?.stringValue == schema, let members = value["compared"]?.objectValue,
      let items = value["divergences"]?.arrayValue
    else { throw damage }
    var compared: [String: Set<UInt64>] = [:]
    for member in members {
      guard let text = member.value.stringValue, let keys = keys(in: text) else { throw damage }
      compared[member.key] = keys
    }
    let divergences = items.compactMap(divergence)
    guard divergences.count == items.count else { throw damage }
    return BuildAnswers(compared: compared, divergences: divergences)
  }

  private static func divergence(_ value: Value) -> Divergence? {
    guard let probe = value["probe"].flatMap(Probe.init),
      let reference = value["reference"].flatMap(ObservationWire.observation),
      let candidate = value["candidate"].flatMap(ObservationWire.observation),
      let kind = value["kind"]?.stringValue.flatMap(DifferenceKind.init(rawValue:)),
      let path = value["path"]?.stringValue
    else { return nil }
    return Divergence(
      probe: probe, reference: reference, candidate: candidate,
      difference: Difference(kind, path: path))
  }

  private static func digits(_ key: UInt64) -> String {
    let text = String(key, radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }

  private static func keys(in text: String) -> Set<UInt64>? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 16) else { return nil }
    var keys: Set<UInt64> = []
    for place in stride(from: 0, to: digits.count, by: 16) {
      let own = String(decoding: digits[place..<place + 16], as: UTF8.self)
      guard let key = UInt64(own, radix: 16) else { return nil }
      keys.insert(key)
    }
    return keys
  }
}
