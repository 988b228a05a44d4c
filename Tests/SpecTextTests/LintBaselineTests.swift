import SpecModel
import Testing

@testable import SpecText

@Suite struct LintBaselineTests {
  private let spec = """
    ---
    spec: x
    reference: { from: "path:x" }
    surface: { module: x }
    ---

    ## Rules

    - **R-1** It MUST be fast.
    - **R-2** It MUST be fast.

    """
  private let today = CalendarDay(secondsSince1970: 1_000_000_000)

  private func findings(_ text: String) -> [LintFinding] {
    let input = LintInput(Array(text.utf8), path: "SPEC.md")
    let found = Linter.lint(input).filter { $0.rule == "vague-word" }
    return Linter.identified(found, in: input)
  }

  private func entry(_ finding: LintFinding, expires: String? = nil, reason: String = "why")
    -> Baseline.Entry
  {
    Baseline.Entry(
      rule: finding.diagnostic.rule, file: finding.path, place: finding.place,
      finding: finding.diagnostic.message, fingerprint: finding.fingerprint, reason: reason,
      expires: expires.flatMap { CalendarDay($0) })
  }

  private func sorted(_ entries: [Baseline.Entry], _ text: String) -> Baseline.Sorted {
    Baseline(entries: entries).sorted(findings(text), today: today) { _, _ in true }
  }

  // SPEC: R-SPEC-05
  @Test func `an entry holds for one rule at one place, however lines shift`() throws {
    let first = try #require(findings(spec).first)
    #expect(first.place == "R-1" && first.fingerprint.utf8.count == 16)
    let moved = spec.replacing("## Rules", with: "## New\n\nWords.\n\n## Rules")
    let result = sorted([entry(first)], moved)
    #expect(result.accepted == 1 && result.notices.isEmpty)
    #expect(result.open.map(\.place) == ["R-2"])
  }

  // SPEC: R-SPEC-05
  @Test func `a text that changes is looked at again`() throws {
    let first = try #require(findings(spec).first)
    let changed = spec.replacing("**R-1** It MUST be fast", with: "**R-1** All MUST be fast")
    let result = sorted([entry(first)], changed)
    #expect(result.accepted == 0 && result.open.count == 2)
    #expect(result.notices.map(\.message) == ["''fast' in R-1 can't be checked' is found no more"])
  }

  @Test func `line ends and indentation are no change of text`() throws {
    let first = try #require(findings(spec).first)
    let wrapped = spec.replacing("It MUST be fast.\n- **R-2", with: "It\n  MUST be  fast.\n- **R-2")
    #expect(sorted([entry(first)], wrapped).accepted == 1)
    #expect(sorted([entry(first)], spec.replacing("\n", with: "\r\n")).accepted == 1)
  }

  @Test func `the second of two equal findings needs an entry of its own`() throws {
    let text = "## A\n\n- It MUST be fast.\n- It MUST be fast.\n"
    let twice = findings(text).map(\.fingerprint)
    #expect(Set(twice).count == 2)
    // The messages name the derived ids; without these they are equal.
    let input = LintInput(Array(text.utf8), path: "SPEC.md")
    let rule = LintRule("vague-word", .warning, "")
    let same = [SourceLines(3, 3), SourceLines(4, 4)].map { rule.finding("vague", $0) }
    let marks = Linter.identified(same, in: input).map(\.fingerprint)
    #expect(marks[1] == marks[0] + ":2")
  }

  // SPEC: R-SPEC-05
  @Test func `an entry that has expired accepts nothing from the next day on`() throws {
    let first = try #require(findings(spec).first)
    #expect(today.description == "2001-09-09")
    #expect(sorted([entry(first, expires: "2001-09-09")], spec).accepted == 1)
    let result = sorted([entry(first, expires: "2001-09-08")], spec)
    #expect(result.accepted == 0 && result.open.count == 2)
    #expect(result.notices.map(\.message).first?.contains("expired on 2001-09-08") == true)
  }

  // SPEC: R-SPEC-05
  @Test func `an entry without a reason accepts and is told`() throws {
    let first = try #require(findings(spec).first)
    for reason in ["", " ", "TODO", "TODO: ask"] {
      let result = sorted([entry(first, reason: reason)], spec)
      #expect(result.accepted == 1 && result.notices.count == 1, "\(reason)")
    }
  }

  @Test func `an entry that is there twice is told, and one of a rule that did not look is not`()
    throws
  {
    let first = try #require(findings(spec).first)
    #expect(sorted([entry(first), entry(first)], spec).notices.count == 1)
    let unused = Baseline(entries: [entry(first)]).sorted([], today: today) { _, _ in false }
    #expect(unused.notices.isEmpty)
  }

  @Test func `a baseline is read as it was written, whatever it holds`() throws {
    let odd = "a: b # c\n\"q\" \\ \u{7}\u{85}\u{FEFF}\u{FFFF} é 😀 - yes"
    let entries = [
      Baseline.Entry(
        rule: "vague-word", file: odd, place: odd, finding: "true", fingerprint: "0123456789012345",
        reason: "yes", expires: CalendarDay("2027-01-31"), line: 5),
      Baseline.Entry(
        rule: "x", file: "no", place: "", finding: odd, fingerprint: "1e3", reason: "null", line: 12
      ),
    ]
    let text = Baseline(entries: entries).text
    #expect(try Baseline(reading: Array(text.utf8), path: "b").entries == entries)
    let empty = Baseline().text
    #expect(try Baseline(reading: Array(empty.utf8), path: "b").entries.isEmpty)
  }

  private static let commented = """
    # Ours. Ask Ada before you add to it.
    schema: specter.baseline/1   # do not change

    accepted:    # in the order of the review

    # First the loud ones.
    - rule: vague-word
      file: SPEC.md
      # why R-1
      place: R-1   # as it is called

      fingerprint: "1"
      reason: |
        # no comment but text
        and more
    # Then the rest.

    -
      fingerprint: '2'   # moved up
      rule: vague-word
      place: R-2
      file: SPEC.md
      reason: "x # y"
    - {rule: vague-word, file: SPEC.md, place: R-3, fingerprint: "3", reason: z}   # short
    # The end of the list.

    notes: kept too   # by whom?
    """

  /// Comments on lines of their own.
  private func remarks(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split { $0.isNewline }
      .map { String($0).trimmed }
      .filter { $0.hasPrefix("#") }
  }

  private func entry(_ number: Int) -> Baseline.Entry {
    Baseline.Entry(
      rule: "new", file: "SPEC.md", place: "§\(number) A: b", finding: "it's \"#\(number)\"",
      fingerprint: "n\(number)", reason: "TODO")
  }

  private func marks(_ bytes: [UInt8]) throws -> [String] {
    try Baseline(reading: bytes, path: "b").entries.map(\.fingerprint)
  }

  @Test(arguments: [false, true], [true, false])
  func `comments, order and spacing of a baseline stay, whatever goes and comes`(
    hasReturns: Bool, endsInLineEnd: Bool
  ) throws {
    var text = Self.commented + (endsInLineEnd ? "\n" : "")
    if !endsInLineEnd { text = String(text.split(separator: "# The end")[0].dropLast()) }
    if hasReturns { text = text.replacing("\n", with: "\r\n") }
    let bytes = Array(text.utf8)
    let old = try Baseline(reading: bytes, path: "b").entries
    #expect(old.map(\.fingerprint) == ["1", "2", "3"])
    for choice in 0..<8 {
      for count in 0...2 {
        let kept = old.enumerated().filter { choice & 1 << $0.offset != 0 }.map(\.element)
        let new = (0..<count).map { entry($0) }
        let edited = try Baseline.edited(bytes, path: "b", keeping: kept, adding: new)
        #expect(try marks(edited) == kept.map(\.fingerprint) + new.map(\.fingerprint))
        let left = remarks(bytes).filter { $0 != "# no comment but text" || choice & 1 != 0 }
          .filter { $0 != "# why R-1" || choice & 1 != 0 }
        #expect(remarks(edited) == left, "\(choice) \(count)")
        // All lines that stay are there in their order.
        if choice == 7 {
          let said = String(decoding: edited, as: UTF8.self)
          let before = String(text.split(separator: "# The end")[0]).trimmed
          #expect(said.hasPrefix(before) && (count > 0 || said == text))
          #expect(said.contains("notes: kept too   # by whom?") == endsInLineEnd)
        }
        // What is written is there, so the second time nothing changes.
        let again = try Baseline(reading: edited, path: "b").entries
        #expect(try Baseline.edited(edited, path: "b", keeping: again, adding: []) == edited)
        #expect(hasReturns || !edited.contains(0x0D))
      }
    }
  }

  @Test(arguments: ["accepted: []  # none yet", "accepted:", "accepted: ~", "accepted: [ ] # x"])
  func `a baseline that accepts nothing yet takes entries and keeps its comments`(_ list: String)
    throws
  {
    let text = "# Ours.\nschema: specter.baseline/1\n\(list)\n# The end.\n"
    let edited = try Baseline.edited(
      Array(text.utf8), path: "b", keeping: [], adding: [entry(1), entry(2)])
    #expect(try marks(edited) == ["n1", "n2"])
    let said = String(decoding: edited, as: UTF8.self)
    for comment in ["# Ours.", "# The end."] { #expect(said.contains(comment), "\(said)") }
    if list.contains("#") {
      #expect(said.contains("accepted: #"), "\(said)")
    }
  }

  @Test func `a list between brackets is refused rather than written anew`() {
    let text =
      "# Ours.\nschema: specter.baseline/1\naccepted: [{rule: a, file: f, place: p, "
      + "fingerprint: x}]\n"
    #expect(throws: Failure.self) {
      _ = try Baseline.edited(Array(text.utf8), path: "b", keeping: [], adding: [entry(1)])
    }
  }

  @Test func `blank lines above everything are no change of a finding about the file`() throws {
    let text = "# X\n\nWords.\n"
    func found(_ text: String) -> [LintFinding] {
      let input = LintInput(Array(text.utf8), path: "SPEC.md")
      return Linter.identified(
        Linter.lint(input).filter { ["no-operations", "front-matter"].contains($0.rule) }, in: input
      )
    }
    let before = found(text)
    #expect(before.count == 2)
    for blank in ["\n", "\n\n\n", " \t\r\n\n"] {
      let after = found(blank + text)
      #expect(after.map(\.fingerprint) == before.map(\.fingerprint))
      #expect(after.map(\.place) == before.map(\.place))
    }
    #expect(found("\n\n").count == 2)
  }

  @Test(arguments: [
    ("", "b:1"), ("x", "b:1"), ("schema: specter.baseline/2\naccepted: []\n", "b:1"),
    ("schema: specter.baseline/1\naccepted: 7\n", "b:2"),
    ("schema: specter.baseline/1\naccepted:\n  - 7\n", "b:3"),
    ("schema: specter.baseline/1\naccepted:\n  - rule: x\n", "b:3"),
    ("schema: specter.baseline/1\naccepted:\n  - rules: x\n", "b:3"),
    ("schema: specter.baseline/1\naccepted: [\n", "b:"),
    (
      "schema: specter.baseline/1\naccepted:\n  - {rule: x, file: f, place: p, fingerprint: a, "
        + "expires: soon}\n", "b:3"
    ),
  ])
  func `a file that is no baseline is refused with its line`(_ text: String, _ place: String) {
    #expect {
      _ = try Baseline(reading: Array(text.utf8), path: "b")
    } throws: { error in
      ((error as? Failure)?.place ?? "").hasPrefix(place)
        && (error as? Failure)?.remedy.isEmpty == false
    }
  }

  @Test(arguments: [
    (0.0, "1970-01-01"), (-1, "1969-12-31"), (951_782_400, "2000-02-29"),
    (4_107_542_399, "2100-02-28"), (4_107_542_400, "2100-03-01"), (1e300, "9999-12-31"),
  ])
  func `days are those of the calendar`(_ seconds: Double, _ day: String) {
    #expect(CalendarDay(secondsSince1970: seconds).description == day)
    #expect(CalendarDay(day)?.description == day)
  }

  @Test(arguments: ["2027-02-29", "2027-13-01", "2027-1-1", "2027-00-10", "x", "2027-01-31 "])
  func `what is no day is refused`(_ text: String) { #expect(CalendarDay(text) == nil) }
}
