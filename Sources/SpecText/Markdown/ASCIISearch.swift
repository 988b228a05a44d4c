extension String {
  /// Whether `needle`, lower-case as far as it is ASCII, occurs in any case. Bytes are compared:
  /// most texts that are asked are short and have no such word.
  func holds(_ needle: StaticString) -> Bool {
    let count = needle.utf8CodeUnitCount
    let first = needle.utf8Start[0]
    var text = self
    return text.withUTF8 { bytes in
      guard bytes.count >= count else { return false }
      for start in 0...(bytes.count - count) where Self.lower(bytes[start]) == first {
        var offset = 1
        while offset < count, Self.lower(bytes[start + offset]) == needle.utf8Start[offset] {
          offset += 1
        }
        if offset == count { return true }
      }
      return false
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}
