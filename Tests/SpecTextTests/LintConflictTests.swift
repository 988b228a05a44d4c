import SpecModel
import Testing

@testable import SpecText

/// Two statements of one setting, error or field that disagree, from markdown to finding.
@Suite struct LintConflictTests {
  private func found(_ text: String) -> [String] {
    Linter.lint(LintInput(Array(text.utf8), path: "SPEC.md"))
      .filter { $0.rule.hasSuffix("-conflict") || $0.rule == "setting-mismatch" }
      .map { "\($0.lines.first) \($0.rule) \($0.message)" }
  }

  @Test(arguments: [
    (
      "- `net.port`: integer, default `80`\n\n## Summary of settings\n\n"
        + "- `net.port`: integer, default `8080`\n",
      "9 setting-conflict 'net.port' has default '8080' here and '80' on line 5"
    ),
    (
      "| Key | Default |\n|---|---|\n| `net.port` | `80` |\n\n## Table of defaults\n\n"
        + "| Key | Default |\n|---|---|\n| `net.port` | `8080` |\n",
      "13 setting-conflict 'net.port' has default '8080' here and '80' on line 7"
    ),
    (
      "- `--a`: boolean, default `true`\n\n## Options\n\n- `--a`: boolean, default `false`\n",
      "9 setting-conflict '--a' has default 'false' here and 'true' on line 5"
    ),
  ])
  func `two defaults of one setting are told`(_ text: String, _ expected: String) {
    #expect(found("# S\n\n## Configuration\n\n" + text) == [expected])
  }

  /// Where the two statements of a pair stand does not matter, nor how they are written.
  @Test(arguments: [
    ("10", "12", true), ("10", "10", false), ("1,000", "1000", false), ("on", "true", false),
    ("yes", "false", true), ("1.5", "1.50", false), ("5", "false", true), ("50%", "0.5", false),
  ])
  func `in every pair of forms unequal defaults are told and equal ones are not`(
    _ left: String, _ right: String, _ isTold: Bool
  ) {
    func forms(_ value: String) -> [String] {
      [
        "- `a.b`: default `\(value)`\n", "- `a.b` (any)\n  - Default: `\(value)`\n",
        "| Setting | Default |\n|---|---|\n| `a.b` | \(value) |\n",
      ]
    }
    for first in forms(left) {
      for second in forms(right) {
        let text = "# S\n\n## Settings\n\n\(first)\n## More settings\n\n\(second)"
        let rules = found(text).filter { $0.contains("setting-conflict") }
        #expect(rules.count == (isTold ? 1 : 0), "\(first)\(second)")
      }
    }
  }

  @Test func `one key below two headings is two settings, and a summary is of either`() {
    let text = """
      # S

      ## Configuration

      ### Cache

      - `enabled`: boolean, default `true`

      ### Logs

      - `enabled`: boolean, default `false`

      """
    #expect(found(text) == [])
    #expect(
      found(text + "\n## Summary of settings\n\n- `enabled`: boolean, default `off`\n") == [
        "15 setting-conflict 'enabled' has default 'off' here and 'true' on line 7"
      ])
    #expect(found(text.replacing("### Logs", with: "### The cache")).count == 1)
  }

  @Test(arguments: [
    ("Exit", "`E_BAD`"), ("Exit status", "`E_BAD`"), ("HTTP", "`E_BAD`"), ("Exit", "E_BAD"),
  ])
  func `two statuses of one error are told`(_ header: String, _ name: String) {
    let text = """
      # S

      ## Errors

      | Code | When | \(header) |
      |---|---|---|
      | \(name) | it is bad | 2 |

      ## More errors

      | Error | \(header) |
      |---|---|
      | \(name) | 3 |

      """
    let kind = header.hasPrefix("Exit") ? "exit" : "HTTP"
    #expect(
      found(text) == [
        "13 error-conflict 'E_BAD' has \(kind) status 3 here and 2 on line 7"
      ])
    #expect(found(text.replacing("| 3 |", with: "| 2 |")) == [])
  }

  @Test(arguments: [
    ("`a` \\| `b` \\| `c`", "`a` \\| `d`", true), ("`a` \\| `b`", "`b` or `a` or null", false),
    ("`\"a\"` \\| `\"b\"`", "`a` \\| `b`", false), ("integer", "`a` \\| `b`", false),
    ("`Node` \\| `Edge`", "`Node` \\| `Edge` \\| `Port`", true),
    ("string \\| Node", "string \\| Edge", false), ("`a` \\| `b`", "one of the above", false),
  ])
  func `two lists of what a field may be are told where they differ`(
    _ left: String, _ right: String, _ isTold: Bool
  ) {
    func table(_ type: String) -> String {
      "### Job\n\n| Field | Type |\n|---|---|\n| `kind` | \(type) |\n"
    }
    let text = "# S\n\n## Entities\n\n\(table(left))\n## Appendix\n\n\(table(right))"
    #expect(found(text).count { $0.contains("field-conflict 'Job.kind'") } == (isTold ? 1 : 0))
  }
}
