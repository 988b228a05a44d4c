/// Cuts a block's inline text into sentences.
///
/// A sentence ends with `.`, `!` or `?` (and what closes after it), where a space and then
/// something that can begin a sentence follow: so versions, URLs and `e.g. this` stay whole. Code
/// never ends one.
enum Sentences {
  /// One sentence.
  struct Sentence: Equatable {
    /// Its text in one line; code keeps its backticks.
    var text: String
    /// How many line breaks of the block stand above its first word.
    var firstBreak: Int
    /// How many stand above its last.
    var lastBreak: Int
  }

  /// The sentences of `inline` in order; blank ones are left out.
  static func sentences(of inline: InlineText) -> [Sentence] {
    var cutter = Cutter(inline: inline)
    cutter.run()
    return cutter.found
  }

  /// Walks the text without code, where a NUL stands for each code span, and the text with it at
  /// the same time.
  private struct Cutter {
    let inline: InlineText
    var found: [Sentence] = []
    private var start = 0
    private var place = 0
    private var plainStart = 0
    private var codes = 0
    private var breaks = 0

    init(inline: InlineText) { self.inline = inline }

    mutating func run() {
      let plain = inline.plain
      var index = 0
      while index < plain.count {
        let byte = plain[index]
        if byte == 0, codes < inline.code.count {
          place += inline.code[codes].utf8.count + 2
          codes += 1
          index += 1
          continue
        }
        place += 1
        index += 1
        guard byte == 0x2E || byte == 0x21 || byte == 0x3F else { continue }
        while index < plain.count, Self.closes(plain[index]) {
          index += 1
          place += 1
        }
        if Self.ends(plain, at: index, from: plainStart) { finish(at: index) }
      }
      finish(at: plain.count)
    }

    private mutating func finish(at index: Int) {
      var slice = inline.text[min(start, inline.text.count)..<min(place, inline.text.count)]
      slice.trim()
      while plainStart < index, inline.plain[plainStart] == 0x20 { plainStart += 1 }
      let first = count(before: plainStart)
      let last = count(before: index)
      if !slice.isEmpty {
        found.append(
          Sentence(
            text: String(decoding: slice, as: UTF8.self), firstBreak: first, lastBreak: last))
      }
      start = place
      plainStart = index
    }

    /// Line breaks before an offset; offsets only grow.
    private mutating func count(before offset: Int) -> Int {
      while breaks < inline.breaks.count, inline.breaks[breaks] < offset { breaks += 1 }
      return breaks
    }

    private static func closes(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: ")") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
        || byte == UInt8(ascii: "]") || byte == 0x2E
    }

    /// Whether the stop right before `index` ends a sentence that begins at `start`.
    private static func ends(_ plain: [UInt8], at index: Int, from start: Int) -> Bool {
      guard index < plain.count, plain[index] == 0x20 else { return false }
      var next = index
      while next < plain.count, plain[next] == 0x20 { next += 1 }
      guard next < plain.count, begins(plain[next]) else { return false }
      var stop = index
      while stop > start, closes(plain[stop - 1]) { stop -= 1 }
      var word = stop
      while word > start, isWord(plain[word - 1]) { word -= 1 }
      return !isAbbreviation(plain[word..<stop], opens: word <= start + 1)
    }

    private static func begins(_ byte: UInt8) -> Bool {
      (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80 || byte == 0
        || [0x22, 0x27, 0x28, 0x5B].contains(byte)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
      (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || (0x30...0x39).contains(byte) || byte == 0x2E
    }

    /// Whether a word with a stop behind it is short for something; `1.` that opens a sentence is a
    /// number of a list.
    private static func isAbbreviation(_ word: ArraySlice<UInt8>, opens: Bool) -> Bool {
      guard let first = word.first, word.count <= 6 else { return false }
      if opens, word.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
      if word.count == 1, (0x41...0x5A).contains(first & 0xDF) {
        // `Plan B. Then` ends; initials and `e. g.` do not. A small letter is never a last word.
        return first >= 0x61
      }
      return abbreviations.contains(String(decoding: word.map { $0 | 0x20 }, as: UTF8.self))
    }

    private static let abbreviations: Set<String> = [
      "e.g", "i.e", "eg", "ie", "cf", "vs", "viz", "sec", "sect", "fig", "resp", "approx", "ca",
      "mr", "mrs", "dr", "incl", "esp", "ex", "chap", "pp", "vol", "art", "al",
    ]
  }
}
