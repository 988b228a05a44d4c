/// A password in an address of any scheme (RFC 3986, 3.2.1): `postgres://admin:…@host/x`.
enum AddressSecret {
  /// Fewest and most bytes of such a password.
  static let lengths = 8...256
  /// Most bytes of a user's name.
  private static let longestUser = 100
  /// Least entropy in bits a byte: `xxxxxxxx1` is a placeholder.
  private static let leastEntropy = 2.5

  /// The password behind the colon at `sign`, where this is the one of a scheme.
  static func password(
    behind sign: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    guard sign > 0, sign + 3 < bytes.count, bytes[sign + 1] == 0x2F, bytes[sign + 2] == 0x2F,
      TokenHash.isNameByte(bytes[sign - 1])
    else { return nil }
    var colon = sign + 3
    let farthest = min(bytes.count, colon + longestUser)
    while colon < farthest, bytes[colon] != 0x3A {
      guard mayStand(bytes[colon]), bytes[colon] != 0x40 else { return nil }
      colon += 1
    }
    guard colon < farthest else { return nil }
    let start = colon + 1
    var end = start
    let longest = min(bytes.count, start + lengths.upperBound + 1)
    while end < longest, bytes[end] != 0x40, mayStand(bytes[end]) { end += 1 }
    guard end < longest, bytes[end] == 0x40, lengths.contains(end - start),
      isSecret(Array(bytes[start..<end]))
    else { return nil }
    return start..<end
  }

  /// What stands in a user's name and password; a variable or placeholder (`$PASS`, `<password>`,
  /// `{secret}`, `***`) does not.
  private static func mayStand(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00...0x20, 0x22, 0x24, 0x27, 0x2A, 0x2F, 0x3C, 0x3E, 0x3F, 0x5B...0x5D, 0x60,
      0x7B...0x7D:
      false
    default: true
    }
  }

  /// Whether it is mixed as passwords are, and no word for one: `yourPassword1`.
  private static func isSecret(_ value: [UInt8]) -> Bool {
    let letters = value.filter(TokenHash.isLetter)
    let small = letters.count { $0 >= 0x61 }
    let hasDigit = value.contains(where: TokenHash.isDigit)
    guard !letters.isEmpty, hasDigit || (small > 0 && small < letters.count),
      Entropy.bits(value[...]) >= leastEntropy
    else { return false }
    let word = String(decoding: letters, as: UTF8.self).lowercased()
    let words = ["password", "passwd", "pass", "pwd", "secret", "token"]
    return !words.contains { word.hasSuffix($0) && word.utf8.count <= $0.utf8.count + 5 }
  }
}
