#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How evenly a text's bytes are spread.
enum Entropy {
  /// Shannon entropy in bits a byte: −Σ p·log2 p over the bytes' shares p (Shannon, "A Mathematical
  /// Theory of Communication", 1948). 0 for nothing and for one byte repeated, at most 8.
  static func bits(_ bytes: ArraySlice<UInt8>) -> Double {
    guard !bytes.isEmpty else { return 0 }
    var counts = [Int](repeating: 0, count: 256)
    for byte in bytes { counts[Int(byte)] += 1 }
    let total = Double(bytes.count)
    return counts.reduce(0) { sum, count in
      guard count > 0 else { return sum }
      let share = Double(count) / total
      return sum - share * log2(share)
    }
  }
}
