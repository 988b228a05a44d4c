import SpecModel
import Testing

@testable import SpecText

@Suite struct LintMismatchTests {
  private func found(_ id: String, _ spec: Spec, previous: Spec? = nil) throws -> [String] {
    let rule = try #require(Linter.rules.first { $0.id == id })
    return rule.check(LintInput(spec, bytes: [], previous: previous), rule).map(\.message)
  }

  private func mismatches(_ key: String, _ statements: Setting.Statement...) throws -> [String] {
    var spec = Spec(path: "s")
    spec.settings = [Setting(key: key, statements: statements)]
    return try found("setting-mismatch", spec)
  }

  private func defaults(_ left: String, _ right: String) throws -> [String] {
    try mismatches(
      "x.size", .init(defaultValue: left, lines: SourceLines(1, 1)),
      .init(defaultValue: right, lines: SourceLines(2, 2)))
  }

  @Test(arguments: [
    ("empty map", "{}"), ("`{}`.", "{}"), ("implementation-defined", "adapter-defined"),
    ("null", "none"), ("[]", "empty list"), ("[]", "none"), ("empty", "\"\""),
    ("the folder of the file", "."), ("5", "7"), ("true", "false"), ("Fast", "Fast (the default)"),
    ("codex app-server", "codex app-server"), ("unspecified", "platform-dependent"),
  ])
  func `defaults that mean the same or can't be told apart are no mismatch`(
    _ left: String, _ right: String
  ) throws {
    #expect(try defaults(left, right) == [] && defaults(right, left) == [])
  }

  @Test(arguments: [
    ("5", "implementation-defined"), ("{}", "[]"), ("fast", "slow"), ("true", "none"),
    ("10", "unlimited"), ("\"\"", "null x"), ("5", "empty list"),
  ])
  func `defaults of another kind are one`(_ left: String, _ right: String) throws {
    let prose = right.contains("null x")
    #expect(try defaults(left, right).count == (prose ? 0 : 1))
  }

  @Test(arguments: [
    ("integer", "positive integer or null"), ("path string or `$VAR`", "path resolved to absolute"),
    ("map `name -> integer`", "map of positive integers"), ("list of strings", "string[]"),
    ("Codex `Policy` value", "integer"), ("number", "float"), ("int | null", "integer, OPTIONAL"),
    ("multiline shell script string, OPTIONAL", "shell script or null"), ("", "string"),
    ("Optional[int]", "integer"), ("string or list of strings", "list"), ("Duration", "integer"),
  ])
  func `types of one family agree`(_ left: String, _ right: String) throws {
    let lines = SourceLines(1, 1)
    #expect(
      try mismatches("k", .init(type: left, lines: lines), .init(type: right, lines: lines))
        == [])
  }

  @Test(arguments: [
    ("integer", "string"), ("list of strings", "string"), ("boolean", "map"), ("integer", "float"),
    ("map of integers", "integer"), ("string[]", "string or null"),
  ])
  func `types of two families do not`(_ left: String, _ right: String) throws {
    let first = Setting.Statement(type: left, lines: SourceLines(4, 4))
    let second = Setting.Statement(type: right, lines: SourceLines(9, 9))
    #expect(
      try mismatches("k", first, second) == [
        "'k' has type '\(right)' here and '\(left)' on line 4"
      ])
  }

  @Test func `a setting that is required here and optional there is one`() throws {
    #expect(
      try mismatches(
        "k", .init(isRequired: true, lines: SourceLines(1, 1)), .init(lines: SourceLines(2, 2)),
        .init(isRequired: false, lines: SourceLines(3, 3)))
        == ["'k' has the mark optional here and required on line 1"])
  }

  @Test func `fields of an entity that is defined twice are compared`() throws {
    func entity(_ type: String, _ value: String?, _ line: Int) -> Entity {
      let lines = SourceLines(line, line)
      return Entity(
        name: "Job",
        fields: [.init(name: "due_ms", type: type, defaultValue: value, lines: lines)],
        lines: lines)
    }
    var spec = Spec(path: "s")
    spec.entities = [entity("integer", "5 s", 1), entity("integer or null", "5000", 5)]
    #expect(try found("field-conflict", spec) == [])
    spec.entities = [entity("integer", "5", 1), entity("string", "7", 5)]
    #expect(
      try found("field-conflict", spec) == [
        "'Job.due_ms' has type 'string' here and 'integer' on line 1",
        "'Job.due_ms' has default '7' here and '5' on line 1",
      ])
  }

  @Test func `a text that changes under its revision is told`() throws {
    func spec(_ pairs: (String, String)...) -> Spec {
      Spec(
        path: "s",
        requirements: pairs.map {
          Requirement(id: $0, strength: .must, text: $1, lines: SourceLines(1, 1))
        })
    }
    let old = spec(
      ("req~a~1", "It MUST."), ("req~b~2", "It MUST."), ("R-1", "It MUST (rev 3) do."),
      ("R-2", "It MUST."), ("R-3", "It MUST. (rev 1)"))
    let new = spec(
      ("req~a~1", "It MUST not."), ("req~b~2", "It  MUST."), ("R-1", "It MUST (rev 2) do so."),
      ("R-2", "It MUST not."), ("R-3", "It MUST now. (rev 2)"), ("R-4", "It MUST. (rev 1)"))
    #expect(
      try found("unchanged-revision", new, previous: old) == [
        "req~a~1 still has revision 1, but another text",
        "R-1 went back from revision 3 to 2",
      ])
    #expect(try found("unchanged-revision", new) == [])
  }
}
