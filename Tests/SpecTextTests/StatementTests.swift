import SpecModel
import Testing

@testable import SpecText

@Suite struct StatementTests {
  private func statements(_ text: String) -> [Statement] {
    let bytes = Array(text.utf8)
    return StatementReader.statements(of: SpecParser.parse(bytes, path: "SPEC.md"), bytes: bytes)
  }

  @Test(arguments: [
    ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
    (
      "Use a map, e.g. this one, i.e. That one. Done.",
      ["Use a map, e.g. this one, i.e. That one.", "Done."]
    ),
    (
      "Version 1.2 of it. See https://a.example/b.c?d=e.f now.",
      ["Version 1.2 of it.", "See https://a.example/b.c?d=e.f now."]
    ),
    ("Call `f. G. H` first. `g` comes next.", ["Call `f. G. H` first.", "`g` comes next."]),
    (
      "It says \"stop.\" Then (see Sec. 4.) It ends.",
      ["It says \"stop.\"", "Then (see Sec. 4.)", "It ends."]
    ),
    ("lower case. follows it... Never mind", ["lower case. follows it...", "Never mind"]),
    (
      "\u{00C9}t\u{00E9}. \u{00C0} bient\u{00F4}t.",
      ["\u{00C9}t\u{00E9}.", "\u{00C0} bient\u{00F4}t."]
    ),
  ])
  func `sentences survive abbreviations, code, versions and addresses`(
    _ text: String, _ sentences: [String]
  ) {
    #expect(statements(text + "\n").map(\.text) == sentences)
  }

  @Test func `each sentence has its own lines, its section and the block it stands in`() {
    let found = statements("Intro.\n\n## 1 A\n\nFirst one\nruns on. Second.\nThird\none.\n\n- x\n")
    #expect(found.map(\.text) == ["Intro.", "First one runs on.", "Second.", "Third one.", "x"])
    #expect(found.map(\.section) == [nil, 0, 0, 0, 0])
    #expect(found.map(\.block) == [0, 1, 1, 1, 2])
    #expect(found.map(\.lines.first) == [1, 5, 6, 7, 10])
    #expect(found.map(\.lines.last) == [1, 6, 6, 8, 10])
  }

  @Test func `a nested bullet knows what it is said of`() {
    let text = """
      On failure:

      - Worker exits. At once.
        - The run is retried.
          1. After a pause.
      - [ ] Tick me.

      Another.

      - Alone.
      """
    let found = statements(text)
    #expect(
      found.map(\.context) == [
        "", "On failure:", "On failure:", "On failure: › Worker exits. At once.",
        "On failure: › Worker exits. At once. › The run is retried.", "On failure:", "", "",
      ])
    #expect(
      found.map(\.place) == [.paragraph, .item, .item, .item, .item, .item, .paragraph, .item])
  }

  @Test func `a row of a table holds its headers and its cells`() {
    let found = statements("Levels:\n\n| Rule | Severity | |\n|---|---|---|\n| `a` | ERROR | x |\n")
    #expect(found.last?.text == "Rule: `a` · Severity: ERROR · x")
    #expect(found.last?.cells.map(\.header) == ["Rule", "Severity", ""])
    #expect(found.last?.context == "Levels:")
    #expect(found.last?.lines == SourceLines(5, 5))
  }

  @Test func `headings, fences and HTML are no statements, quotes and front matter's lines count`()
  {
    let found = statements(
      "---\nspec: x\n---\n\n# H\n\n```\nNo. No.\n```\n\n<p>No.</p>\n\n> Yes.\n")
    #expect(found.map(\.text) == ["Yes."])
    #expect(found.first?.lines == SourceLines(13, 13))
  }

  @Test func `a long item above many bullets is not copied for each`() {
    let long = String(repeating: "\u{00E9} ", count: 1000)
    let found = statements("- " + long + "\n" + String(repeating: "  - a\n", count: 2000))
    #expect(found.count == 2001)
    #expect(found.allSatisfy { $0.context.utf8.count <= StatementReader.longestContext })
    #expect(!found[1].context.contains("\u{FFFD}"))
  }
}
