import SpecModel
import Testing

@testable import SpecText

/// Changes of text that stands inside a requirement.
@Suite struct NestedDiffTests {
  private static let text = """
    # X

    ## Steps

    - **R-1** It MUST, in this order:
      - read 2 files
      - sort the names
      - write the report
    - **R-2** It SHOULD log.

      A word on why logs are good.

    Text of the section.

    ### R-3 · Rounding

    Amounts MUST be rounded to 2 digits.

    Halves go to the even digit.

    ## Lists

    The program MUST print:

    * the name
    * the size

    """

  private func edited(_ old: String, _ new: String) -> ModelChangeList {
    #expect(Self.text.contains(old))
    return SpecComparison.changes(
      from: (Array(Self.text.utf8), "old.md"),
      to: (Array(Self.text.replacing(old, with: new).utf8), "new.md"))
  }

  /// `major requirement R-1: a MUST has other numbers in it`.
  private func told(_ old: String, _ new: String) -> [String] {
    edited(old, new).changes.map { change in
      "\(change.step.rawValue) \(change.subject.rawValue) \(change.name): \(change.reason)"
    }
  }

  @Test(arguments: [
    ("  - read 2 files", "  - read 3 files", "a MUST has other numbers in it"),
    ("  - sort the names\n", "", "a MUST has items that are new or gone"),
    (
      "  - sort the names\n", "  - sort the names\n  - count all of it\n",
      "a MUST has items that are new or gone"
    ),
  ])
  func `a bullet below a requirement's colon is the requirement's`(
    old: String, new: String, reason: String
  ) {
    #expect(told(old, new) == ["major requirement R-1: \(reason)"])
  }

  @Test func `other words in a bullet are a patch of the requirement`() {
    let told = told("write the report", "write the whole report")
    #expect(told == ["patch requirement R-1: a MUST is reworded"])
  }

  @Test func `items that change places are another order where order is asked for`() {
    let told = told(
      "  - sort the names\n  - write the report\n", "  - write the report\n  - sort the names\n")
    #expect(
      told == ["major requirement R-1: a MUST has items in another order"])
  }

  @Test func `text inside an item and below a heading is told at its requirement`() {
    #expect(
      told("why logs are good", "why logs are useful")
        == ["patch requirement R-2: a SHOULD is reworded"])
    #expect(
      told("Halves go to the even digit", "Halves go to the even number")
        == ["patch requirement R-3: a MUST is reworded"])
    #expect(
      told("rounded to 2 digits", "rounded to 3 digits")
        == ["major requirement R-3: a MUST has other numbers in it"])
    #expect(
      told("Text of the section.", "Words of the section.")
        == ["patch prose : text without a keyword is reworded"])
  }

  @Test func `a requirement inside another is told by itself, and what follows it is the other's`()
  {
    let text = """
      # X

      - **R-1** It MUST, in this order:
        - open the file
        - it MAY trim

        - close 2 files
      - **R-2** It MUST end.

      """
    func told(_ old: String, _ new: String) -> [String] {
      SpecComparison.changes(
        from: (Array(text.utf8), "old.md"),
        to: (Array(text.replacing(old, with: new).utf8), "new.md")
      ).changes.map { "\($0.name.hasPrefix("§") ? "" : $0.name): \($0.reason)" }
    }
    #expect(told("it MAY trim", "it MUST trim") == [": a MAY became a MUST"])
    #expect(told("close 2", "close 3") == ["R-1: a MUST has other numbers in it"])
    #expect(told("  - open the file\n", "") == ["R-1: a MUST has items that are new or gone"])
  }

  @Test func `a paragraph that announces a list has its items`() {
    #expect(
      told("* the size\n", "")
        == ["major requirement §2/1: a MUST has items that are new or gone"])
  }

  @Test func `what goes by a requirement is stale when a bullet of it changed`() {
    let row = StaleFinder.Row(
      id: "R-1", lines: SourceLines(5, 8), operations: [], links: [("test", "tests/a.py:3")])
    for (old, new) in [("read 2 files", "read 3 files"), ("  - sort the names\n", "")] {
      let stale = StaleFinder.stale(edited(old, new).all, rows: [row], probed: [])
      #expect(stale.map(\.name) == ["tests/a.py:3"])
      #expect(stale.first?.because == ["R-1 is reworded"])
    }
    let other = edited("Text of the section.", "Words of the section.").all
    #expect(StaleFinder.stale(other, rows: [row], probed: []).isEmpty)
  }

  @Test func `the report shows both the requirement and what changed in it`() {
    let lines = ChangeText.lines(of: edited("read 2 files", "read 3 files"), withProse: false)
    let entry = lines.drop { !$0.contains("MUST R-1 reworded [major]") }.joined(separator: "\n")
    #expect(
      entry.contains("in this order:") && entry.contains("read [-2-] {+3+} files"), "\(lines)")
    let markdown = ChangeMarkdown.text(of: edited("read 2 files", "read 3 files"))
    #expect(markdown.contains("- [ ] MUST R-1 reworded"))
  }

  @Test func `items in the text of a requirement count as its items`() {
    let source = "- It MUST, in this order:\n  - read\n  1. sort\n    and keep\n  * write"
    let (_, text) = UnitText.read(source)
    #expect(UnitText.read("It MUST end in\n1999. Then - no\n2. x").1.contains("•") == false)
    #expect(text == "It MUST, in this order: • read • sort and keep • write")
    func step(_ new: String) -> String {
      func side(_ text: String) -> ModelChange.Side {
        ModelChange.Side(
          name: "R-1", strength: .must, text: text, section: "", lines: SourceLines(1, 5))
      }
      var change = ModelChange(.requirement, [.reworded], old: side(text), new: side(new))
      SemverRules.judge(&change)
      return "\(change.step.rawValue): \(change.reason)"
    }
    #expect(
      step("It MUST, in this order: • read • write")
        == "major: a MUST has items that are new or gone")
    #expect(
      step("It MUST, in this order: • read • write • sort and keep")
        == "major: a MUST has items in another order")
    #expect(
      step("It MUST, in this order: • read • sort and hold • write") == "patch: a MUST is reworded")
  }
}
