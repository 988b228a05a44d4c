import Foundation
import SpecModel
import Testing

@testable import SpecText

/// Work that grows with the size of a file, not with its square: what is four times as long may
/// take nine times as long at most, where a square would take sixteen.
@Suite(.serialized) struct SafetyTests {
  /// Seconds of processor time; a busy machine counts for little.
  private func seconds(_ body: () -> Void) -> Double {
    let start = clock()
    body()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }

  /// How many times longer `body` takes for `shape` of four times the size. A single slow run says
  /// nothing, so the best of five counts; what takes a tenth of a second is fast, however it grows.
  private func growth(_ shape: HostileShape, _ body: ([UInt8]) -> Void) -> Double {
    let small = shape.bytes(shape.count / 2)
    let large = shape.bytes(2 * shape.count)
    var best = Double.infinity
    for _ in 0..<5 {
      let first = seconds { body(small) }
      let second = seconds { body(large) }
      if second < 0.1 { return 0 }
      best = min(best, second / max(first, 0.001))
      if best < 7 { break }
    }
    return best
  }

  @Test(arguments: HostileShape.all)
  func `four times the text is read in less than nine times the time`(_ shape: HostileShape) {
    #expect(growth(shape) { _ = SpecParser.parse($0, path: "x") } < 9)
  }

  @Test(arguments: HostileShape.all)
  func `four times the text is cut into blocks and compared in less than nine times the time`(
    _ shape: HostileShape
  ) {
    #expect(growth(shape) { _ = SpecDiff.changes(from: $0, to: $0, path: "x") } < 9)
  }

  @Test(arguments: HostileShape.all.filter(\.isOfRequirements))
  func `four times the requirements are linted in less than nine times the time`(
    _ shape: HostileShape
  ) {
    #expect(growth(shape) { _ = Linter.lint(LintInput($0, path: "x")) } < 9)
  }

  @Test func `a row of a megabyte is one row`() {
    let cell = String(repeating: "x", count: 1 << 20)
    let spec = parsed("| a | b |\n|---|---|\n| \(cell) | `y` |\n")
    #expect(spec.tables.first?.rows.first?.cells.first?.utf8.count == 1 << 20)
    #expect(spec.tables.first?.rows.first?.cells.last == "`y`")
  }

  @Test func `a hundred thousand headings are a hundred thousand sections`() {
    let spec = parsed(String(repeating: "# a\n", count: 100_000))
    #expect(spec.sections.count == 100_000)
    #expect(spec.sections.last?.number == "100000")
  }

  @Test func `a fence that does not end hides what stands in it`() {
    let spec = parsed("- **R-1** MUST\n\n```\n" + String(repeating: "MUST\n", count: 100_000))
    #expect(spec.requirements.map(\.id) == ["R-1"])
  }

  @Test func `many parses at once give the same model`() async {
    let text = "# T\n\n~~MUST~~ `a`\n\n|a|b|\n|-|-|\n|MUST|x|\n\n- [x] **R-1** it SHOULD\n"
    let wanted = parsed(text)
    let same = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<64 { group.addTask { parsed(text) == wanted } }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(same)
  }

  @Test func `a paragraph right above a table keeps its lines, and so does the table`() {
    let spec = parsed(
      "# T\n\nAbove it MUST\nstand.\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | MAY |\n\nAfter.\n\n"
        + "x MUST\n|a|b|\n|-|-|\n\n- y MUST\n  |a|\n  |-|\n  |1|\n")
    #expect(
      spec.tables.map(\.lines) == [SourceLines(5, 8), SourceLines(13, 14), SourceLines(17, 19)])
    #expect(spec.tables.map(\.header) == [["a", "b"], ["a", "b"], ["a"]])
    #expect(spec.tables.first?.rows.map(\.cells) == [["1", "2"], ["3", "MAY"]])
    #expect(
      spec.requirements.map(\.lines).sorted { $0.first < $1.first } == [
        SourceLines(3, 4), SourceLines(8, 8), SourceLines(12, 12), SourceLines(16, 16),
      ])
  }

  @Test(arguments: ["a\nb\r\n", "a\r\n b\nc\r\n", "a\r\nb\r\n"])
  func `a block replaced by itself leaves mixed line ends alone`(_ text: String) throws {
    let bytes = Array(text.utf8)
    let spec = SpecParser.parse(bytes, path: "x")
    let block = try #require(SpecBlocks.blocks(of: spec, bytes: bytes).first)
    #expect(try EditableSpec(bytes, path: "x").replacing(block.id, with: block.text) == bytes)
  }
}
