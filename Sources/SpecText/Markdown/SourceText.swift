import CSearch

/// The bytes of a file with a table of its lines. Line ends are LF, CR LF and CR, as in CommonMark,
/// so that line numbers are those of the block parser.
struct SourceText {
  /// The text; valid UTF-8.
  let bytes: [UInt8]
  /// Offset of the first byte of every line.
  let starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    starts = bytes.withUnsafeBufferPointer(Self.lineStarts)
  }

  private static func lineStarts(_ buffer: UnsafeBufferPointer<UInt8>) -> [Int] {
    var starts = [0]
    starts.reserveCapacity(buffer.count / 40 + 1)
    guard let base = buffer.baseAddress else { return starts }
    if specter_find(base, 0x0D, buffer.count) == nil {
      var place = 0
      while let end = specter_find(base + place, 0x0A, buffer.count - place) {
        place = base.distance(to: end) + 1
        if place < buffer.count { starts.append(place) }
      }
      return starts
    }
    var place = 0
    while place < buffer.count {
      let byte = buffer[place]
      place += 1
      guard byte == 0x0A || byte == 0x0D else { continue }
      if byte == 0x0D, place < buffer.count, buffer[place] == 0x0A { place += 1 }
      if place < buffer.count { starts.append(place) }
    }
    return starts
  }

  /// Number of lines; an empty file has one.
  var lineCount: Int { starts.count }

  /// The bytes of line `line` (from 1) with its line end; nothing outside the file.
  func range(ofLine line: Int) -> Range<Int> {
    guard line >= 1, line <= starts.count else { return bytes.count..<bytes.count }
    return starts[line - 1]..<(line < starts.count ? starts[line] : bytes.count)
  }

  /// The bytes of line `line` without its line end.
  func line(_ line: Int) -> ArraySlice<UInt8> {
    let range = range(ofLine: line)
    var end = range.upperBound
    if end > range.lowerBound, bytes[end - 1] == 0x0A { end -= 1 }
    if end > range.lowerBound, bytes[end - 1] == 0x0D { end -= 1 }
    return bytes[range.lowerBound..<end]
  }

  /// The bytes from line `first` to line `last`, the last line's end included.
  func range(_ first: Int, _ last: Int) -> Range<Int> {
    let start = range(ofLine: first).lowerBound
    return start..<max(start, range(ofLine: last).upperBound)
  }

  /// Whether a line holds nothing but spaces and tabs.
  func isBlank(_ line: Int) -> Bool {
    let range = range(ofLine: line)
    return bytes.withUnsafeBufferPointer { buffer in
      buffer[range].allSatisfy { $0.isSpace }
    }
  }
}
