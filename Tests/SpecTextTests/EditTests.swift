import Glibc
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
    let edited = try EditableSpec(crlf, path: "x").replacing("R-1", with: new)
    let expected = String(decoding: crlf, as: UTF8.self).utf8
    let whole = String(decoding: edited, as: UTF8.self)
    #expect(whole.utf8.count == expected.count + 3)
    #expect(whole.contains("two,\r\n  sometimes.\r\n- other\r\n"))
    #expect(edited.last == UInt8(ascii: "."))
  }

  @Test func `an unknown block is refused`() {
    #expect(throws: Failure.self) {
      try EditableSpec(Array(text.utf8), path: "x").replacing("R-9", with: [])
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
    expectCover(bytes)
    var random = Seeded(state: 20260720)
    for _ in 0..<4 {
      let block = all[Int.random(in: 0..<all.count, using: &random)]
      let new = words(&random)
      let edited = try EditableSpec(bytes, path: name).replacing(block.id, with: new)
      let changes = SpecDiff.changes(from: bytes, to: edited, path: name)
      #expect(block.text == new || !changes.isEmpty)
      expectCover(edited)
    }
  }

  private func words(_ random: inout Seeded) -> [UInt8] {
    let words = (0..<Int.random(in: 1..<9, using: &random)).map { "w\($0)" }
    return Array(words.joined(separator: " ").utf8)
  }

  /// Every line that is not blank is in exactly one block, and ids are unique.
  private func expectCover(_ bytes: [UInt8]) {
    let source = SourceText(bytes)
    let all = blocks(bytes)
    var covered = Array(repeating: 0, count: source.lineCount + 1)
    for block in all { for line in block.lines.first...block.lines.last { covered[line] += 1 } }
    let bare = (1...source.lineCount).filter { !source.isBlank($0) && covered[$0] != 1 }
    #expect(bare.isEmpty)
    #expect(covered.allSatisfy { $0 <= 1 })
    #expect(Set(all.map(\.id)).count == all.count)
  }

  @Test(
    .enabled(if: RealSpecs.folder != nil, Comment(rawValue: RealSpecs.whyAbsent)),
    arguments: RealSpecs.names, ["\n", "\r\n", "no last"])
  func `a thousand random edits of a real spec leave every other byte alone`(
    _ name: String, ends: String
  ) throws {
    var bytes = try RealSpecs.bytes(name)
    if ends == "\r\n" { bytes = bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } }
    if ends == "no last" { while bytes.last == 0x0A { bytes.removeLast() } }
    let spec = EditableSpec(bytes, path: name)
    let source = SourceText(bytes)
    var random = Seeded(state: UInt64(bytes.count))
    for edit in 0..<1_000 {
      let block = spec.blocks[Int.random(in: 0..<spec.blocks.count, using: &random)]
      #expect(try spec.replacing(block.id, with: block.text) == bytes)
      // With and without an end of line of its own; now and then the block goes.
      var new = edit % 10 == 9 ? [] : words(&random)
      if edit % 3 == 1 { new.append(0x0A) }
      let edited = try spec.replacing(block.id, with: new)
      let range = source.range(block.lines.first, block.lines.last)
      let isGone = new.isEmpty
      let size = isGone ? range.count : block.text.count
      if new.last == 0x0A { new.removeLast() }
      try #require(edited.count == bytes.count - size + new.count)
      let tail = range.lowerBound + size
      #expect(same(edited, 0, bytes, 0, range.lowerBound))
      #expect(same(edited, range.lowerBound, new, 0, new.count))
      #expect(same(edited, range.lowerBound + new.count, bytes, tail, bytes.count - tail))
    }
  }

  /// Whether `count` bytes are the same; by `memcmp`, since a thousand long files are compared.
  private func same(_ a: [UInt8], _ from: Int, _ b: [UInt8], _ other: Int, _ count: Int) -> Bool {
    guard from + count <= a.count, other + count <= b.count else { return false }
    return count == 0
      || a.withUnsafeBytes { left in
        b.withUnsafeBytes { right in
          guard let left = left.baseAddress, let right = right.baseAddress else { return false }
          return memcmp(left + from, right + other, count) == 0
        }
      }
  }

  @Test func `a block with mixed ends of lines stays as it is when replaced by itself`() throws {
    let bytes = Array("a\r\nb\nc\r\n\r\nd\re".utf8)
    let spec = EditableSpec(bytes, path: "x")
    for block in spec.blocks {
      #expect(try spec.replacing(block.id, with: block.text) == bytes)
    }
    expectCover(bytes)
  }
}
