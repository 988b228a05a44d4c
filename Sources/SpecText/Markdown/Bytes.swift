/// A piece of a text: readers look at bytes, and make strings only of what they keep.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
  /// The bytes as text.
  var string: String { String(decoding: self, as: UTF8.self) }

  /// A part of the bytes.
  func part(_ range: Range<Int>) -> Bytes { Bytes(rebasing: self[range]) }

  /// The bytes from `place` on; none behind the end.
  func from(_ place: Int) -> Bytes { Bytes(rebasing: self[Swift.min(place, count)...]) }

  /// The bytes before `place`.
  func upTo(_ place: Int) -> Bytes { Bytes(rebasing: self[..<place]) }

  /// The bytes without spaces, tabs and line ends on both sides.
  var trimmed: Bytes { part(trimmedRange) }

  /// Whether the bytes begin with `word`, byte for byte.
  func begin(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard count >= length else { return false }
    for place in 0..<length where self[place] != word.utf8Start[place] { return false }
    return true
  }

  /// Whether the bytes end with `word`, byte for byte.
  func end(_ word: StaticString) -> Bool {
    count >= word.utf8CodeUnitCount && from(count - word.utf8CodeUnitCount).begin(word)
  }

  /// Whether the bytes begin with `word`, which is in lower case, in any case.
  func beginInAnyCase(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard count >= length else { return false }
    for place in 0..<length {
      let byte = self[place]
      guard (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == word.utf8Start[place] else {
        return false
      }
    }
    return true
  }

  /// Where `mark` first stands, byte for byte; nil where it does not.
  func find(_ mark: StaticString) -> Int? {
    let length = mark.utf8CodeUnitCount
    guard count >= length else { return nil }
    var place = 0
    while place <= count - length {
      if self[place] == mark.utf8Start[0], from(place).begin(mark) { return place }
      place += 1
    }
    return nil
  }
}

extension String {
  /// Looks at the text's bytes.
  func withBytes<R>(_ body: (Bytes) -> R) -> R {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = self
    return copy.withUTF8(body)
  }
}
