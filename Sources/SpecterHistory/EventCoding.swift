import FoundationEssentials
import SpecModel

/// Events as the history keeps them: JSON with sorted keys, through `Codable`. This is the store's
/// own form; what other programs read is `specter.event/1` of SpecterReport.
enum EventCoding {
  /// The event's JSON. Figures that JSON lacks are the strings `nan`, `inf` and `-inf`.
  static func encode(_ event: RunEvent) throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return String(decoding: try encoder.encode(event), as: UTF8.self)
    } catch {
      throw Failure(.storage, "an event can't be written as JSON: \(error)")
    }
  }

  /// The event of `text`.
  static func decode(_ text: String, place: String) throws(Failure) -> RunEvent {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return try decoder.decode(RunEvent.self, from: Data(text.utf8))
    } catch {
      throw unreadable(place: place)
    }
  }

  /// An event that this version can't read.
  static func unreadable(place: String) -> Failure {
    Failure(
      .storage, "the history holds an event that this version can't read",
      remedy: "Use the Specter that wrote it, or move the file away to begin a new history",
      place: place)
  }

  /// The event's kind, one word, for the schema's checks.
  static func kind(_ event: RunEvent) -> String {
    switch event {
    case .began: "began"
    case .resumed: "resumed"
    case .stepBegan: "stepBegan"
    case .stepEnded: "stepEnded"
    case .stepFailed: "stepFailed"
    case .ended: "ended"
    }
  }
}
