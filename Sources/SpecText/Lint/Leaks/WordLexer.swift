/// Cuts source into words and single marks, without comments and strings.
enum WordLexer {
  /// The words of `bytes` in order.
  static func words(_ bytes: [UInt8], language: SourceLanguage) -> [NameReader.Word] {
    var scan = Scan(bytes: bytes, language: language)
    scan.run()
    return scan.words
  }

  private struct Scan {
    let bytes: [UInt8]
    let language: SourceLanguage
    var words: [NameReader.Word] = []
    var place = 0
    var line = 1
    var indent = 0
    var depth = 0
    var isFirst = true

    init(bytes: [UInt8], language: SourceLanguage) {
      self.bytes = bytes
      self.language = language
    }

    mutating func run() {
      while place < bytes.count {
        let byte = bytes[place]
        switch byte {
        case 0x0A:
          line += 1
          indent = 0
          isFirst = true
          place += 1
        case 0x20, 0x09, 0x0D:
          if isFirst { indent += byte == 0x09 ? 8 : 1 }
          place += 1
        case _ where language.lineComments.contains(where: { begins($0) }):
          while place < bytes.count, bytes[place] != 0x0A { place += 1 }
        case _ where begins(language.blockComment.open): skip(to: language.blockComment.close)
        case 0x22, 0x27: string(byte)
        case _ where TokenHash.isNameByte(byte):
          let start = place
          while place < bytes.count, TokenHash.isNameByte(bytes[place]) { place += 1 }
          add(bytes[start..<place])
        default:
          if byte == 0x29 || byte == 0x5D || byte == 0x7D { depth = max(0, depth - 1) }
          add(bytes[place..<(place + 1)])
          if byte == 0x28 || byte == 0x5B || byte == 0x7B { depth += 1 }
          place += 1
        }
      }
    }

    private mutating func add(_ text: ArraySlice<UInt8>) {
      words.append(
        NameReader.Word(
          text: String(decoding: text, as: UTF8.self), line: line, indent: indent, depth: depth,
          isFirst: isFirst))
      isFirst = false
    }

    private func begins(_ mark: [UInt8]) -> Bool {
      guard !mark.isEmpty, place + mark.count <= bytes.count else { return false }
      for (offset, byte) in mark.enumerated() where bytes[place + offset] != byte { return false }
      return true
    }

    private mutating func skip(to mark: [UInt8]) {
      place += mark.count
      while place < bytes.count, !begins(mark) {
        if bytes[place] == 0x0A { line += 1 }
        place += 1
      }
      place = min(bytes.count, place + mark.count)
    }

    /// A string leaves a mark, so that what stands around it is not taken for neighbours.
    private mutating func string(_ quote: UInt8) {
      add(bytes[place..<(place + 1)])
      let triple = [UInt8](repeating: quote, count: 3)
      if language.hasDocumentationStrings, begins(triple) {
        skip(to: triple)
        return
      }
      var at = place + 1
      while at < bytes.count, bytes[at] != quote, bytes[at] != 0x0A, at - place < 2000 {
        at += bytes[at] == 0x5C && at + 1 < bytes.count && bytes[at + 1] != 0x0A ? 2 : 1
      }
      // An apostrophe or a lifetime ends nowhere on its line.
      place = at < bytes.count && bytes[at] == quote ? at + 1 : place + 1
    }
  }
}
