extension Terms {
  /// Cuts a statement into words. Hyphens divide; code is one word.
  enum Cutter {
    /// Calls `take` with each word in lower case, what stands before it, and whether it is a name.
    static func cut(_ text: String, _ take: (String, Gap, Bool) -> Void) {
      let bytes = Array(text.utf8)
      var place = 0
      var gap = Gap.clause
      while place < bytes.count {
        let byte = bytes[place]
        if byte == UInt8(ascii: "`") {
          if let end = codeEnd(bytes, from: place + 1) {
            let name = self.name(bytes[(place + 1)..<end])
            if !name.isEmpty {
              take(name, gap, true)
              gap = .none
            }
            place = end + 1
          } else {
            place += 1
          }
        } else if isWord(byte, at: place, in: bytes) {
          let start = place
          while place < bytes.count, isWord(bytes[place], at: place, in: bytes) { place += 1 }
          let word = bytes[start..<place]
          if let keyword = keyword(word) {
            take(keyword, gap, false)
          } else {
            take(lowered(word), gap, isName(word))
          }
          gap = .none
        } else {
          if !joins(byte, at: place, in: bytes) { gap = wider(gap, byte) }
          place += byte == 0xE2 ? 3 : byte == 0xC2 ? 2 : 1
        }
      }
    }

    /// A keyword of RFC 2119, which keeps its capitals.
    private static func keyword(_ word: ArraySlice<UInt8>) -> String? {
      guard let first = word.first, word.count > 2, (0x41...0x5A).contains(first),
        word.allSatisfy({ (0x41...0x5A).contains($0) })
      else { return nil }
      let text = String(decoding: word, as: UTF8.self)
      return CommonWords.keywords.contains(text) ? text : nil
    }

    private static func codeEnd(_ bytes: [UInt8], from start: Int) -> Int? {
      var place = start
      while place < bytes.count, bytes[place] != UInt8(ascii: "`") { place += 1 }
      return place < bytes.count ? place : nil
    }

    private static func isWord(_ byte: UInt8, at place: Int, in bytes: [UInt8]) -> Bool {
      if (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) { return true }
      if byte == UInt8(ascii: "_") { return true }
      // Dots and apostrophes inside a word; letters beyond ASCII.
      if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "'") {
        return place > 0 && place + 1 < bytes.count && isASCIIWord(bytes[place - 1])
          && isASCIIWord(bytes[place + 1])
      }
      return byte >= 0x80 && byte != 0xE2 && byte != 0xC2
    }

    private static func isASCIIWord(_ byte: UInt8) -> Bool {
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        || byte == UInt8(ascii: "_")
    }

    /// Whether a hyphen stands between two words.
    private static func joins(_ byte: UInt8, at place: Int, in bytes: [UInt8]) -> Bool {
      byte == UInt8(ascii: "-") && place > 0 && place + 1 < bytes.count
        && isASCIIWord(bytes[place - 1]) && isASCIIWord(bytes[place + 1])
    }

    private static func wider(_ gap: Gap, _ byte: UInt8) -> Gap {
      switch byte {
      case 0x20, 0x22, 0x27, 0x2A, 0x2F, 0x5B, 0x5D: gap  // space, quotes, *, /, brackets of links
      case UInt8(ascii: "("): .aside
      case UInt8(ascii: ","): gap == .none ? .comma : gap
      default: gap == .aside ? gap : .clause
      }
    }

    /// `Parser.parse(text)` → `parser.parse`.
    private static func name(_ code: ArraySlice<UInt8>) -> String {
      var code = code.prefix { $0 != UInt8(ascii: "(") }
      code.trim()
      return lowered(code)
    }

    private static func isName(_ word: ArraySlice<UInt8>) -> Bool {
      var letters = 0
      var digits = 0
      var capitals = 0
      for (place, byte) in word.enumerated() {
        if byte == UInt8(ascii: "_") { return true }
        if (0x30...0x39).contains(byte) { digits += 1 }
        if (0x61...0x7A).contains(byte) { letters += 1 }
        if place > 0, (0x41...0x5A).contains(byte) { capitals += 1 }
      }
      return digits > 0 && (letters + capitals > 0 || digits == word.count)
        || capitals > 0 && letters > 0
    }

    private static func lowered(_ bytes: ArraySlice<UInt8>) -> String {
      String(
        decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
  }
}
