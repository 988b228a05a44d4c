import SpecModel
import SpecterKit

/// The driver's answer to `{"hello":1}`.
struct Greeting: Sendable, Hashable {
  /// The protocol that Specter speaks.
  static let version = 1

  /// The driver's name and version, for example `python/1`.
  var driver: String
  /// The subject's name and version; empty where it does not say.
  var subject: String
  /// Whether answers tell what probes took, where that is much.
  var tellsCosts: Bool
  /// Whether the driver can write each answer as soon as it has it.
  var canBePrompt: Bool
  /// Whether the driver can run each probe in a copy of its process.
  var canFork: Bool

  /// Reads the answer of a driver of `subject`. Throws a `Failure` when it is none, and
  /// `SubjectUnloadable` when it says that the subject can't be loaded: its member `error` is a
  /// text or an error as observations hold it.
  init(_ line: [UInt8], of subject: String) throws {
    guard let value = try? Value(parsing: line), let version = value["hello"]?.intValue else {
      throw Failure(
        .driver, "the driver answered no hello but '\(Self.excerpt(line))'",
        remedy: "A driver answers {\"hello\":1} with {\"hello\":1,\"driver\":\"NAME\"}")
    }
    guard version == Self.version else {
      throw Failure(
        .driver, "the driver speaks version \(version) of the protocol, not \(Self.version)",
        remedy: "Use a driver of version \(Self.version)")
    }
    if let error = value["error"], error != .null {
      throw SubjectUnloadable("importing \(subject) failed: \(Self.words(error))")
    }
    driver = value["driver"]?.stringValue ?? ""
    self.subject = value["subject"]?.stringValue ?? ""
    tellsCosts = value["cost"] == .bool(true)
    canBePrompt = value["prompt"] == .bool(true)
    canFork = value["fork"] == .bool(true)
  }

  private static func words(_ error: Value) -> String {
    guard let type = error["type"]?.stringValue else {
      return excerpt(Array((error.stringValue ?? error.description).utf8))
    }
    let message = error["message"]?.stringValue ?? ""
    let place = error["where"]?.stringValue ?? ""
    let said = message.isEmpty ? type : "\(type): \(message)"
    return excerpt(Array((place.isEmpty ? said : "\(said) (\(place))").utf8), bytes: 400)
  }

  /// The start of a line for a message: at most `bytes` of it, control characters replaced.
  static func excerpt(_ line: [UInt8], bytes: Int = 120) -> String {
    String(
      String.UnicodeScalarView(
        String(decoding: line.prefix(bytes), as: UTF8.self).unicodeScalars
          .map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }
}
