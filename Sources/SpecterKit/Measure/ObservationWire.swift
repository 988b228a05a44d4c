import SpecModel

/// Observations inside documents. An answer is written as the JSON that it is; one that would not
/// come back as the same bytes (no JSON, not canonical, nested too deep to stand inside another
/// document, or posing as an outcome) is kept as hexadecimal bytes under `$raw`.
public enum ObservationWire {
  /// Deepest nesting that an answer may have to stand inside a document as it is; a reader of JSON
  /// takes 512.
  static let deepest = 400

  /// The observation as a document keeps it.
  public static func value(_ observation: Observation) -> Value {
    guard case .answered(let bytes) = observation else { return observation.value }
    guard let answer = observation.answer, answer["$outcome"] == nil, answer["$raw"] == nil,
      nesting(bytes) <= deepest, answer.canonicalBytes == bytes
    else { return .tagged("$raw", .string(hexadecimal(bytes))) }
    return answer
  }

  /// Reads it back; nil for `$raw` that is no hexadecimal.
  public static func observation(_ value: Value) -> Observation? {
    guard let digits = value["$raw"]?.stringValue else { return Observation(value) }
    let nibbles = digits.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard nibbles.count == digits.utf8.count, nibbles.count.isMultiple(of: 2) else { return nil }
    return .answered(
      stride(from: 0, to: nibbles.count, by: 2).map { UInt8(nibbles[$0] << 4 | nibbles[$0 + 1]) })
  }

  /// The most brackets that are open at one place, at least the true nesting (brackets in strings
  /// are counted too).
  private static func nesting(_ bytes: [UInt8]) -> Int {
    var depth = 0
    var most = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        most = max(most, depth)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      default: break
      }
    }
    return most
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
