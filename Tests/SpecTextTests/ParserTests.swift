import SpecModel
import Testing

@testable import SpecText

@Suite struct ParserTests {
  @Test func `requirements have ids of many forms`() {
    let spec = parsed(
      """
      # Title

      ## 1. Rules

      - **R-DUR-003** When it is late, the clock MUST stop.
        - nested SHOULD be separate
      - [R-12] is bracketed
      - **FR-001**: System MUST
        NOT wrap `MUST` badly
      - plain `MUST` in code

      > quoted text SHALL count

      `req~name~1` MAY trace.

      ### R-HEAD-1 · Rounding

      It is REQUIRED to round.

      ### Requirement: Two-factor login

      | ID | Check |
      |---|---|
      | T-1 | a cell that is RECOMMENDED |

      ```text
      MUST in a fence
      ```
      """)
    #expect(
      spec.requirements.map {
        "\($0.id) \($0.strength.rawValue) \($0.lines.first)-\($0.lines.last)"
      }
        == [
          "R-DUR-003 MUST 5-5", "§1/1 SHOULD 6-6", "R-12 NONE 7-7", "FR-001 MUST NOT 8-9",
          "§1/2 MUST 12-12", "req~name~1 MAY 14-14", "R-HEAD-1 MUST 16-18",
          "two-factor-login NONE 20-20", "T-1 SHOULD 24-24",
        ])
    #expect(spec.requirements.first?.trigger == "When it is late")
    #expect(spec.requirements[3].text == "System MUST NOT wrap `MUST` badly")
    #expect(spec.requirements[1].section == "1 Rules")
  }

  // SPEC: R-SPEC-04
  @Test func `front matter is read, and what a spec may not set is an error with its line`() throws
  {
    let digest = String(repeating: "ab", count: 32)
    let spec = parsed(
      """
      ---
      spec: x
      version: 1.10
      reference: { from: "pypi:x==1", files: { x.whl: "sha256:\(digest)" }, licence: MIT }
      surface: { kind: python, module: x, exclude: [y] }
      compare:
        floats: { relative: 1e-9 }
        errors: type
        order: [return]
        allow: [ { operation: f, path: return, reason: clock } ]
      agents: { a: b }
      colour: red
      ---
      # X
      MUST
      """)
    let front = try #require(spec.frontMatter)
    #expect(front.version == "1.10")
    #expect(front.reference?.files["x.whl"]?.hex == digest)
    #expect(front.compare.floatTolerance == 1e-9)
    #expect(front.compare.errors == .type)
    #expect(front.compare.allow.count == 1)
    #expect(front.unknownKeys == ["agents", "colour"])
    #expect(front.lines == SourceLines(1, 13))
    #expect(
      spec.diagnostics.map { "\($0.severity.rawValue) \($0.lines.first)" } == [
        "warning 3", "error 11", "warning 12",
      ])
    #expect(spec.requirements.first?.lines == SourceLines(15, 15))
  }

  // SPEC: R-SPEC-01
  @Test func `broken YAML is an error on its line and the text is read all the same`() {
    let spec = parsed("---\nspec: x\n  bad: : y\n---\n# T\n\nIt MUST.\n")
    #expect(spec.frontMatter == nil)
    #expect(spec.diagnostics.map(\.severity) == [.error])
    #expect(spec.diagnostics.first?.lines.first == 3)
    #expect(spec.requirements.first?.lines.first == 7)
    #expect(parsed("---\nspec: x\n").diagnostics.map(\.rule) == ["front-matter"])
    #expect(parsed("---\n\nA rule above.\n").diagnostics.isEmpty)
  }

  // SPEC: R-SPEC-01
  @Test func `invalid UTF-8 is told with its line and repaired`() {
    let bytes = Array("# A\r\nIt MUST \u{0} be\r\n".utf8) + [0xFF, 0xFE] + Array(" MAY\n".utf8)
    let spec = SpecParser.parse(bytes, path: "x")
    #expect(spec.diagnostics.map { "\($0.rule) \($0.lines.first)" } == ["invalid-utf8 3"])
    #expect(spec.requirements.count == 1)
    #expect(spec.byteCount == bytes.count)
  }

  // SPEC: R-SPEC-01
  @Test(arguments: [
    ">", "> ", "- ", "1. ", "[", "*a ", "`", "|", "\n", "# a\n", "<!--", "![", "~~a", "\\", "\u{0}",
    "- a MUST\n", "|a|b|\n|-|-|\n", ">>> f(1)\n", "```pycon\n>>> f(1)\n2\n```\n", "---\n",
    "[a]: b\n",
  ])
  func `repetition of anything is read in bounded time`(_ piece: String) {
    let count = 200_000 / piece.utf8.count
    let clock = ContinuousClock()
    let spec = clock.measure { _ = parsed(String(repeating: piece, count: count)) }
    // A debug build on a busy machine reads this in a second or two; a square would take minutes.
    #expect(spec < .seconds(60))
  }

  // SPEC: R-SPEC-01
  @Test func `hostile YAML neither hangs nor crashes`() {
    let deep = "---\na: " + String(repeating: "[", count: 200_000) + "\n---\n"
    #expect(parsed(deep).diagnostics.first?.rule == "front-matter")
    var bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
    for (name, last) in zip("bcdefghijklm", "abcdefghijkl") {
      let items = Array(repeating: "*\(last)", count: 9).joined(separator: ",")
      bomb += "\(name): &\(name) [\(items)]\n"
    }
    #expect(parsed(bomb + "---\n").frontMatter?.unknownKeys.count == 13)
  }

  @Test func `the empty file and one without a line end are specs`() {
    #expect(parsed("").requirements.isEmpty)
    #expect(parsed("- **R-1** MUST").requirements.map(\.id) == ["R-1"])
    #expect(parsed("\u{FEFF}---\nspec: x\n---\n").frontMatter?.name == "x")
  }

  // SPEC: R-CLI-04
  @Test func `the encoding has its schema and lines as pairs`() {
    let value = SpecEncoding.value(of: parsed("# T\n\n- **R-1** MUST\n"))
    #expect(value["schema"]?.stringValue == "specter.spec/1")
    #expect(value["requirements"]?.arrayValue?.first?["lines"] == .array([.int(3), .int(3)]))
    #expect((try? Value(parsing: value.canonicalBytes)) == value)
  }

  @Test func `of several keys that are there twice the same is told each time`() {
    let text = "---\nz: 1\nz: 1\nb: 1\nb: 1\n[a]: 1\n[a]: 1\n---\n# T\n"
    for _ in 0..<50 {
      let found = parsed(text).diagnostics.filter { $0.rule == "front-matter" }
      #expect(found.map(\.message) == ["the front matter is no YAML: duplicate key b"])
      #expect(found.map(\.lines.first) == [4])
    }
  }
}
