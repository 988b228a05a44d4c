import SpecModel
import Testing

@testable import SpecText

@Suite struct LintCoverageTests {
  private let here = SourceLines(1, 1)

  /// Findings of one rule on a spec made by hand.
  private func findings(_ id: String, _ text: String = "", _ change: (inout Spec) -> Void)
    throws -> [String]
  {
    var spec = Spec(path: "SPEC.md")
    change(&spec)
    let rule = try #require(Linter.rules.first { $0.id == id })
    return rule.check(LintInput(spec, bytes: Array(text.utf8)), rule).map(\.message)
  }

  private func matrix(_ texts: String...) -> [MatrixCase] {
    texts.map { MatrixCase(id: "§1/1", text: $0, lines: here) }
  }

  @Test func `a name counts letter for letter and not as a part of another`() throws {
    let codes = ["lost", "not_found", "E-1", "tracker.kind", "turn failed", "--port", "no"]
    func left(_ texts: String...) throws -> [String] {
      try findings("error-without-case") { spec in
        spec.errors = codes.map { ErrorCode(code: $0, places: [here]) }
        spec.matrix = texts.map { MatrixCase(id: "c", text: $0, lines: here) }
      }.map { String($0.split(separator: "'").last ?? "") }
    }
    #expect(try left("lost, `not_found`. E-1; tracker.kind. (turn failed) --port no") == [])
    #expect(
      try left("Lost not_found_2 E-1.5 tracker.kind.x turn  failed port not") == codes)
    #expect(try left("x.lost E-10 a.tracker.kind no-op") == codes)
    #expect(try left("lost", "é").count == codes.count - 1)
  }

  @Test func `a spec that checks nothing is left to other rules`() throws {
    let found = try findings("error-without-case") { spec in
      spec.errors = [ErrorCode(code: "lost", places: [here])]
      spec.checklist = [ChecklistItem(text: "lost", lines: here)]
    }
    #expect(found == [])
  }

  @Test func `a box to tick is a check, a bullet to build is none`() throws {
    func left(_ isChecked: Bool?) throws -> Int {
      try findings("error-without-case") { spec in
        spec.errors = [ErrorCode(code: "lost", places: [here])]
        spec.checklist = [ChecklistItem(text: "lost", isChecked: isChecked, lines: here)]
        spec.matrix = matrix("x")
      }.count
    }
    #expect(try left(false) == 0 && left(true) == 0 && left(nil) == 1)
  }

  @Test func `an example names what stands in its source`() throws {
    let text = "x\n$ tool --fail\nlost\n"
    let found = try findings("error-without-case", text) { spec in
      spec.errors = [ErrorCode(code: "lost", places: [here]), ErrorCode(code: "x", places: [here])]
      spec.consoleExamples = [
        ConsoleExample(id: "e", commands: [], lines: SourceLines(2, 3))
      ]
    }
    #expect(found == ["no case or example names the error 'x'"])
  }

  @Test func `a setting that is named by its end alone is told so`() throws {
    func found(_ key: String, _ text: String, written: Bool = true) throws -> [String] {
      try findings("setting-without-case", written ? key : "x") { spec in
        spec.settings = [Setting(key: key, statements: [.init(lines: here)])]
        spec.matrix = matrix(text)
      }
    }
    #expect(try found("hooks.after_create", "`hooks.after_create` runs") == [])
    #expect(
      try found("hooks.after_create", "`after_create` runs") == [
        "no case or example names the setting 'hooks.after_create' in full, "
          + "though one says 'after_create'"
      ])
    #expect(
      try found("tracker.kind", "any kind") == [
        "no case or example names the setting 'tracker.kind'"
      ])
    // The parser put the heading's word before the key.
    #expect(try found("node.label", "a label", written: false) == [])
  }

  @Test func `settings of extensions and states that are named are passed over`() throws {
    #expect(
      try findings("setting-without-case") { spec in
        spec.settings = [Setting(key: "a.b", isExtension: true, statements: [.init(lines: here)])]
        spec.matrix = matrix("x")
      } == [])
    #expect(
      try findings("state-without-case") { spec in
        spec.states = ["Idle", "Done"].map { State(name: $0, machine: "Job", lines: here) }
        spec.matrix = matrix("It goes to Idle.", "nothing is done")
      } == ["no case or example names the state 'Done' of 'Job'"])
  }

  @Test func `very many names with one beginning take no long time`() throws {
    let names = (0..<20_000).map { "a b\($0)" }
    let clock = ContinuousClock()
    let text = String(repeating: "a c ", count: 50_000)
    var count = 0
    let time = try clock.measure {
      count = try findings("error-without-case") { spec in
        spec.errors = names.map { ErrorCode(code: $0, places: [here]) }
        spec.matrix = matrix(text)
      }.count
    }
    #expect(count == names.count)
    #expect(time < .seconds(10), "\(time)")
  }

  @Test func `a call that nothing defines is told once, unless a section has its name`() throws {
    func call(_ name: String, _ line: Int, _ isDefined: Bool = false) -> Algorithm.Call {
      Algorithm.Call(name: name, isDefined: isDefined, line: line)
    }
    let found = try findings("undefined-call") { spec in
      spec.algorithms = [
        Algorithm(name: "tick", calls: [call("f", 3), call("g", 4, true)], lines: here),
        Algorithm(
          name: "tock",
          calls: [call("f", 9), call("sweep_old_files", 10), call("expand_variables", 11)],
          lines: here),
      ]
      spec.sections = [
        Section(title: "Sweep Old Files", number: "1", level: 2, lines: here),
        Section(title: "Variable Expansion", number: "2", level: 2, lines: here),
      ]
    }
    #expect(found == ["nothing defines 'f', called by 'tick' and another algorithm"])
  }

  @Test func `a method counts as called on any value`() {
    let text = """
      ### `Box.open(self)`

      ### `Box.shut(self)`

      ```pycon
      >>> Box(1).open().size
      1
      ```
      """
    let found = Linter.lint(LintInput(Array(text.utf8), path: "SPEC.md"))
    #expect(
      found.filter { $0.rule == "operation-without-example" }.map(\.message) == [
        "no example calls 'Box.shut'"
      ])
  }
}
