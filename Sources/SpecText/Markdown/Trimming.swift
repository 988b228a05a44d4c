extension UInt8 {
  /// Whether this is a space, a tab or a part of a line end.
  var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Where the bytes stand that are left without spaces, tabs and line ends on both sides.
  var trimmedRange: Range<Int> {
    var (start, end) = (startIndex, endIndex)
    while start < end, self[start].isSpace { start += 1 }
    while end > start, self[end - 1].isSpace { end -= 1 }
    return start..<end
  }
}

extension ArraySlice<UInt8> {
  /// Drops spaces, tabs and line ends on both sides.
  mutating func trim() { self = self[trimmedRange] }
}

extension String {
  /// The text without spaces, tabs and line ends on both sides.
  var trimmed: String {
    guard let first = utf8.first, let last = utf8.last else { return self }
    guard first.isSpace || last.isSpace else { return self }
    var text = self
    return text.withUTF8 { $0.trimmed.string }
  }
}
