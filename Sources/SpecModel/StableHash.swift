/// Hashes that are the same in every process and on every machine, unlike Swift's own `Hasher`.
public enum StableHash {
  /// FNV-1a, 64 bits (Fowler, Noll, Vo): offset basis and prime as published.
  public static func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }

  /// FNV-1a with a final mix (SplitMix64's), so that nearby texts give unrelated numbers.
  public static func mixed(_ bytes: some Sequence<UInt8>) -> UInt64 { mix(fnv1a(bytes)) }

  /// SplitMix64's finaliser.
  public static func mix(_ number: UInt64) -> UInt64 {
    var z = number
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Six hexadecimal digits of the mixed hash of `text`.
  public static func sixDigits(_ text: String) -> String { hex(mixed(text.utf8) >> 40, digits: 6) }

  /// Sixteen hexadecimal digits of the hash of `text`.
  public static func sixteenDigits(_ text: String) -> String { hex(fnv1a(text.utf8), digits: 16) }

  private static func hex(_ number: UInt64, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }
}
