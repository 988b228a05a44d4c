extension String {
  /// Whether `needle`, lower-case as far as it is ASCII, occurs in any case. Bytes are compared:
  /// most texts that are asked are short and have no such word.
  func holds(_ needle: StaticString) -> Bool {
    if let found = utf8.withContiguousStorageIfAvailable({ $0.hold(needle) }) { return found }
    var text = self
    return text.withUTF8 { $0.hold(needle) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether `needle`, lower-case as far as it is ASCII, occurs in any case.
  func hold(_ needle: StaticString) -> Bool {
    let length = needle.utf8CodeUnitCount
    guard length > 0, count >= length else { return false }
    let word = needle.utf8Start
    let (first, second) = (word[0], length > 1 ? word[1] : word[0])
    var start = 0
    while start <= count - length {
      defer { start += 1 }
      guard Self.lower(self[start]) == first else { continue }
      guard length == 1 || Self.lower(self[start + 1]) == second else { continue }
      var offset = 2
      while offset < length, Self.lower(self[start + offset]) == word[offset] { offset += 1 }
      if offset >= length { return true }
    }
    return false
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}

extension StringProtocol {
  /// Whether `needle` occurs, byte for byte.
  func contains(_ needle: String) -> Bool {
    guard let first = needle.utf8.first else { return true }
    var rest = utf8[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: needle.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
