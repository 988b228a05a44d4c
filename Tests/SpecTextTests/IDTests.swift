import Foundation
import SpecModel
import Testing

@testable import SpecText

/// Permanent ids: what they change, and what they leave alone.
@Suite struct IDTests {
  private let text = """
    ---
    spec: x
    ---
    # X

    A caller MUST close
    the stream.

    ## 2 Retries

    - A first thing MUST hold.
    - [ ] a task SHOULD be done
      1. nested, it MAY
         wrap
    > - > quoted it MUST NOT be

    > A quote MUST
    lazily go on.

    | ID | What |
    |---|---|
    |  | it MUST be in a table |
    | name | it MUST NOT be here |

    | When | What |
    |---|---|
    | it fails | it MUST be retried |

    ### Words that MUST stand alone

    ### A heading that MUST take nothing in

    Below it.

    ### 2.1 A number that MUST come first

    - **FR-7** was here before and MUST stay
    - see R-041, which is gone
    - no requirement
    """

  private func plan(_ text: String, _ scheme: IDScheme = IDScheme()) -> IDPlan {
    SpecIDs.plan(Array(text.utf8), path: "x", scheme: scheme)
  }

  @Test(arguments: [
    ("[^1]: The note MUST hold.", "footnote"), ("> [^a-b]: It MUST hold.", "footnote"),
    ("See [it](#the-run-must-end).\n\n## The run MUST end", "'#the-run-must-end'"),
    ("[it]: #The-Run-must-end\n\nSee [it].\n\n## The run MUST end", "'#the-run-must-end'"),
    ("<a href=\"#it-must-end\">x</a>\n\n## It MUST **end**!", "'#it-must-end'"),
    ("[x](#%C3%BCber-all-it-must-be)\n\n## Über all it MUST be", "'#über-all-it-must-be'"),
    ("[second](#it-must-end-1)\n\n## It MUST end", "'#it-must-end-1'"),
  ])
  func `an id that would break a footnote or a link is not given`(text: String, obstacle: String) {
    let plan = plan("# X\n\n\(text)\n")
    #expect(String(decoding: plan.bytes, as: UTF8.self) == "# X\n\n\(text)\n")
    #expect(plan.entries.count == 1)
    #expect(plan.entries.first?.obstacle?.contains(obstacle) == true, "\(plan.entries)")
  }

  @Test(arguments: [
    "[x](#another) [y](other.md#it-must-end)\n\n## It MUST end",
    "Fix #it-must-end-not\n\n## It MUST end", "[^1] is no note: it MUST hold",
  ])
  func `a link to another place is no obstacle`(text: String) {
    #expect(plan("# X\n\n\(text)\n").entries.map(\.given) == ["R-001"])
  }

  // SPEC: R-SPEC-06
  @Test func `every form of a requirement gets an id, and nothing else changes`() {
    let plan = plan(text, IDScheme(prefix: "R"))
    let new = String(decoding: plan.bytes, as: UTF8.self)
    let old = text.split(separator: "\n", omittingEmptySubsequences: false)
    let changed = zip(old, new.split(separator: "\n", omittingEmptySubsequences: false))
      .filter { $0 != $1 }.map { String($1) }
    #expect(
      changed == [
        "**R-042** A caller MUST close",
        "- **R-043** A first thing MUST hold.",
        "- [ ] **R-044** a task SHOULD be done",
        "  1. **R-045** nested, it MAY",
        "> - > **R-046** quoted it MUST NOT be",
        "> **R-047** A quote MUST",
        "| R-048  | it MUST be in a table |",
        "| **R-049** it fails | it MUST be retried |",
        "### R-050 · Words that MUST stand alone",
      ])
    let told = plan.entries.compactMap { entry in
      entry.obstacle.map { "\(entry.requirement.lines.first) \($0)" }
    }
    #expect(
      told == [
        "23 the column for ids of its table holds something else",
        "31 as a heading with an id it would take in the paragraph below it",
        "35 an id would come before the number of its heading",
      ])
  }

  // SPEC: R-SPEC-06
  @Test func `a second run changes nothing, byte for byte`() {
    let once = plan(text).bytes
    let twice = SpecIDs.plan(once, path: "x", scheme: IDScheme()).bytes
    #expect(once != Array(text.utf8))
    #expect(once == twice)
  }

  // SPEC: R-SPEC-06
  @Test func `ids follow the spec's own, and a ledger keeps what is gone from coming back`() {
    let own = "# X\n\n- **FR-0007** it MUST\n- it SHOULD\n"
    #expect(given(plan(own)) == ["FR-0008"])
    #expect(given(plan(own, IDScheme(retired: ["FR-0031", "R-9"]))) == ["FR-0032"])
    #expect(given(plan(own, IDScheme(prefix: "R", retired: ["FR-0031", "R-9"]))) == ["R-010"])
    #expect(given(plan("# X\n\nIt MUST.\n\nNot `R-123` as in R-12.\n")) == ["R-124"])
  }

  @Test func `a later insertion leaves the ids that were given alone`() {
    let first = plan("# X\n\n- one MUST\n- two MUST\n").bytes
    let more = String(decoding: first, as: UTF8.self)
      .replacingOccurrences(of: "- **R-002**", with: "- between MUST\n- **R-002**")
    let second = String(decoding: plan(more).bytes, as: UTF8.self)
    #expect(
      second == "# X\n\n- **R-001** one MUST\n- **R-003** between MUST\n- **R-002** two MUST\n")
  }

  @Test func `a word of the section's title may stand in an id`() {
    let text =
      "# X\n\n## 1. The Retry Queue\n\n- it MUST\n\n### 1.1 Delay\n\n- it MAY\n\n"
      + "## 2. A\n\n- it SHOULD\n"
    #expect(
      given(plan(text, IDScheme(namesSection: true))) == ["R-RETRY-001", "R-RETRY-002", "R-001"])
  }

  // SPEC: R-SPEC-06
  @Test func `ends of lines, a missing last one and a byte order mark stay`() {
    let lines = ["\u{FEFF}It MUST.", "", "- [x] a MUST", "  b", "> c MAY", "", "| a |", "|---|"]
    for end in ["\r\n", "\n", "\r"] {
      let text = (lines + ["| it MUST |"]).joined(separator: end)
      let plan = plan(text)
      #expect(given(plan).count == 4, "\(end.debugDescription)")
      #expect(without(given(plan), plan.bytes) == Array(text.utf8))
    }
  }

  @Test func `ids stay ids in what a ledger holds, and remarks are none`() {
    let ledger = IDLedger.adding(["R-1", "R-2", "R-1"], to: [])
    #expect(IDLedger.ids(in: ledger) == ["R-1", "R-2"])
    #expect(IDLedger.adding(["R-2"], to: ledger) == ledger)
    let more = IDLedger.adding(["R-3"], to: Array("R-9 gone since 1.2\r\n# no\nR-2".utf8))
    #expect(String(decoding: more, as: UTF8.self) == "R-9 gone since 1.2\r\n# no\nR-2\nR-3\n")
  }

  @Test(
    .enabled(if: RealSpecs.folder != nil, Comment(rawValue: RealSpecs.whyAbsent)),
    arguments: RealSpecs.names, [false, true])
  func `real specs are the same but for ids`(_ name: String, withCRLF: Bool) throws {
    var bytes = try RealSpecs.bytes(name)
    if withCRLF { bytes = bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } }
    try check(bytes, name)
  }

  @Test(arguments: ["inflection", "semver"])
  func `the project's own specs are the same but for ids, when theirs are taken away`(
    _ name: String
  ) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: root.appendingPathComponent("specs/\(name)/SPEC.md"))
    try check([UInt8](data), name)
    let bare = String(decoding: data, as: UTF8.self)
      .replacing(#/\*\*R-[A-Z0-9-]+\*\*[ :·—-]*/#, with: "")
    #expect(bare.utf8.count < data.count)
    try check(Array(bare.utf8), name)
  }

  /// The new file is the old one with ids put in, and is read as the same spec.
  private func check(_ bytes: [UInt8], _ name: String) throws {
    let plan = SpecIDs.plan(bytes, path: name, scheme: IDScheme())
    let ids = given(plan)
    #expect(Set(ids).count == ids.count)
    #expect(without(ids, plan.bytes) == bytes)
    let old = SpecParser.parse(bytes, path: name)
    let new = SpecParser.parse(plan.bytes, path: name)
    let (before, after) = (sorted(old.requirements), sorted(new.requirements))
    try #require(before.count == after.count)
    #expect(plan.entries.map(\.requirement) == before)
    for (entry, (left, right)) in zip(plan.entries, zip(before, after)) {
      #expect(right.idIsDerived == (entry.given == nil && left.idIsDerived))
      if let id = entry.given { #expect(right.id == id) }
      #expect(left.text == right.text)
      #expect(left.strength == right.strength)
      #expect(left.lines == right.lines)
      #expect(left.trigger == right.trigger)
      #expect(left.profile == right.profile)
    }
    #expect(old.sections.map(\.lines) == new.sections.map(\.lines))
    #expect(old.sections.map(\.number) == new.sections.map(\.number))
    #expect(old.operations == new.operations)
    #expect(old.examples.map(\.script) == new.examples.map(\.script))
    #expect(old.settings.map(\.key) == new.settings.map(\.key))
    #expect(old.settings.map(\.defaultValue) == new.settings.map(\.defaultValue))
    #expect(
      old.entities.map { $0.fields.map(\.name) } == new.entities.map { $0.fields.map(\.name) })
    #expect(old.errors.map(\.code) == new.errors.map(\.code))
    #expect(old.states.map(\.name) == new.states.map(\.name))
    #expect(old.transitions == new.transitions)
    #expect(old.matrix.map(\.lines) == new.matrix.map(\.lines))
    #expect(old.checklist.map(\.lines) == new.checklist.map(\.lines))
    #expect(old.diagnostics.map(\.rule) == new.diagnostics.map(\.rule))
    #expect(
      SpecIDs.plan(plan.bytes, path: name, scheme: IDScheme()).bytes == plan.bytes)
  }

  private func sorted(_ requirements: [Requirement]) -> [Requirement] {
    requirements.sorted { $0.lines.first < $1.lines.first }
  }

  private func given(_ plan: IDPlan) -> [String] { plan.entries.compactMap(\.given) }

  /// The bytes with each id taken out again where it stands first, with the marks that came along.
  private func without(_ ids: [String], _ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var rest = bytes[...]
    for id in ids {
      let forms = ["**\(id)** ", "\(id) · ", "| \(id)"].map { Array($0.utf8) }
      var place = rest.startIndex
      search: while place < rest.endIndex {
        for (form, keep) in zip(forms, [0, 0, 1]) where rest[place...].starts(with: form) {
          out += rest[..<(place + keep)]
          rest = rest[(place + form.count)...]
          break search
        }
        place += 1
      }
    }
    return out + rest
  }
}
