import SpecModel
import Testing

@testable import SpecText

@Suite struct ConsoleExampleTests {
  private func told(_ spec: Spec) -> [String] {
    spec.diagnostics.map { "\($0.rule) \($0.lines.first): \($0.message)" }
  }

  @Test func `a session is cut into commands with output and status`() throws {
    let spec = parsed(
      """
      ## Use

      #### Example: two greetings (R-7)

      ```console
      $ greet Ann
      Hello, Ann!
      at *:?? (glob)

      [2] was here
      $ greet \\
      > --loud 'Bo
      > b'
      [0-9]+ times (re)
      > not a continuation
      [2]

      $ true
      ```
      """)
    #expect(told(spec).isEmpty)
    let example = try #require(spec.consoleExamples.first)
    #expect(spec.consoleExamples.count == 1)
    #expect(example.id == "two greetings")
    #expect(example.requirements == ["R-7"])
    #expect(example.lines == SourceLines(5, 19))
    #expect(
      example.commands == [
        .init(
          command: "greet Ann",
          output: [
            .init(text: "Hello, Ann!"), .init(text: "at *:??", match: .glob), .init(text: ""),
            .init(text: "[2] was here"),
          ], lines: SourceLines(6, 10)),
        .init(
          command: "greet \\\n--loud 'Bo\nb'",
          output: [
            .init(text: "[0-9]+ times", match: .regex), .init(text: "> not a continuation"),
          ], status: 2, lines: SourceLines(11, 16)),
        .init(command: "true", lines: SourceLines(18, 18)),
      ])
    #expect(spec.examples.isEmpty)
    #expect(spec.exampleMarks.map(\.id) == ["two greetings"])
  }

  @Test func `what almost is a session is told with its line`() {
    let cases = [
      ("```console\nHello\n```", "example-unparsed 1: the console example has no command"),
      ("```console\n```", "example-unparsed 1: the console example has no command"),
      ("```console\nHello\n$ a\n```", "example-unparsed 2: output stands above the first command"),
      ("```console\n$ a\n$\n```", "example-unparsed 3: the command is empty"),
      (
        "```console\n$ echo 'a\n```",
        "example-unparsed 2: the command does not end: a quote or a line is left open"
      ),
      (
        "```console\n$ echo \\\nb\n```",
        "example-unparsed 2: the command does not end: a quote or a line is left open"
      ),
      ("```console\n$ a\n\nIt is swallowed.", "example-unparsed 1: the fence is not closed"),
    ]
    for (text, finding) in cases { #expect(told(parsed(text)) == [finding], "\(text)") }
  }

  @Test func `a shell's ways to quote are no open quotes`() {
    for command in [
      "echo it\\'s", "echo \"it's\"", "echo 'a\\'", "true # it's", "cat <<END\n> it's\n> END",
      "echo \"a\\\"b\"", "echo a\\\n> b", "echo '# no comment'", "echo a#'b'",
    ] {
      #expect(told(parsed("```console\n$ \(command)\n```")).isEmpty, "\(command)")
    }
    #expect(ShellQuoting.isOpen("echo \"a'"))
    #expect(ShellQuoting.isOpen("true # it's\necho 'a"))
  }

  @Test func `sessions of one name, in quotes and lists, keep their own ids and lines`() {
    let spec = parsed(
      "#### Example: one\n\n```console\n$ a\n```\n\n> ```console\n> $ b\n> c\n> ```\n\n"
        + "- item\n\n  ```console\r\n  $ d\r\n  [1]\r\n  ```\r\n\n## Other\n\n"
        + "~~~console\n$ e\n~~~\n"
    )
    #expect(told(spec).isEmpty)
    #expect(spec.consoleExamples.map(\.id) == ["one", "one-2", "one-3", "ex-21"])
    #expect(spec.consoleExamples.map(\.commands[0].command) == ["a", "b", "d", "e"])
    #expect(spec.consoleExamples[1].commands[0].output == [.init(text: "c")])
    #expect(spec.consoleExamples[2].commands[0].status == 1)
    #expect(spec.consoleExamples.map(\.commands[0].lines.first) == [4, 8, 15, 22])
  }

  @Test func `a fence with a file's name is that file and nothing else`() {
    let spec = parsed(
      """
      ```console file=session.txt
      $ not run
      ```

      ~~~~markdown file="docs/a.md"
      ```pycon
      >>> f(1)
      2
      ```
      ~~~~

      ```json file=empty.json
      ```
      """)
    #expect(told(spec).isEmpty)
    #expect(spec.files.map(\.name) == ["session.txt", "docs/a.md", "empty.json"])
    #expect(
      spec.files.map(\.text) == ["$ not run\n", "```pycon\n>>> f(1)\n2\n```\n", ""])
    #expect(spec.files[1].lines == SourceLines(5, 10))
    #expect(spec.consoleExamples.isEmpty && spec.examples.isEmpty)
  }

  @Test(arguments: [
    "", "/etc/passwd", "~/x", "../x", "a/../../x", "a//b", "./a", "a/", "a\\b", "..",
    String(repeating: "a", count: 300),
  ])
  func `a file outside the examples' folder is told and left out`(name: String) {
    // The info string reads `\` before a punctuation mark or at its end as itself.
    let spec = parsed("# T\n\n```text file=\(name)\nx\n```\n")
    #expect(spec.files.isEmpty)
    #expect(spec.diagnostics.map { "\($0.rule) \($0.lines.first)" } == ["example-unparsed 3"])
  }

  @Test func `rules that count examples count sessions and texts`() {
    func rules(_ text: String) -> [String] {
      Linter.lint(LintInput(Array(text.utf8), path: "SPEC.md")).map {
        "\($0.rule) \($0.lines.first)"
      }
    }
    let front = "---\nspec: x\nversion: 1.0.0\nsurface: { kind: command }\n---\n"
    let must = "- **R-1** It MUST greet.\n\n"
    #expect(
      rules(front + must) == ["no-operations 1", "must-without-example 6"])
    #expect(rules(front + must + "More.\n\n```console\n$ greet\n```\n# T\n").count == 1)
    // What stands right below a requirement is its example.
    #expect(rules(front + must + "```console\n$ greet\n```\n# T\n").isEmpty)
    let named = "#### Example: it greets (R-1)\n\n"
    #expect(rules(front + must + named + "```console\n$ greet\n```\n").isEmpty)
    #expect(rules(front + must + named + "```example\na\n.\nb\n```\n").isEmpty)
    #expect(
      rules(front + named + "```console\n$ greet\n```\n") == [])
    let heading = "#### Example: a (R-2)\n\n```console\n$ b\n```\n"
    #expect(
      rules(front + "# T\n\n### Example: R-1\n\n- **R-1** x\n\n" + heading)
        == ["dangling-id 12"])
    let operation = "### `greet(name)`\n\n```console\n$ echo Ann | ./greet -q\n```\n"
    #expect(rules(front + operation).isEmpty)
    #expect(rules(front + operation.replacing("./greet", with: "greetings")).count == 1)
  }

  @Test func `a very long session is read in time that grows with its length`() {
    let text = "```console\n" + String(repeating: "$ echo 'a'\na\n\n", count: 100_000) + "```\n"
    let clock = ContinuousClock()
    var spec = Spec(path: "")
    let seconds = clock.measure { spec = parsed(text) } / .seconds(1)
    #expect(spec.consoleExamples.first?.commands.count == 100_000)
    // A debug build takes about two seconds; a square would take hours.
    #expect(seconds < 60)
  }
}
