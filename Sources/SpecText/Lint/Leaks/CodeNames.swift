/// The words of a markdown text that could be names of code: those with an underscore or a capital
/// inside, one after the other, each with whether it stands in code.
struct CodeNames {
  private let text: SourceText
  private var place: Int
  private var line: Int
  private var lineEnd: Int
  private var isFence = false
  private var isSpan = false

  init(_ text: SourceText, fromLine first: Int) {
    self.text = text
    line = first - 1
    place = text.range(ofLine: first).lowerBound
    lineEnd = place
  }

  /// The next such word; nil at the end.
  mutating func next() -> (name: String, line: Int, isCode: Bool)? {
    while true {
      while place >= lineEnd {
        guard line < text.lineCount else { return nil }
        beginLine()
      }
      let byte = text.bytes[place]
      if byte == 0x60, !isFence {
        isSpan.toggle()
        while place < lineEnd, text.bytes[place] == 0x60 { place += 1 }
        continue
      }
      guard TokenHash.isNameByte(byte) else {
        place += 1
        continue
      }
      let start = place
      var isTelling = byte == 0x5F
      while place < lineEnd, TokenHash.isNameByte(text.bytes[place]) {
        let byte = text.bytes[place]
        if place > start, byte == 0x5F || byte >= 0x41 && byte <= 0x5A { isTelling = true }
        place += 1
      }
      if isTelling {
        return (
          String(decoding: text.bytes[start..<place], as: UTF8.self), line, isFence || isSpan
        )
      }
    }
  }

  private mutating func beginLine() {
    line += 1
    let range = text.range(ofLine: line)
    place = range.lowerBound
    lineEnd = range.upperBound
    isSpan = false
    let content = text.bytes[range].drop { $0 == 0x20 || $0 == 0x3E || $0 == 0x2D }
    if content.starts(with: [0x60, 0x60, 0x60]) || content.starts(with: [0x7E, 0x7E, 0x7E]) {
      isFence.toggle()
      place = lineEnd
    }
  }
}
