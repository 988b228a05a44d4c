import CSearch

/// The lines of a fence that may hold pseudocode, without comments and strings.
struct PseudocodeText {
  /// One line.
  struct Line {
    /// Spaces before the first byte; a tab counts as four.
    var indent: Int
    /// The code without spaces on both sides, as a range of `bytes`; strings are left as `""`.
    var code: Range<Int>
  }

  /// Every line, blank ones included, so that line numbers can be told.
  private(set) var lines: [Line] = []
  /// The code of all lines, one after another.
  private(set) var bytes: [UInt8] = []

  init(_ source: Bytes) {
    guard let base = source.baseAddress else { return }
    bytes.reserveCapacity(source.count)
    lines.reserveCapacity(source.count / 32 + 2)
    var isInString = false
    var start = 0
    while start <= source.count {
      let found = specter_find(base + start, 0x0A, source.count - start)
      let end = found.map { base.distance(to: $0) } ?? source.count
      take(source.part(start..<end), &isInString)
      start = end + 1
    }
    if lines.last?.code.isEmpty == true { lines.removeLast() }
  }

  private mutating func take(_ line: Bytes, _ isInString: inout Bool) {
    var indent = 0
    var start = 0
    while start < line.count, line[start] == 0x20 || line[start] == 0x09 {
      indent += line[start] == 0x09 ? 4 : 1
      start += 1
    }
    let first = bytes.count
    if !isInString, Self.isPlain(line, from: start) {
      bytes.append(contentsOf: line.from(start))
    } else {
      takeMarked(line, from: start, &isInString)
    }
    var code = first..<bytes.count
    while let last = code.last, Self.isSpace(bytes[last]) {
      code = code.lowerBound..<last
    }
    while let next = code.first, Self.isSpace(bytes[next]) {
      code = (next + 1)..<code.upperBound
    }
    lines.append(Line(indent: indent, code: code))
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  /// Whether nothing in a line may begin a string or a comment.
  private static func isPlain(_ line: Bytes, from start: Int) -> Bool {
    var place = start
    while place < line.count {
      // The bytes that may begin one are below `@`, where few bytes of a text are.
      if line[place] < 0x40 {
        switch line[place] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "#"), UInt8(ascii: ";"),
          UInt8(ascii: "/"):
          return false
        case UInt8(ascii: "-"):
          if place + 1 < line.count, line[place + 1] == UInt8(ascii: "-") { return false }
        default: break
        }
      }
      place += 1
    }
    return true
  }

  /// Takes a line that has strings or comments, or stands in a string.
  private mutating func takeMarked(
    _ line: Bytes, from start: Int, _ isInString: inout Bool
  ) {
    var place = start
    while place < line.count {
      if Self.starts(line, place, "\"\"\"") {
        isInString.toggle()
        place += 3
        bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: "\"")])
        continue
      }
      if isInString {
        place += 1
        continue
      }
      if Self.isComment(line, place) { break }
      if line[place] == UInt8(ascii: "\"") || line[place] == UInt8(ascii: "'"),
        let end = Self.stringEnd(line, place)
      {
        bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: "\"")])
        place = end
        continue
      }
      bytes.append(line[place])
      place += 1
    }
  }

  /// Where the string that begins at `place` ends; nil when it is an apostrophe.
  private static func stringEnd(_ bytes: Bytes, _ place: Int) -> Int? {
    let quote = bytes[place]
    if quote == UInt8(ascii: "'"), place > 0, SignatureParser.isName(bytes[place - 1]) {
      return nil
    }
    var end = place + 1
    while end < bytes.count, bytes[end] != quote {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return end < bytes.count ? end + 1 : nil
  }

  /// A comment begins with `#`, `--`, `//` or `;` at the start of a line or behind a space.
  private static func isComment(_ bytes: Bytes, _ place: Int) -> Bool {
    guard place == 0 || bytes[place - 1] == 0x20 || bytes[place - 1] == 0x09 else { return false }
    switch bytes[place] {
    case UInt8(ascii: "#"): return true
    case UInt8(ascii: "-"):
      return starts(bytes, place, "-- ") || (starts(bytes, place, "--") && place + 2 == bytes.count)
    case UInt8(ascii: "/"): return starts(bytes, place, "// ")
    case UInt8(ascii: ";"): return starts(bytes, place, "; ")
    default: return false
    }
  }

  private static func starts(
    _ bytes: Bytes, _ place: Int, _ word: StaticString
  ) -> Bool {
    let count = word.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[place + offset] != word.utf8Start[offset] { return false }
    return true
  }
}
