import SpecModel
import Testing

@testable import SpecText

/// SplitMix64: the same seed gives the same edits.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

@Suite struct EditTests {
  private let text = """
    ---
    spec: x
    ---
    # X

    ### `f(a) -> int`

    - **R-1** `f` MUST add one,
      always.
    - other
      - **R-2** nested MUST hold

    #### Examples

    | a | result |
    |---|---|
    | `1` | `2` |
    | `2` | `3` |

    [link]: https://example.org

    Last words.
    """

  private func blocks(_ bytes: [UInt8]) -> [Block] {
    SpecBlocks.blocks(of: SpecParser.parse(bytes, path: "x"), bytes: bytes)
  }

  @Test func `a spec is cut into blocks by id`() {
    let ids = blocks(Array(text.utf8)).map { "\($0.id) \($0.lines.first)-\($0.lines.last)" }
    #expect(
      ids == [
        "front-matter 1-3", "X 4-4", "f 6-6", "R-1 8-9", "R-1+1 10-10", "R-2 11-11", "§1.1 13-13",
        "§1.1+1 15-16", "ex-17 17-17", "ex-18 18-18", "ex-18+1 20-20", "ex-18+2 22-22",
      ])
  }

  @Test func `an edit leaves every other byte alone, line ends too`() throws {
    let crlf = Array(text.utf8).flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    let new = Array("- **R-1** `f` MUST add two,\n  sometimes.\n".utf8)
    let edited = try SpecEdit.replace("R-1", in: crlf, with: new, path: "x")
    let expected = String(decoding: crlf, as: UTF8.self).utf8
    let whole = String(decoding: edited, as: UTF8.self)
    #expect(whole.utf8.count == expected.count + 3)
    #expect(whole.contains("two,\r\n  sometimes.\r\n- other\r\n"))
    #expect(edited.last == UInt8(ascii: "."))
  }

  @Test func `an unknown block is refused`() {
    #expect(throws: Failure.self) {
      try SpecEdit.replace("R-9", in: Array(text.utf8), with: [], path: "x")
    }
  }

  @Test func `a revision is told block by block`() {
    let old = Array(text.utf8)
    var new = text.replacing(character: "2", with: "5")
    new = new.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { $0 != "- other" }.joined(separator: "\n")
    let changes = SpecDiff.changes(from: old, to: Array(new.utf8), path: "x")
    #expect(
      changes.map { "\($0.kind) \($0.id)" } == [
        "removed R-1+1", "added R-5", "removed R-2", "changed ex-16", "changed ex-17",
      ])
    #expect(SpecDiff.changes(from: old, to: old, path: "x").isEmpty)
    #expect(SpecDiff.frontMatterIsSame(old, Array(new.utf8)))
    #expect(!SpecDiff.frontMatterIsSame(old, Array(text.replacing(character: "x", with: "y").utf8)))
  }

  @Test(
    .enabled(if: RealSpecs.folder != nil, Comment(rawValue: RealSpecs.whyAbsent)),
    arguments: RealSpecs.names)
  func `random edits of real specs change their block and nothing else`(_ name: String) throws {
    let bytes = try RealSpecs.bytes(name)
    let all = blocks(bytes)
    let source = SourceText(bytes)
    // Every line that is not blank is in exactly one block.
    var covered = Array(repeating: 0, count: source.lineCount + 1)
    for block in all { for line in block.lines.first...block.lines.last { covered[line] += 1 } }
    for line in 1...source.lineCount where !source.isBlank(line) { #expect(covered[line] == 1) }
    #expect(covered.allSatisfy { $0 <= 1 })
    #expect(Set(all.map(\.id)).count == all.count)
    var random = Seeded(state: 20260720)
    for _ in 0..<12 {
      let block = all[Int.random(in: 0..<all.count, using: &random)]
      let same = try SpecEdit.replace(block.id, in: bytes, with: block.text, path: name)
      #expect(same == bytes)
      let words = (0..<Int.random(in: 1..<9, using: &random)).map { "w\($0)" }
      let new = Array(words.joined(separator: " ").utf8)
      let edited = try SpecEdit.replace(block.id, in: bytes, with: new, path: name)
      let range = source.range(block.lines.first, block.lines.last)
      #expect(edited.prefix(range.lowerBound) == bytes.prefix(range.lowerBound))
      let rest = bytes.count - range.lowerBound - block.text.count
      #expect(edited.suffix(rest) == bytes.suffix(rest))
      #expect(edited.count == bytes.count - block.text.count + new.count)
      let changes = SpecDiff.changes(from: bytes, to: edited, path: name)
      #expect(block.text == new || !changes.isEmpty)
    }
  }
}
