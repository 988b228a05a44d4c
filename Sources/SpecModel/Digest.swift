/// A SHA-256 digest in lower-case hexadecimal. Computed in `SpecterKit`; here it is only a value.
public struct Digest: Sendable, Hashable, Codable, CustomStringConvertible {
  /// 64 hexadecimal digits.
  public let hex: String

  /// A digest from 64 hexadecimal digits, with or without a leading `sha256:`; nil for anything
  /// else.
  public init?(_ text: String) {
    let digits = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text
    guard digits.utf8.count == 64,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    hex = digits
  }

  /// `sha256:` and the digits.
  public var description: String { "sha256:\(hex)" }

  /// The first twelve digits, for people.
  public var short: String { String(hex.prefix(12)) }

  /// Decodes a string with or without the prefix.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let digest = Digest(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is no SHA-256 digest")
    }
    self = digest
  }

  /// Encodes `description`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
