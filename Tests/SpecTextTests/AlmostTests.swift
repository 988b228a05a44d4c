import SpecModel
import Testing

@testable import SpecText

/// Forms that look right to a person are read, and what almost matches is told with its line.
@Suite struct AlmostTests {
  @Test(arguments: [
    ("- `z` (string) default: `c`", "z string c"),
    ("- `y` (string): text, defaults to `b`", "y string b"),
    ("- `--port <n>`: port (default `80`)", "--port  80"),
    ("- `x`: integer (default `5`).", "x integer 5"),
    ("- `--level` — string — default \"info\"", "--level string \"info\""),
    ("- `--level`: string - default `info`", "--level string info"),
    ("- `a` (int): how many, default `3`", "a int -"),
    ("- `a` (int) and its default: none", ""),
  ])
  func `a default is read where it ends the line of a setting`(
    _ item: String, _ expected: String
  ) {
    let spec = parsed("# S\n\n## Settings\n\n\(item)\n")
    let found = spec.settings.map {
      let statement = $0.statements[0]
      return "\($0.key) \(statement.type) \(statement.defaultValue ?? "-")"
    }
    #expect(found == (expected.isEmpty ? [] : [expected]))
  }

  @Test func `a table of flags without defaults is one of settings`() {
    let table = "| Flag | Description |\n|---|---|\n| `--quiet` | says nothing |\n"
    #expect(parsed("# S\n\n## Flags\n\n\(table)").settings.map(\.key) == ["--quiet"])
    #expect(parsed("# S\n\n## Options\n\n\(table)").settings.map(\.defaultValue) == [nil])
    #expect(parsed("# S\n\n## History\n\n\(table)").settings.isEmpty)
  }

  @Test func `errors are read in bold and plain, with their exit status`() {
    let list =
      "- **E_C**: c\n- E_D: d\n- `E_A`: a (exit 2)\n- E_F: f (exit status 3)\n- NOT an error\n"
    #expect(
      parsed("# S\n\nError codes:\n\n\(list)").errors.map {
        "\($0.code) \($0.exit.map(String.init) ?? "-")"
      } == ["E_C -", "E_D -", "E_A 2", "E_F 3"])
    #expect(
      parsed("# S\n\nError codes:\n\n\(list)").diagnostics.map { "\($0.rule) \($0.lines.first)" }
        == ["definition-unread 9"])
    #expect(parsed("# S\n\n## Notes\n\n\(list)").errors.isEmpty)
  }

  @Test func `a table that calls what nothing declares is told once`() {
    let table =
      "## Examples\n\n| call | result |\n|---|---|\n| `gone(1)` | `2` |\n"
      + "| `gone(2)` | `3` |\n"
    #expect(
      parsed("### `f(a)`\n\n\(table)").diagnostics.map { "\($0.rule) \($0.lines.first)" } == [
        "example-unparsed 7"
      ])
    #expect(parsed("### `gone(a)`\n\n\(table)").diagnostics == [])
  }

  @Test func `states are read from numbered sentences under a heading of states`() {
    let list = "1. **Idle** waiting for work\n2. `Busy` working\n3. `Done`: over\n"
    #expect(
      parsed("# S\n\n## Job states\n\n\(list)").states.map { "\($0.name) \($0.text)" } == [
        "Idle waiting for work", "Busy working", "Done over",
      ])
    #expect(parsed("# S\n\n## Jobs\n\n\(list)").states.isEmpty)
  }

  @Test func `silence may be stated without a hyphen`() {
    let text = "- Implementation defined: the order.\n- The order is implementation defined.\n"
    #expect(parsed(text).implementationDefined.map(\.lines.first) == [1])
    #expect(
      parsed("- **Implementation defined:** a\n- Implementation-defined: b\n")
        .implementationDefined.map(\.lines.first) == [1, 2])
  }

  @Test(arguments: [
    ("R-1/R-2", ["R-1", "R-2"]), ("R-1..R-3", ["R-1", "R-2", "R-3"]),
    ("R-08..R-10", ["R-08", "R-09", "R-10"]), ("R-1, R-4", ["R-1", "R-4"]),
    ("R-1..S-3", ["R-1..S-3"]), ("R-1..R-900", ["R-1..R-900"]), ("a/b", ["a/b"]),
  ])
  func `a cell of requirements may hold several and a range`(
    _ cell: String, _ expected: [String]
  ) {
    let table = "| ID | Requirements | Check |\n|---|---|---|\n| T-1 | \(cell) | c |\n"
    #expect(parsed(table).matrix.map(\.requirements) == [expected])
  }

  @Test(arguments: [
    ("file=\"in put.json\"", "in put.json"), ("file='a b'", "a b"), ("file=\"a\" x", "a"),
    ("file=a.json", "a.json"),
  ])
  func `a file's name may stand in quotes`(_ info: String, _ name: String) {
    #expect(parsed("```json \(info)\n1\n```\n").files.map(\.name) == [name])
  }

  @Test(arguments: [
    ("### `f(a, b`", "operation-unparsed"), ("### `f(a -> b`", "operation-unparsed"),
    ("```json output\n1\n```", "example-unparsed"),
    ("```json {file=d.json}\n1\n```", "example-unparsed"),
    ("```json file = e.json\n1\n```", "example-unparsed"),
    ("```json file:f.json\n1\n```", "example-unparsed"), ("- **R1** It MUST do.", "id-spelling"),
    ("- [] x", "definition-unread"),
    ("- [ ]x", "definition-unread"), ("- [x]y", "definition-unread"),
    ("## Settings\n\n| Key | Typ | Dflt |\n|---|---|---|\n| `a` | int | 1 |", "definition-unread"),
    ("| ID | Text |\n|---|---|\n| r-1 | It MUST do |", "id-spelling"),
  ])
  func `what is almost read is told`(_ text: String, _ rule: String) {
    #expect(parsed("x\n\n\(text)\n").diagnostics.map(\.rule) == [rule])
  }

  @Test(arguments: [
    "### `f(a, b)`", "- [x](y) z", "- [ ] x", "### `x`", "- **P1** is a level",
    "- **HTTP2** MUST be",
    "```profile=x\n1\n```",
    "```output\n1\n```", "| ID | Name |\n|---|---|\n| us-east-1 | East |",
  ])
  func `what is something else is not`(_ text: String) {
    #expect(parsed("x\n\n\(text)\n").diagnostics == [])
  }
}
