import CSearch

extension String {
  /// Whether `needle`, lower-case as far as it is ASCII, occurs in any case. Bytes are compared:
  /// most texts that are asked are short and have no such word.
  func holds(_ needle: StaticString) -> Bool { withBytes { $0.hold(needle) } }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether `needle`, lower-case as far as it is ASCII, occurs in any case.
  func hold(_ needle: StaticString) -> Bool {
    guard let baseAddress else { return needle.utf8CodeUnitCount == 0 }
    return specter_holds(baseAddress, count, needle.utf8Start, needle.utf8CodeUnitCount)
  }
}

extension StringProtocol {
  /// Whether `needle` occurs, byte for byte.
  func contains(_ needle: String) -> Bool {
    let found = utf8.withContiguousStorageIfAvailable { bytes in
      needle.withBytes { word in
        guard let text = bytes.baseAddress, let first = word.baseAddress else {
          return word.isEmpty
        }
        return specter_contains(text, bytes.count, first, word.count)
      }
    }
    return found ?? String(decoding: Array(utf8), as: UTF8.self).contains(needle)
  }
}
