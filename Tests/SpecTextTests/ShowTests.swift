import SpecModel
import Testing

@testable import SpecText

@Suite struct ShowTests {
  private let text = """
    # S

    ### `duration(seconds) -> str`

    - **R-1** It MUST round, as `duration` does.
    - It MAY follow R-1 of Section 2.

    #### Examples

    | seconds | result |
    |---|---|
    | `1` | `"1s"` |

    ## 2 Test Matrix

    - R-1 is held by `duration`
    - `durations` are other things
    """

  private func index() -> SpecIndex { SpecIndex(parsed(text), bytes: Array(text.utf8)) }

  private func referrers(_ id: String) -> [String] {
    let index = index()
    return index.find(id).flatMap(index.referrers).map { "\($0.kind) \($0.id) \($0.lines.first)" }
  }

  // SPEC: R-SPEC-09
  @Test func `a requirement has its source and what refers to it`() {
    let index = index()
    let found = index.find("r-1")
    #expect(found.map(\.id) == ["R-1"])
    #expect(index.source(SourceLines(5, 5)) == ["- **R-1** It MUST round, as `duration` does."])
    #expect(referrers("R-1") == ["mention  6", "matrix case §2/1 16", "mention  16"])
    #expect(referrers("§2") == ["mention  6"])
  }

  @Test func `an operation has its examples, requirements and cases`() {
    #expect(
      referrers("duration") == ["requirement R-1 5", "example ex-12 12", "matrix case §2/1 16"])
  }

  @Test(arguments: [
    ("a.b, c", "a.b", true), ("(a.b)", "a.b", true), ("x.a.b", "a.b", false),
    ("a.b.c", "a.b", false), ("It is a.b.", "a.b", true), ("a.b-c", "a.b", false),
    ("", "a", false), ("`a`", "a", true),
  ])
  func `a name counts as a word of its own`(_ text: String, _ word: String, _ expected: Bool) {
    #expect(SpecIndex.holds(text, word: word) == expected)
  }

  // SPEC: R-SPEC-09
  @Test func `a name that nothing has gets the nearest ones`() {
    let index = index()
    #expect(index.find("durations").isEmpty)
    #expect(index.suggestions(for: "durations") == ["duration"])
    #expect(index.suggestions(for: "R-2").first == "R-1")
    #expect(index.suggestions(for: "elephant").isEmpty)
    #expect(SpecIndex.distance(Array("kitten".utf8), Array("sitting".utf8)) == 3)
  }

  @Test func `sections count what they hold themselves`() {
    let counts = SectionCounts(parsed(text)).ofSections
    #expect(
      counts.map { $0.map { "\($0.count) \($0.noun)" } } == [
        [], ["2 requirement", "1 operation"], ["1 example", "1 table"], ["2 matrix case"],
      ])
  }
}
