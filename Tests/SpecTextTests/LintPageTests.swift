import SpecModel
import Testing

@testable import SpecText

/// The pages of the rules are tests: what a page says is told is told, and what it says is not told
/// is not.
@Suite struct LintPageTests {
  /// Rules whose fault can't be shown on a page, or needs more than one file.
  private static let bare: Set<String> = [
    "baseline", "invalid-utf8", "too-deep", "too-large", "unchanged-revision", "unknown-block",
  ]

  private func example(_ title: String, in page: String) -> String? {
    guard let start = page.firstRange(of: "\n\(title):\n\n````markdown\n"),
      let end = page[start.upperBound...].firstRange(of: "\n````\n")
    else { return nil }
    return String(page[start.upperBound..<end.lowerBound]) + "\n"
  }

  private func findings(_ text: String, of id: String) -> [Diagnostic] {
    Linter.lint(LintInput(Array(text.utf8), path: "SPEC.md")).filter { $0.rule == id }
  }

  @Test func `what a page says is told is told, and nothing else`() throws {
    var shown: Set<String> = []
    for rule in Linter.rules where !Self.bare.contains(rule.id) {
      let page = try Pages.text(of: rule.id)
      guard let told = example("Told", in: page), let silent = example("Not told", in: page)
      else { continue }
      shown.insert(rule.id)
      #expect(!findings(told, of: rule.id).isEmpty, "\(rule.id): the example is not told")
      #expect(findings(silent, of: rule.id) == [], "\(rule.id): the counterexample is told")
    }
    let wanted: Set<String> = [
      "dangling-id", "duplicate-id", "error-conflict", "error-without-case", "example-column",
      "example-unparsed", "example-without-outcome", "field-conflict", "front-matter",
      "id-spelling", "long-requirement", "must-without-example", "no-operations", "open-question",
      "operation-conflict", "operation-unparsed", "operation-without-example", "setting-conflict",
      "setting-mismatch", "setting-without-case", "state-without-case", "undefined-call",
      "vague-word",
    ]
    #expect(wanted.subtracting(shown).isEmpty)
  }
}
