import SpecModel
import Testing

@testable import SpecText

/// The mark of a tag, in two pieces so that this file holds none itself.
private let mark = "SPEC" + ":"
/// The word in three cases, in pieces for the same reason.
private let (word, low, high) = ("SP" + "EC", "sp" + "ec", "Sp" + "ec")

@Suite struct TraceTests {
  private let spec = parsed(
    """
    # Clock

    ### `now(zone) -> str`

    - **R-1** `now` MUST give the time.
    - **R-2** It MUST NOT sleep.

    #### Examples: `now` (R-1)

    | zone | result |
    |---|---|
    | `"utc"` | `"12:00"` |

    ### `wait(seconds)`

    - **R-3** It MUST sleep.

    """)

  private func row(_ id: String, _ matrix: Traceability) -> Traceability.Row? {
    matrix.rows.first { $0.requirement.id == id }
  }

  // SPEC: R-SPEC-08
  @Test func `an example counts where it names the requirement or stands in its section`() throws {
    let matrix = Tracer.trace(spec)
    #expect(row("R-1", matrix)?.examples.map(\.basis) == [.id])
    // The example says of which requirement it is, and R-2 is another.
    #expect(row("R-2", matrix)?.examples == [])
    #expect(row("R-3", matrix)?.examples == [])
    #expect(matrix.uncovered.map(\.requirement.id) == ["R-2", "R-3"])
  }

  // SPEC: R-SPEC-08
  @Test(arguments: [
    ("#### Example: one\n\n```console\n$ true\n```", [Traceability.Link.Basis.section]),
    ("#### Example: one (R-1)\n\n```console\n$ true\n```", []),
    ("#### Example: one (R-9)\n\n```console\n$ true\n```", []),
    ("#### Example: one (R-2)\n\n```console\n$ true\n```", [.id]),
    (
      "#### Example: one (R-1)\n\n```console\n$ true\n```\n\n#### Example: two\n\n"
        + "```console\n$ false\n[1]\n```", [.section]
    ),
  ])
  func `an example that names requirements counts for these alone`(
    example: String, basis: [Traceability.Link.Basis]
  ) {
    let text =
      "# X\n\n## Rules\n\n- **R-1** It MUST run.\n- **R-2** It MUST end.\n\n\(example)\n"
    let matrix = Tracer.trace(parsed(text))
    #expect(row("R-2", matrix)?.examples.map(\.basis) == basis)
  }

  @Test(arguments: [
    ("# \(low): R-1", ["\(low): R-1"]), ("# \(high): R-2", ["\(high): R-2"]),
    ("# \(word) R-1", ["\(word) R-1"]),
    ("# \(mark) r-1", ["\(mark) r-1"]), ("# \(word) : R-1", ["\(word) : R-1"]),
    ("# \(mark) R-1, r-2, R-3", ["r-2"]), ("# \(mark) R-1 / R-2", ["R-2"]),
    ("# \(mark) R-1/R-2", ["\(mark) R-1/R-2"]), ("# \(low): [R-9]", ["\(low): [R-9"]),
    // These are no ids of the spec's kind, or English.
    ("# spec: UTF-8", []), ("# Spec: X-1", []), ("# the spec R-1 says", []), ("# SPEC R1", []),
    ("# spec:: R-1", []), ("my_\(low): R-1", []), ("# specs: R-1", []), ("# SPEC\n# R-1", []),
    ("# \(mark) utf-8", []), ("# openapi spec: v-1", []),
  ])
  func `what is almost a tag is told, where its id is of the spec's kind`(
    text: String, told: [String]
  ) {
    let file = TaggedFile(path: "tests/a.py", bytes: Array("\n\(text)\n".utf8))
    let matrix = Tracer.trace(spec, files: [file])
    #expect(matrix.almost.map(\.name) == told)
    #expect(matrix.almost.allSatisfy { $0.line == 2 && $0.path == "tests/a.py" })
  }

  // SPEC: R-SPEC-08
  @Test func `probes count by the operation that a requirement names or stands below`() {
    let scores = [
      OperationScore(operation: "now", probes: 7, diverged: 2, loss: 0.1, score: 0.1),
      OperationScore(operation: "wait", probes: 3, diverged: 0, loss: 0, score: 0),
    ]
    let matrix = Tracer.trace(spec, probed: scores)
    #expect(matrix.rows.map(\.operations) == [["now"], ["now"], ["wait"]])
    #expect(matrix.rows.map(\.probes) == [7, 7, 3])
    #expect(matrix.rows.map(\.diverged) == [2, 2, 0])
    #expect(matrix.uncovered.isEmpty)
  }

  // SPEC: R-SPEC-08
  @Test func `a tag in a test checks, a tag in a source does not`() {
    let source = TaggedFile(path: "src/clock.py", bytes: Array("x = 1  # \(mark) R-3".utf8))
    let test = TaggedFile(path: "tests/test_clock.py", bytes: Array("# \(mark) R-2, R-3, R-9".utf8))
    let half = Tracer.trace(spec, files: [source])
    #expect(row("R-3", half)?.sources.map(\.line) == [1])
    #expect(half.uncovered.map(\.requirement.id) == ["R-2", "R-3"])
    let whole = Tracer.trace(spec, files: [source, test])
    #expect(whole.uncovered.isEmpty)
    #expect(whole.unknown.map(\.name) == ["R-9"])
  }

  @Test(arguments: [
    ("// \(mark) R-1", ["R-1"]),
    ("\(mark) R-DUR-003, R-12; and R-13", ["R-DUR-003", "R-12", "R-13"]),
    ("/* \(mark) R-1 R-2. */", ["R-1", "R-2"]), ("(\(mark)FR-001)", ["FR-001"]),
    ("\(mark) §8.4/3", ["§8.4/3"]), ("\(mark) req~name~1", ["req~name~1"]),
    ("MY_\(mark) R-1", []), ("\(mark):R-1", []), ("\(mark) the parser", []), ("\(mark)", []),
    ("\(mark) UTF-8", []), ("\(mark) [R-2]", ["R-2"]), ("\(mark) R-1; R-3", ["R-1", "R-3"]),
    ("\(mark) R-1 and R-2", ["R-1", "R-2"]), ("\(mark) R-1 & (R-2)", ["R-1", "R-2"]),
    ("[\(mark) R-1] R-2 is another", ["R-1"]), ("(\(mark) R-1, [R-2]) R-3", ["R-1", "R-2"]),
    ("\(mark) R-1 and more", ["R-1"]), ("\(mark) and R-1", []),
  ])
  func `ids behind the mark are read until a word that is none`(text: String, ids: [String]) {
    #expect(TagReader(Array(text.utf8)).tags.map(\.id) == ids)
  }

  @Test func `a tag has the line that it stands on`() {
    let bytes = Array("a\n\n# \(mark) R-1\r\n# \(mark) R-2\n".utf8)
    #expect(TagReader(bytes).tags.map(\.line) == [3, 4])
  }

  @Test(arguments: [
    ("tests/a.py", true), ("src/test_a.py", true), ("a_test.go", true), ("ATests.swift", true),
    ("web/a.spec.ts", true), ("src/latest/a.py", false), ("src/contest.py", false),
    ("specs/a.md", false), ("Sources/SpecModel/A.swift", false),
  ])
  func `paths say what is a test`(path: String, isTest: Bool) {
    #expect(TaggedFile(path: path, bytes: []).isTest == isTest)
  }
}
