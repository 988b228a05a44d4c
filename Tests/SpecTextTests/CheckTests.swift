import SpecModel
import Testing

@testable import SpecText

@Suite struct CheckTests {
  @Test func `bullets below a test matrix are cases with their profile`() {
    let spec = parsed(
      """
      # S

      ## 1 Rules

      - **R-1** It MUST stop, see Section 2.1.

      ## 2 Test and Validation Matrix

      Validation profiles:

      - `Core`: always.
      - `Extras`: where built.

      Unless otherwise noted, Sections 2.1 through 2.2 are `Core`. Bullets that begin with
      `If ... is implemented` are `Extras`.

      ### 2.1 Parsing

      - Path precedence:
        - explicit
        - default
      - If a cache is implemented, it is
        emptied

      ### 2.2 Ids

      1. **T-7** R-1 is tested
      2. Another one
         - Profile: `Nightly`.

      ### 2.3 More

      - outside
      """)
    #expect(
      spec.matrix.map { "\($0.id) [\($0.profile)] \($0.lines.first)-\($0.lines.last) \($0.text)" }
        == [
          "§2.1/1 [Core] 19-21 Path precedence: explicit; default",
          "§2.1/2 [Extras] 22-23 If a cache is implemented, it is emptied",
          "T-7 [Core] 27-27 R-1 is tested",
          "§2.2/2 [Nightly] 28-29 Another one; Profile: `Nightly`.",
          "§2.3/1 [] 33-33 outside",
        ])
    #expect(spec.matrix.map(\.isExtension) == [false, true, false, false, false])
    #expect(spec.matrix[2].requirements == ["R-1"])
    #expect(spec.checklist.isEmpty)
  }

  @Test func `a table of checks is a matrix wherever it stands`() {
    let spec = parsed(
      """
      | ID | Requirements | Profile | Check |
      |---|---|---|---|
      | C-1 | `R-1`, R-2 | core | It MUST stop |
      | | | | If a cache is implemented it is used |

      ### Parity

      | Test Case | Pass |
      |---|---|
      | Parse a line | [ ] |

      | Case | Sound |
      |---|---|
      | Cat | Meow |

      #### Examples

      | Test | Status |
      |---|---|
      | a | b |
      """)
    #expect(
      spec.matrix.map { "\($0.id) \($0.requirements) \($0.profile) \($0.text)" } == [
        #"C-1 ["R-1", "R-2"] core It MUST stop"#,
        "§/2 []  If a cache is implemented it is used", "§1/1 []  Parse a line",
      ])
    #expect(spec.matrix[1].isExtension && !spec.matrix[0].isExtension)
    // Its rows name requirements; they are none.
    #expect(spec.requirements.isEmpty)
  }

  @Test func `boxes anywhere and bullets of a definition of done are checklist items`() {
    let spec = parsed(
      """
      # S

      - [x] done, R-1
        - a note
        - [ ] nested
      - no box

      ## Definition of Done

      ### REQUIRED for Conformance

      - one
        - more
      - two

      ### RECOMMENDED Extensions (Not REQUIRED)

      - three

      ### Boxes

      - [ ] four
      - a note
      """)
    #expect(
      spec.checklist.map {
        "\($0.lines.first)-\($0.lines.last) \($0.isChecked.map(String.init) ?? "-") "
          + "\($0.isRequired) \($0.text)"
      } == [
        "3-4 true true done, R-1; a note", "5-5 false true nested", "12-13 - true one; more",
        "14-14 - true two", "18-18 - false three", "22-22 false true four",
      ])
    #expect(spec.checklist[0].requirements == ["R-1"])
    #expect(spec.matrix.isEmpty)
  }

  @Test func `a scenario is a case of the requirement above it`() {
    let spec = parsed(
      """
      ### Requirement: Two-factor login

      The system SHALL ask for a code.

      #### Scenario: Wrong code

      - **WHEN** the code is wrong
      - **THEN** the login is refused
      """)
    #expect(spec.requirements.map(\.id) == ["two-factor-login"])
    #expect(spec.matrix.map(\.requirements) == [["two-factor-login"]])
    #expect(
      spec.matrix.map(\.text) == [
        "Scenario: Wrong code: WHEN the code is wrong; THEN the login is refused"
      ])
    #expect(spec.matrix.map(\.lines) == [SourceLines(5, 8)])
  }

  @Test func `what is implementation-defined and what is open is told, not what the word means`() {
    let spec = parsed(
      """
      `Implementation-defined` means that the spec does not say.

      - Implementation-defined: the colour.
      - `key`
        - Default: implementation-
          defined, really implementation-defined.

      | A | B |
      |---|---|
      | x | implementation-defined |
      | y | 1 |

      ```text
      implementation-defined
      ```

      ## Open Questions

      Some are left.

      - Why?
        - Because.
      - How?

      ## Unresolved questions

      Whether it works.

      ## Rest

      It asks via [NEEDS CLARIFICATION: which way?] there.
      """)
    #expect(
      spec.implementationDefined.map { "\($0.lines.first) \($0.text)" } == [
        "3 Implementation-defined: the colour.",
        "5 `key` Default: implementation- defined, really implementation-defined.",
        "10 x · implementation-defined",
      ])
    #expect(
      spec.openQuestions.map { "\($0.lines.first)-\($0.lines.last) \($0.text)" } == [
        "21-22 Why?; Because.", "23-23 How?", "27-27 Whether it works.",
        "31-31 It asks via [NEEDS CLARIFICATION: which way?] there.",
      ])
  }

  @Test func `mentions are the ids and sections that text refers to, each on its line`() {
    let spec = parsed(
      """
      # R-0

      - **R-1** MUST follow R-1 and
        R-2, as sections 4.1, 4.2
        and 5 say; see §7.2 and Section
        A.1. UTF-8 and X-2 and Section Two.
      - `req~a~1` is like `req~a~1`, RFC 9110 Section 3.2 and Section 4 of RFC 7230.

      | ID | Requirement |
      |---|---|
      | R-2 | follows R-9 |

      ```text
      R-1 in code, Section 1
      ```

      ## On R-1
      """)
    #expect(
      spec.mentions.map { "\($0.id) \($0.lines.first)" } == [
        "R-1 3", "R-2 4", "§4.1 4", "§4.2 4", "§5 5", "§7.2 5", "§A.1 6", "req~a~1 7", "R-9 11",
        "R-1 17",
      ])
    let findings = Linter.lint(LintInput(spec, bytes: [])).filter { $0.rule == "dangling-id" }
    #expect(findings.map(\.lines.first) == [11])
  }
}
