/// The lines of a fence that may hold pseudocode, without comments and strings.
struct PseudocodeText {
  /// One line.
  struct Line {
    /// Spaces before the first byte; a tab counts as four.
    var indent: Int
    /// The code without spaces on both sides; strings are left as `""`.
    var code: [UInt8]
  }

  /// Every line, blank ones included, so that line numbers can be told.
  private(set) var lines: [Line] = []

  init(_ text: String) {
    var isInString = false
    for raw in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      lines.append(Self.line(raw, isInString: &isInString))
    }
    if lines.last?.code.isEmpty == true { lines.removeLast() }
  }

  private static func line(_ raw: Substring.UTF8View.SubSequence, isInString: inout Bool) -> Line {
    let bytes = Array(raw)
    var place = 0
    var indent = 0
    while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 {
      indent += bytes[place] == 0x09 ? 4 : 1
      place += 1
    }
    var code: [UInt8] = []
    while place < bytes.count {
      if starts(bytes, place, "\"\"\"") {
        isInString.toggle()
        place += 3
        code += Array("\"\"".utf8)
        continue
      }
      if isInString {
        place += 1
        continue
      }
      if isComment(bytes, place) { break }
      if bytes[place] == UInt8(ascii: "\"") || bytes[place] == UInt8(ascii: "'"),
        let end = stringEnd(bytes, place)
      {
        code += Array("\"\"".utf8)
        place = end
        continue
      }
      code.append(bytes[place])
      place += 1
    }
    var slice = code[...]
    slice.trim()
    return Line(indent: indent, code: Array(slice))
  }

  /// Where the string that begins at `place` ends; nil when it is an apostrophe.
  private static func stringEnd(_ bytes: [UInt8], _ place: Int) -> Int? {
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
  private static func isComment(_ bytes: [UInt8], _ place: Int) -> Bool {
    guard place == 0 || bytes[place - 1] == 0x20 || bytes[place - 1] == 0x09 else { return false }
    return starts(bytes, place, "#") || starts(bytes, place, "-- ") || starts(bytes, place, "// ")
      || starts(bytes, place, "; ") || (starts(bytes, place, "--") && place + 2 == bytes.count)
  }

  private static func starts(_ bytes: [UInt8], _ place: Int, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[place + offset] != word.utf8Start[offset] { return false }
    return true
  }
}
