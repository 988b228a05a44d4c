/// Tokens of a text in order, each a number that stands for its spelling.
struct TokenStream: Sendable {
  /// One number a token; equal spellings have equal numbers.
  private(set) var hashes: [UInt64] = []
  /// The line of every token.
  private(set) var lines: [Int32] = []
  private var breaks: UInt64

  /// An empty stream. Streams of the spec and of the reference have other `salt`s, so that a break
  /// in one is never equal to a break in the other.
  init(salt: UInt64) { breaks = salt << 56 }

  var count: Int { hashes.count }

  /// Whether the token at `place` is a break.
  func isBreak(_ place: Int) -> Bool { hashes[place] >> 56 != 0xFF }

  mutating func append(_ hash: UInt64, line: Int) {
    hashes.append(hash)
    lines.append(Int32(clamping: line))
  }

  /// A token that is equal to no other: no run goes over it. Several in a row are one.
  mutating func appendBreak(line: Int) {
    if let last = hashes.last, last == breaks { return }
    breaks += 1
    append(breaks, line: line)
  }
}

/// How spellings become numbers.
enum TokenHash {
  /// FNV-1a with 64 bits; the bits from 56 on are set so that no token is a break.
  static func of(_ bytes: some Sequence<UInt8>, lowered: Bool = false) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes {
      let plain = lowered && byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      hash = (hash ^ UInt64(plain)) &* 0x100_0000_01B3
    }
    return hash | 0xFF << 56
  }

  /// Stands for any string literal: what a program prints is seen without its source.
  static let string = of("\"".utf8)
  /// Stands for any number where names do not count.
  static let number = of("0".utf8)
  /// Stands for any name where names do not count.
  static let name = of("a".utf8)

  /// Words that keep their spelling where names do not count: those of the commonest languages.
  static let keywords: Set<UInt64> = Set(
    """
    False None True and as assert async await begin bool break by case catch class const continue \
    def default defer del delete do double elif else elsif end enum except export extends extern \
    false final finally float fn for foreach from func function global go goto guard if impl \
    implements import in inout int interface internal is lambda let long loop match mod module \
    mut namespace new nil nonlocal not null of operator or override package pass private \
    protected protocol pub public raise range repeat require rescue return self short static \
    struct super switch template then this throw throws trait true try type typedef typename \
    union unless unsafe until use using var virtual void when where while with yield
    """.split(separator: " ").map { of($0.utf8) })

  static func isNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == 0x5F || byte >= 0x80
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
