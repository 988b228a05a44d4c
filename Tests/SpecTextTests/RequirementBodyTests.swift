import SpecModel
import Testing

@testable import SpecText

/// What belongs to a requirement besides its own paragraph, and what is none.
@Suite struct RequirementBodyTests {
  private func found(_ text: String) -> [String] {
    parsed(text).requirements.map {
      "\($0.id) \($0.strength.rawValue) \($0.lines.first)-\($0.lines.last) \($0.text)"
    }
  }

  @Test(arguments: [
    (
      "- **R-1** It MUST, in this order:\n  - open\n  - read\n    - all of it\n  - close\n",
      ["R-1 MUST 1-5 It MUST, in this order: open; read; all of it; close"]
    ),
    ("- It MUST do one of:\n  1. a\n  2. b\n", ["§/1 MUST 1-3 It MUST do one of: a; b"]),
    ("- **R-1** It MUST:\n  - b:\n    - c\n", ["R-1 MUST 1-3 It MUST: b: c"]),
    ("- It MUST name:\n  - a;\n  - b.\n", ["§/1 MUST 1-3 It MUST name: a; b."]),
    // No colon: the bullets explain.
    ("- **R-1** It MUST stop.\n  - a\n", ["R-1 MUST 1-1 It MUST stop."]),
    (
      "- **R-1** It MUST:\n  - a\n  - it MAY b\n    - c\n  - **R-2** d\n  - e\n",
      ["R-1 MUST 1-6 It MUST: a; e", "§/1 MAY 3-3 it MAY b", "R-2 NONE 5-5 d"]
    ),
    ("- **R-1** It MUST say:\n  - `MUST` in code\n", ["R-1 MUST 1-2 It MUST say: `MUST` in code"]),
    ("- It says:\n  - a\n", []),
    ("- **R-1** It MUST:\n- a\n", ["R-1 MUST 1-1 It MUST:"]),
  ])
  func `nested bullets behind a colon are a requirement's body`(
    _ text: String, _ expected: [String]
  ) {
    #expect(found(text) == expected)
    // The same in a quote and in a list of another depth.
    let quoted = text.split(separator: "\n").map { "> \($0)\n" }.joined()
    #expect(found(quoted) == expected)
  }

  @Test(arguments: [
    ("### R-51 · Other\n\n- It MUST c\n- d\n", ["R-51 MUST 1-4 Other: It MUST c; d"]),
    ("### R-51\n\nSteps:\n\n1. a\n2. It SHALL b\n", ["R-51 MUST 1-6 Steps: a; It SHALL b"]),
    ("### R-51 Order\n\nIt MUST:\n\n- a\n- b\n", ["R-51 MUST 1-6 Order It MUST: a; b"]),
    ("### R-51 · Other\n\n- a\n- b\n", ["R-51 NONE 1-1 Other"]),
    (
      "### R-51 · Other\n\n- **R-52** It MUST c\n",
      ["R-51 NONE 1-1 Other", "R-52 MUST 3-3 It MUST c"]
    ),
    (
      "### R-51 · Other\n\n- FR-1: it MUST c\n",
      ["R-51 NONE 1-1 Other", "FR-1 MUST 3-3 it MUST c"]
    ),
    (
      "### R-51 · Other\n\nIt MUST a.\n\n- It MAY c\n",
      ["R-51 MUST 1-3 Other It MUST a.", "§1/1 MAY 5-5 It MAY c"]
    ),
    (
      "### R-51 · Other\n\n- It MUST c\n\nText.\n\n- It MAY d\n",
      ["R-51 MUST 1-3 Other: It MUST c", "§1/1 MAY 7-7 It MAY d"]
    ),
  ])
  func `a list right below a heading with an id states it`(_ text: String, _ expected: [String]) {
    #expect(found(text) == expected)
  }

  @Test(arguments: [
    ("WHEN the input is empty THE SYSTEM SHALL return 0.", "WHEN the input is empty"),
    ("WHEN THE INPUT IS EMPTY THE PARSER SHALL RETURN 0, 1.", "WHEN THE INPUT IS EMPTY"),
    ("When it is late the system MUST stop, and wait.", "When it is late"),
    ("While `a, b` holds, the system MUST stop.", "While `a, b` holds"),
    ("WHERE x is built THE SYSTEM MAY y.", "WHERE x is built"),
    ("When a call to the system fails, it MUST stop.", "When a call to the system fails"),
  ])
  func `a trigger goes up to a comma or to the system that acts`(_ text: String, _ trigger: String)
  {
    #expect(parsed("- **R-1** \(text)\n").requirements.map(\.trigger) == [trigger])
  }

  @Test(arguments: [
    "When it is late it MUST stop.", "The system SHALL stop.", "WHENEVER the system MUST stop.",
  ])
  func `without either there is none`(_ text: String) {
    #expect(parsed("- **R-1** \(text)\n").requirements.map(\.trigger) == [nil])
  }
}
