/// A value given to something that is called a password, key or token (gitleaks'
/// `generic-api-key`, written anew).
enum GenericSecret {
  /// Least entropy of such a value, in bits a byte: gitleaks' figure.
  static let leastEntropy = 3.5
  /// Fewest and most bytes of such a value.
  static let lengths = 10...150
  /// Most bytes before the sign that are searched for the word.
  private static let reach = 50

  /// What a name says that holds a secret; in lower case.
  private static let words = [
    "access", "auth", "api_key", "apikey", "api-key", "credential", "creds", "passwd", "password",
    "private_key", "privatekey", "secret", "token",
  ].map { Array($0.utf8) }

  /// What a name says that only looks so; in lower case. Digests and identities are public.
  private static let innocent = [
    "public", "sha1", "sha256", "sha512", "md5", "digest", "checksum", "hash", "author",
    "integrity",
  ].map { Array($0.utf8) }

  /// Begins with a word of the innocent and is none of them.
  private static let authorization = Array("authori".utf8)

  /// Words before a credential in HTTP (RFC 9110, 11.4), in lower case.
  private static let schemes: [StaticString] = ["bearer ", "basic ", "token "]
  /// Most bytes of such a credential.
  private static let longestCredential = 4096

  /// Length of the word `Bearer` or the like at `start` with the spaces behind it; 0 without one.
  private static func schemeLength(_ start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard start < bytes.count, "bBtT".utf8.contains(bytes[start]) else { return 0 }
    let rest = bytes.from(start)
    for scheme in schemes where rest.beginInAnyCase(scheme) {
      var length = scheme.utf8CodeUnitCount
      while length < rest.count, length < 16, rest[length] == 0x20 { length += 1 }
      return length
    }
    return 0
  }

  /// The value behind the `=` or `:` at `sign`, if it looks like a secret.
  static func value(
    behind sign: Int, in bytes: UnsafeBufferPointer<UInt8>, floor: Int
  ) -> Range<Int>? {
    // The value first: most signs stand before none, and this is the cheapest to see.
    var start = sign + 1
    let limit = min(bytes.count, sign + 6)
    while start < limit, isGap(bytes[start]) { start += 1 }
    let scheme = schemeLength(start, bytes)
    start += scheme
    // A web token is told as one.
    if scheme > 0, start + 1 < bytes.count, bytes[start] == 0x65, bytes[start + 1] == 0x79 {
      return nil
    }
    var end = start
    var hasDigit = false
    var hasLetter = false
    let lengths = scheme > 0 ? lengths.lowerBound...longestCredential : lengths
    let longest = min(bytes.count, start + lengths.upperBound + 1)
    while end < longest, isValue(bytes[end]) {
      hasDigit = hasDigit || TokenHash.isDigit(bytes[end])
      hasLetter = hasLetter || TokenHash.isLetter(bytes[end])
      end += 1
    }
    guard lengths.contains(end - start), hasDigit, hasLetter, isEnd(end, bytes) else { return nil }
    let name = self.name(before: sign, in: bytes, floor: floor)
    guard words.contains(where: { occurs($0, name) }),
      occurs(authorization, name) || !innocent.contains(where: { occurs($0, name) })
    else { return nil }
    let value = Array(bytes[start..<end])[...]
    guard Entropy.bits(value) >= leastEntropy, !isPublic(value) else { return nil }
    return start..<end
  }

  /// Whether a key says of itself that it is one for documents: `AKIAIOSFODNN7EXAMPLE`.
  static func saysExample(_ value: ArraySlice<UInt8>) -> Bool {
    let lower = value.map(lowered)
    return ["example", "placeholder", "changeme", "dummy", "redacted"].contains {
      occurs(Array($0.utf8), lower)
    }
  }

  /// Names of things have high entropy too. A secret is one piece: no address, no dotted path, no
  /// words joined by marks, no UUID, no version.
  private static func isPublic(_ value: ArraySlice<UInt8>) -> Bool {
    let parts = value.split { $0 == 0x2E || $0 == 0x2D || $0 == 0x5F || $0 == 0x2F }
    let longest = parts.map(\.count).max() ?? 0
    if longest < 10 || parts.map(\.count) == [8, 4, 4, 4, 12] { return true }
    // Camel case and lower-case names with a digit: a run of letters is a word, secrets mix them.
    let digits = value.count { TokenHash.isDigit($0) }
    return digits < 2
  }

  private static func name(
    before sign: Int, in bytes: UnsafeBufferPointer<UInt8>, floor: Int
  ) -> [UInt8] {
    var at = sign
    let lowest = max(floor, sign - reach, 0)
    // `:=`, `=>`, `"password" : …`
    while at > lowest, isGap(bytes[at - 1]) || bytes[at - 1] == 0x3A { at -= 1 }
    let end = at
    while at > lowest, isName(bytes[at - 1]) { at -= 1 }
    return bytes[at..<end].map(lowered)
  }

  private static func occurs(_ word: [UInt8], _ text: [UInt8]) -> Bool {
    guard text.count >= word.count else { return false }
    return (0...(text.count - word.count)).contains { text[$0...].starts(with: word) }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  private static func isGap(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x22, 0x27, 0x60, 0x3D, 0x3E: true
    default: false
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    TokenHash.isNameByte(byte) || byte == 0x2D || byte == 0x2E
  }

  private static func isValue(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2B, 0x2D, 0x2E, 0x2F, 0x3D, 0x5F: true
    default: TokenHash.isLetter(byte) || TokenHash.isDigit(byte)
    }
  }

  private static func isEnd(_ place: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard place < bytes.count else { return true }
    switch bytes[place] {
    case 0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27, 0x60, 0x3B, 0x2C, 0x5C, 0x7D, 0x7C: return true
    default: return false
    }
  }
}
