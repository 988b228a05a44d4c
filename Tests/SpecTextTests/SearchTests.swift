import Testing

@testable import SpecText

/// Searches look at sixteen bytes at a time, so every place in a block and every length is tried.
@Suite struct SearchTests {
  @Test(arguments: ["section", "n", "-defined", "[needs clarification", "→", "ab"])
  func `a word is found wherever it stands, in any case, and nowhere else`(_ word: String) {
    for length in 0..<70 {
      let filler = String(repeating: "sep-[prn", count: 10).utf8.prefix(length)
      let text = String(decoding: Array(filler), as: UTF8.self)
      for place in 0...length {
        let head = String(text.prefix(place))
        let whole = head + word.uppercased() + text.dropFirst(place)
        #expect(Self.holds(whole, word), "\(word) at \(place) of \(length)")
      }
      let lower = text.lowercased()
      #expect(
        Self.holds(text, word) == Self.windows(lower, word.utf8.count).contains(Array(word.utf8)))
    }
  }

  private static func holds(_ text: String, _ word: String) -> Bool {
    switch word {
    case "section": text.holds("section")
    case "n": text.holds("n")
    case "-defined": text.holds("-defined")
    case "[needs clarification": text.holds("[needs clarification")
    case "→": text.holds("→")
    default: text.holds("ab")
    }
  }

  private static func windows(_ text: String, _ count: Int) -> [[UInt8]] {
    let bytes = Array(text.utf8)
    return bytes.count < count
      ? [] : (0...(bytes.count - count)).map { Array(bytes[$0..<($0 + count)]) }
  }

  @Test func `text that is contained is found byte for byte`() {
    #expect("abcabd".contains("abd") && "abcabd".contains("") && "x".contains("x"))
    #expect(!"abcab".contains("abd") && !"".contains("x") && !"ABD".contains("abd"))
    #expect("zabcabd".dropFirst().contains("abca"))
  }

  @Test(arguments: [
    "Section 4.2", "sections 3 and 4", "§7", "profile", "PROFILE", "implementation-defined",
    "[NEEDS CLARIFICATION", "R-12", "req~a~1",
  ])
  func `a mark is found wherever it stands in a block`(_ mark: String) {
    func marks(_ text: String) -> [TextMark] {
      TextMarks.all(in: Array(text.utf8), from: 0, ids: true)
    }
    let alone = marks(mark).map(\.kind)
    #expect(!alone.isEmpty)
    for place in 0..<50 {
      let text = String(repeating: "-", count: place) + " " + mark + " and words that follow it"
      #expect(marks(text).map(\.kind) == alone, "\(mark) behind \(place) bytes")
    }
  }

  @Test func `words of a table are told in any case and others are not`() {
    let table = WordTable([(1, ["a", "sixteen-bytes-ab"]), (2, ["a", "beta"])])
    #expect(table.bits(of: "A") == 3 && table.bits(of: "Beta") == 2)
    #expect(table.bits(of: "SIXTEEN-bytes-ab") == 1)
    for other in ["", "b", "bet", "betas", "sixteen-bytes-abc", "sixteen-bytes-aB1", "\u{e4}"] {
      #expect(table.bits(of: other) == 0, "\(other)")
    }
  }
}
