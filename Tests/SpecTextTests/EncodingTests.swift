import SpecModel
import Testing

@testable import SpecText

@Suite struct EncodingTests {
  /// A spec with one thing of each kind, made by hand so that every key has a value.
  private let full: Spec = {
    let lines = SourceLines(3, 4)
    var spec = Spec(path: "SPEC.md")
    spec.requirements = [
      Requirement(
        id: "R-1", strength: .must, text: "t", section: "1 S", profile: "core",
        trigger: "When it rains", lines: lines)
    ]
    spec.settings = [
      Setting(
        key: "a.b", isExtension: true,
        statements: [
          .init(type: "int", section: "1 S", lines: lines),
          .init(defaultValue: "5", isRequired: false, text: "x", lines: SourceLines(9, 9)),
        ])
    ]
    spec.entities = [
      Entity(name: "E", fields: [.init(name: "f", isRequired: true, lines: lines)], lines: lines)
    ]
    spec.errors = [ErrorCode(code: "e", when: "w", exit: 2, places: [lines, lines])]
    spec.states = [State(name: "S", machine: "m", lines: lines)]
    spec.transitions = [Transition(from: "S", to: "T", event: "go", machine: "m", lines: lines)]
    spec.algorithms = [
      Algorithm(
        name: "run", parameters: ["x"],
        calls: [
          .init(name: "f", isDefined: true, line: 3), .init(name: "g", isDefined: false, line: 4),
        ], lines: lines)
    ]
    spec.consoleExamples = [
      ConsoleExample(
        id: "ex-5",
        commands: [
          .init(
            command: "ls", output: [.init(text: "*", match: .glob)], status: 1,
            lines: SourceLines(5, 6))
        ], lines: SourceLines(5, 6))
    ]
    spec.textExamples = [TextExample(id: "ex-2", input: "a", output: "b", lines: SourceLines(2, 2))]
    spec.files = [ExampleFile(name: "n", text: "x", lines: lines)]
    spec.matrix = [MatrixCase(id: "C-1", text: "t", requirements: ["R-1"], lines: lines)]
    spec.checklist = [ChecklistItem(text: "t", isChecked: nil, lines: lines)]
    spec.implementationDefined = [StatedSilence(text: "t", lines: lines)]
    spec.openQuestions = [StatedSilence(text: "q", lines: lines)]
    spec.mentions = [Mention(id: "§4", lines: lines)]
    return spec
  }()

  @Test func `every part of the model has its key`() throws {
    let value = SpecEncoding.value(of: full)
    #expect(
      value.objectValue?.map(\.key) == [
        "schema", "path", "bytes", "frontMatter", "sections", "requirements", "operations",
        "examples", "files", "settings", "entities", "errors", "states", "transitions",
        "algorithms", "matrix", "checklist", "implementationDefined", "openQuestions", "mentions",
        "tables", "diagnostics",
      ])
    #expect(try Value(parsing: value.canonicalBytes) == value)
  }

  @Test(arguments: [
    (
      "requirements",
      #"{"id":"R-1","derived":false,"hash":"af63e94c860202a3","strength":"MUST","text":"t","#
        + #""section":"1 S","profile":"core","#
        + #""trigger":"When it rains","lines":[3,4]}"#
    ),
    (
      "settings",
      #"{"key":"a.b","type":"int","default":"5","extension":true,"lines":[[3,4],[9,9]],"#
        + #""statements":[{"type":"int","default":null,"required":null,"text":"","section":"1 S","#
        + #""lines":[3,4]},{"type":"","default":"5","required":false,"text":"x","section":"","#
        + #""lines":[9,9]}]}"#
    ),
    (
      "entities",
      #"{"name":"E","fields":[{"name":"f","type":"","required":true,"default":null,"text":"","#
        + #""lines":[3,4]}],"section":"","lines":[3,4]}"#
    ),
    ("errors", #"{"code":"e","when":"w","exit":2,"section":"","lines":[[3,4],[3,4]]}"#),
    ("states", #"{"name":"S","machine":"m","text":"","lines":[3,4]}"#),
    (
      "transitions",
      #"{"from":"S","to":"T","event":"go","condition":"","machine":"m","lines":[3,4]}"#
    ),
    (
      "algorithms",
      #"{"name":"run","parameters":["x"],"calls":[{"name":"f","defined":true,"line":3},"#
        + #"{"name":"g","defined":false,"line":4}],"undefined":["g"],"section":"","lines":[3,4]}"#
    ),
    (
      "examples",
      #"{"id":"ex-2","form":"text","requirements":[],"input":"a","output":"b","lines":[2,2]}"#
    ),
    ("files", #"{"name":"n","text":"x","lines":[3,4]}"#),
    (
      "matrix",
      #"{"id":"C-1","derived":false,"text":"t","requirements":["R-1"],"profile":"","#
        + #""extension":false,"section":"","lines":[3,4]}"#
    ),
    (
      "checklist",
      #"{"text":"t","checked":null,"required":true,"requirements":[],"profile":"","section":"","#
        + #""lines":[3,4]}"#
    ),
    ("implementationDefined", #"{"text":"t","section":"","lines":[3,4]}"#),
    ("openQuestions", #"{"text":"q","section":"","lines":[3,4]}"#),
    ("mentions", #"{"id":"§4","lines":[3,4]}"#),
  ])
  func `each thing is encoded as documented`(_ key: String, _ expected: String) throws {
    let first = SpecEncoding.value(of: full)[key]?.arrayValue?.first
    #expect(try first == Value(parsing: expected))
  }

  @Test func `examples of every form stand in the order of their lines`() throws {
    let examples = SpecEncoding.value(of: full)["examples"]?.arrayValue ?? []
    #expect(examples.map { $0["form"]?.stringValue } == ["text", "console"])
    #expect(
      try examples.last?["commands"]
        == Value(
          parsing: #"[{"command":"ls","status":1,"output":[{"text":"*","match":"glob"}],"#
            + #""lines":[5,6]}]"#))
  }
}
