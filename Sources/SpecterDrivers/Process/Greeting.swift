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

  /// Reads the answer. Throws a `Failure` when it is none, and `SubjectUnloadable` when it says
  /// that the subject can't be loaded (its member `error`).
  init(_ line: [UInt8]) throws {
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
    if let error = value["error"]?.stringValue { throw SubjectUnloadable(error) }
    driver = value["driver"]?.stringValue ?? ""
    subject = value["subject"]?.stringValue ?? ""
  }

  /// The start of a line for a message: at most 120 bytes, control characters replaced.
  static func excerpt(_ line: [UInt8]) -> String {
    String(
      String.UnicodeScalarView(
        String(decoding: line.prefix(120), as: UTF8.self).unicodeScalars
          .map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }
}
