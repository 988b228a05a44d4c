import SpecModel
import Testing

@testable import SpecText

/// Where requirements hide, and the ids that other tools write.
@Suite struct RequirementTests {
  private func found(_ text: String) -> [String] {
    parsed(text).requirements.map {
      "\($0.id) \($0.strength.rawValue) \($0.lines.first)-\($0.lines.last) \($0.text)"
    }
  }

  @Test(arguments: [
    ("- It is late and\n  MUST\n  stop\n", "§/1 MUST 1-3 It is late and MUST stop"),
    ("It is MUST\nNOT\n", "§/1 MUST NOT 1-2 It is MUST NOT"),
    ("text\n# stray\n- It MUST\n", "§/1 MUST 3-3 It MUST"),
    ("# T\n\n#### stray\n\n##### more\n\nIt MUST\n", "§1.1/1 MUST 7-7 It MUST"),
    ("```sh\n# not a heading\n```\n\nIt MUST\n", "§/1 MUST 5-5 It MUST"),
    ("```sh\n# MUST\n\n# - MAY\n```\n- It SHOULD\n", "§/1 SHOULD 6-6 It SHOULD"),
    ("- a\n  - b\n    1. it MAY\n", "§/1 MAY 3-3 it MAY"),
    ("| a | b |\n|---|---|\n| x | it SHALL |\n", "§/1 MUST 3-3 x · it SHALL"),
    ("- | a | b |\n  |---|---|\n  | x | it SHALL |\n", "§/1 MUST 3-3 x · it SHALL"),
    ("> it is\n> REQUIRED\n", "§/1 MUST 1-2 it is REQUIRED"),
    ("> - a\n>   > it MUST\n", "§/1 MUST 2-2 it MUST"),
    ("> # heading\n>\n> - it MUST\n", "§/1 MUST 3-3 it MUST"),
    ("- [ ] it MUST\n", "§/1 MUST 1-1 it MUST"),
    ("It MUST\r\nstop\r\n", "§/1 MUST 1-2 It MUST stop"),
    ("*It* **MUST** ~~not~~\n", "§/1 MUST 1-1 It MUST not"),
  ])
  func `a requirement is found wherever it stands`(_ text: String, _ expected: String) {
    #expect(found(text) == [expected])
  }

  @Test(arguments: [
    "`MUST` in code", "```\nMUST\n```", "    MUST", "<!-- MUST -->", "must", "MUSTARD",
    "The key words MUST, MAY, SHOULD are to be interpreted as described in RFC 2119.",
  ])
  func `what only looks like a requirement is none`(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    ("- **FR-001**: System MUST log\n", "FR-001 MUST 1-1 System MUST log"),
    ("- FR-001: System MUST log\n", "FR-001 MUST 1-1 System MUST log"),
    ("- **SC-001**: Users finish in 2 minutes\n", "SC-001 NONE 1-1 Users finish in 2 minutes"),
    ("[R-12] It is so\n", "R-12 NONE 1-1 It is so"),
    ("### [R-12] Title\n\nIt MUST\n", "R-12 MUST 1-3 Title It MUST"),
    (
      "### Requirement: Two-factor login\n\nThe system SHALL ask.\n",
      "two-factor-login MUST 1-3 Two-factor login The system SHALL ask."
    ),
    ("`req~login~1` The user MUST log in.\n", "req~login~1 MUST 1-1 The user MUST log in."),
    (
      "#### Login\n`req~login~1`\n\nThe user MUST log in.\n\nCovers:\n* `feat~a~1`\n",
      "req~login~1 MUST 2-4 The user MUST log in."
    ),
    (
      "#### `req~login~1` Login\n\nThe user MUST log in.\n",
      "req~login~1 MUST 1-3 Login The user MUST log in."
    ),
    ("**UID**: SYS-A\n\nIt SHALL run.\n", "SYS-A MUST 1-3 It SHALL run."),
    (
      "**UID**: SYS-A\n**STATUS**: Active\n**STATEMENT**: It SHALL run.\n",
      "SYS-A MUST 1-3 It SHALL run."
    ),
  ])
  func `ids of other tools are ids`(_ text: String, _ expected: String) {
    #expect(found(text) == [expected])
  }

  @Test func `a word with a colon is an id only in a normative block`() {
    #expect(found("- COVID-19: an illness\n").isEmpty)
    #expect(found("- UTF-8: it MUST be used\n").map { $0.prefix(4) } == ["§/1 "])
  }

  @Test func `a requirement has the profile that it, its bullet, its row or its section names`() {
    let spec = parsed(
      """
      ---
      profiles: [Extra]
      ---
      ## 1 Rules

      Profile: `core`

      - **R-1** It MUST.
      - **R-2** It MUST (profile: full).
      - **R-3** It MUST.
        - Profile: nested.

      | ID | Profile | Text |
      |---|---|---|
      | **R-4** | row | It MUST |
      | **R-5** | | It MUST |

      ## 2 More of the Extra

      - **R-6** It MUST.

      ## 3 Rest

      - **R-7** It MUST follow the profile: always, and more than that.
      """)
    #expect(
      spec.requirements.map { "\($0.id) \($0.profile)" } == [
        "R-1 core", "R-2 full", "R-3 nested", "R-4 row", "R-5 core", "R-6 Extra", "R-7 ",
      ])
    #expect(spec.requirements[3].text == "It MUST")
  }

  @Test func `a table in the list below a heading with an id is read`() {
    let spec = parsed(
      "### R-1 · It MUST do all of:\n\n- first\n\n  | A | B |\n  |---|---|\n  | b | c |\n\n"
        + "- second\n")
    #expect(spec.tables.map(\.header) == [["A", "B"]])
    #expect(spec.requirements.map(\.id) == ["R-1"])
  }
}
