import SpecModel
import Testing

@testable import SpecText

@Suite struct LintFixTests {
  private func fixed(_ text: String) -> String {
    let outcome = Fixer.fix(Array(text.utf8)) { bytes in
      let input = LintInput(bytes, path: "SPEC.md")
      return (input, Linter.lint(input))
    }
    return String(decoding: outcome.bytes, as: UTF8.self)
  }

  @Test(arguments: ["\n", "\r\n"])
  func `an id and its mentions in prose get upper case, and no other byte changes`(_ end: String) {
    let text = """
      ## See r-1.

      - **r-1** It MUST hold (r-1, `r-1`, ``a ` r-1``), see [r-1](#r-1) or http://x/r-1 or xr-1.
      \t- r-10, br-1, r-1.md, r-1-2, ér-1

      | a | r-1 |
      |---|---|
      | r-1 | x |

      ```
      r-1
      ```
      <p>r-1</p>
      """.replacing("\n", with: end)
    let wanted = """
      ## See R-1.

      - **R-1** It MUST hold (R-1, `r-1`, ``a ` r-1``), see [R-1](#r-1) or http://x/r-1 or xr-1.
      \t- r-10, br-1, r-1.md, r-1-2, ér-1

      | a | r-1 |
      |---|---|
      | r-1 | x |

      ```
      r-1
      ```
      <p>r-1</p>
      """.replacing("\n", with: end)
    #expect(fixed(text).utf8.elementsEqual(wanted.utf8), "\(fixed(text))")
    #expect(fixed(wanted).utf8.elementsEqual(wanted.utf8))
  }

  @Test func `an id that would become another's is left to a person`() {
    let text = "- **r-1** It MUST.\n- **R-1** It MAY.\n"
    #expect(fixed(text) == text)
  }

  // SPEC: R-SPEC-06
  @Test func `what needs no mending or can't be read stays`() {
    for text in ["", "x", "- **R-1** It MUST.", "\u{FEFF}# r-1\n"] { #expect(fixed(text) == text) }
    let broken: [UInt8] = Array("- **r-1** It MUST. ".utf8) + [0xFF, 0x0A]
    let outcome = Fixer.fix(broken) { bytes in
      let input = LintInput(bytes, path: "SPEC.md")
      return (input, Linter.lint(input))
    }
    #expect(outcome.bytes == broken && outcome.count == 0)
  }

  @Test func `a finding that is accepted is not mended`() {
    let text = Array("- **r-1** It MUST.\n".utf8)
    let outcome = Fixer.fix(text) { (LintInput($0, path: "SPEC.md"), []) }
    #expect(outcome.bytes == text)
  }

  @Test func `edits that overlap are made once, in the order of the file`() {
    let edits = [
      SourceEdit(range: 3..<5, new: [9]), SourceEdit(range: 0..<2, new: []),
      SourceEdit(range: 1..<4, new: [7]), SourceEdit(range: 5..<6, new: [5]),
      SourceEdit(range: 8..<20, new: [1]),
    ]
    let (bytes, count) = SourceEdit.apply(edits, to: [0, 1, 2, 3, 4, 5, 6])
    #expect(bytes == [2, 9, 5, 6] && count == 2)
  }

  @Test(arguments: Linter.rules.filter(\.isFixable).map(\.id))
  func `every rule that mends says so on its page`(_ id: String) throws {
    let page = try Pages.text(of: id)
    #expect(page.contains("`--fix`"), "\(id)")
  }
}
