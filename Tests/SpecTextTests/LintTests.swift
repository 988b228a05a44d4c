import Foundation
import SpecModel
import Testing

@testable import SpecText

@Suite struct LintTests {
  private func rules(_ text: String) -> [String] {
    Linter.lint(LintInput(Array(text.utf8), path: "SPEC.md")).map { "\($0.rule) \($0.lines.first)" }
  }

  private let front = """
    ---
    spec: x
    reference: { from: "path:x" }
    surface: { module: x }
    ---

    """

  @Test func `a spec of its own kind is clean`() {
    let text = "### `f(a)`\n\n- **R-1** `f` MUST add one.\n\n#### Examples\n\n"
    #expect(rules(front + text + "| a | result |\n|---|---|\n| `1` | `2` |\n").isEmpty)
  }

  @Test func `each rule finds its fault`() {
    let text = """
      ### `f(a)`

      - **R-1** It MUST be fast, see R-7.
      - **R-1** It MAY be.

      ## Open questions
      """
    #expect(
      rules(front + text) == [
        "operation-without-example 6", "dangling-id 8", "must-without-example 8", "vague-word 8",
        "duplicate-id 9", "open-question 11",
      ])
    #expect(rules("x\n") == ["front-matter 1", "no-operations 1"])
    #expect(rules("- MUST " + String(repeating: "a ", count: 300)).contains("long-requirement 1"))
  }

  @Test func `every rule has a page and every page a rule`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/lint")
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter {
        $0.hasSuffix(".md")
          && !["README.md", "contradictions.md", "leaks.md", "false-alarms.md"].contains($0)
      }
    #expect(Set(pages) == Set(Linter.rules.map { $0.id + ".md" }))
    #expect(Linter.rules.map(\.id) == Linter.rules.map(\.id).sorted())
    for rule in Linter.rules {
      let page = try String(
        contentsOf: folder.appendingPathComponent("\(rule.id).md"), encoding: .utf8)
      #expect(page.hasPrefix("# \(rule.id)\n\n\(rule.severity.rawValue) · \(rule.summary)\n"))
    }
  }
}
