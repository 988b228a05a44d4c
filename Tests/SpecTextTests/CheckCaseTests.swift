import SpecModel
import Testing

@testable import SpecText

/// Cases with ids are cases, and no requirements.
@Suite struct CheckCaseTests {
  private static let rule = "# S\n\n- **R-1** It MUST work.\n\n## Conformance tests\n\n"

  private func cases(_ text: String) -> [String] {
    parsed(Self.rule + text).matrix.map { "\($0.id) \($0.requirements)" }
  }

  @Test(arguments: [
    "- C-1: R-1 works\n- **C-2**: R-1 works\n- [C-3] R-1 works\n",
    "| ID | Check |\n|---|---|\n| C-1 | R-1 works |\n| **C-2** | R-1 works |\n| `C-3` | R-1 |\n",
    "| ID | Requirements | Check |\n|---|---|---|\n| C-1 | R-1 | a |\n| C-2 | R-1 | b |\n"
      + "| C-3 | R-1 | c |\n",
  ])
  func `a case with an id is no requirement and dangles nowhere`(_ text: String) {
    #expect(cases(text) == ["C-1 [\"R-1\"]", "C-2 [\"R-1\"]", "C-3 [\"R-1\"]"])
    let input = LintInput(Array((Self.rule + text).utf8), path: "S")
    #expect(input.spec.requirements.map(\.id) == ["R-1"])
    #expect(
      Linter.lint(input).filter { ["dangling-id", "duplicate-id"].contains($0.rule) } == [])
  }

  @Test(arguments: [
    "- **C-1** The build MUST pass R-1\n", "- C-1: the build MUST pass R-1\n",
    "| ID | Check |\n|---|---|\n| C-1 | the build MUST pass R-1 |\n",
  ])
  func `a case that carries a keyword is both`(_ text: String) {
    #expect(cases(text) == ["C-1 [\"R-1\"]"])
    #expect(parsed(Self.rule + text).requirements.map(\.id) == ["R-1", "C-1"])
  }

  @Test(arguments: [
    "- **R-1** works\n", "- R-1: works\n", "| ID | Check |\n|---|---|\n| R-1 | works |\n",
  ])
  func `a case that begins with a requirement's id checks that requirement`(_ text: String) {
    #expect(cases(text) == ["§1/1 [\"R-1\"]"])
    #expect(parsed(Self.rule + text).requirements.map(\.id) == ["R-1"])
  }

  @Test func `a table that says more than a matrix does still states requirements`() {
    let text = "| ID | Text | Verification |\n|---|---|---|\n| R-7 | It works | by test |\n"
    #expect(parsed("# S\n\n" + text).requirements.map(\.id) == ["R-7"])
  }
}
