import SpecModel

/// Where a reference comes from: the parsed form of a pin's `from`.
enum ReferenceName: Equatable {
  /// `pypi:NAME==VERSION`.
  case package(name: String, version: String)
  /// `path:DIR`.
  case folder(String)

  /// Reads `from`; throws a `Failure` of code `.usage` that shows the forms.
  init(_ from: String) throws {
    if from.hasPrefix("path:") {
      let folder = String(from.dropFirst(5))
      guard !folder.isEmpty, !folder.utf8.contains(0) else { throw Self.unreadable(from) }
      self = .folder(folder)
      return
    }
    guard from.hasPrefix("pypi:") else { throw Self.unreadable(from) }
    let rest = from.dropFirst(5)
    guard let (name, version) = Self.cut(rest), Self.isName(name), Self.isVersion(version)
    else { throw Self.unreadable(from) }
    self = .package(name: name, version: version)
  }

  private static func cut(_ text: Substring) -> (String, String)? {
    let bytes = Array(text.utf8)
    guard
      let at = bytes.indices.dropLast().first(where: {
        bytes[$0] == UInt8(ascii: "=") && bytes[$0 + 1] == UInt8(ascii: "=")
      })
    else { return nil }
    return (
      String(decoding: bytes[..<at], as: UTF8.self),
      String(decoding: bytes[(at + 2)...], as: UTF8.self)
    )
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count <= 200
    else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
  }

  /// The characters of a version; the script reads its parts.
  private static func isVersion(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 100 else { return false }
    return isAlphanumeric(first)
      && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.+!".utf8.contains($0) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func unreadable(_ from: String) -> Failure {
    Failure(
      .usage, "\(from.debugDescription) names no reference",
      remedy: "Write pypi:NAME==VERSION with an exact version, or path:DIR")
  }
}
