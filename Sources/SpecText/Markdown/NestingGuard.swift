/// Keeps lines with absurdly many block markers or table bars from the block parser, whose work on
/// them grows with the square of their number.
enum NestingGuard {
  /// Most markers of quotes and lists that a line may begin with.
  static let deepest = 50

  /// Most spaces that may stand before a marker: deep nesting may come line by line too.
  static let widest = 160

  /// Most bars in a line.
  static let mostBars = 1000

  /// The text with such lines' further markers made harmless, and the first such line; the text
  /// itself when there is none. Bytes are replaced one for one, so every offset stays.
  static func guarded(_ text: SourceText) -> (SourceText, Int?) {
    var first: Int?
    for line in 1...text.lineCount {
      let range = text.range(ofLine: line)
      guard range.count > deepest, excess(text.bytes, range) != nil else { continue }
      first = line
      break
    }
    guard let first else { return (text, nil) }
    var bytes = text.bytes
    for line in first...text.lineCount {
      let range = text.range(ofLine: line)
      guard range.count > deepest, let start = excess(bytes, range) else { continue }
      for place in start..<range.upperBound where markers.contains(bytes[place]) {
        bytes[place] = UInt8(ascii: "x")
      }
    }
    return (SourceText(bytes), first)
  }

  private static let markers = Array(">-+*.)|".utf8)

  /// Where the markers of a line go beyond the limits; nil when they do not.
  private static func excess(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    if range.count > mostBars {
      var bars = 0
      for place in range where bytes[place] == UInt8(ascii: "|") {
        bars += 1
        if bars > mostBars { return place }
      }
    }
    var count = 0
    var spaces = 0
    for place in range {
      let byte = bytes[place]
      if byte == 0x20 || byte == 0x09 {
        spaces += 1
      } else if isMarker(bytes, place, range.upperBound) {
        count += 1
        if count > deepest || spaces > widest { return place }
      } else if byte < 0x30 || byte > 0x39 {
        return nil
      }
    }
    return nil
  }

  /// Whether a quote's or a list item's marker stands at `place`.
  private static func isMarker(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Bool {
    if bytes[place] == UInt8(ascii: ">") { return true }
    guard markers.contains(bytes[place]), place + 1 < end else { return false }
    return bytes[place + 1] == 0x20 || bytes[place + 1] == 0x09
  }
}
