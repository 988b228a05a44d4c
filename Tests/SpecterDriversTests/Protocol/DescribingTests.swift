import SpecModel
import SpecterKit
import Testing

@testable import SpecterDrivers

struct DescribingTests {
  private func describe(_ text: String) throws -> [SurfaceDescription.Symbol] {
    try SurfaceDescription(describing: Array(text.utf8)).symbols
  }

  // SPEC: R-DRV-04
  @Test func `every kind of symbol is read, in the order of ids`() throws {
    let symbols = try describe(
      """
      {"errors":[{"bases":["ValueError"],"id":"Broken"}],"operations":[
      {"id":"pluralize","kind":"function","parameters":[
      {"name":"word","type":"str","required":true},
      {"name":"n","kind":"keyword","required":false,"default":{"$tuple":[1]}},
      {"name":"rest","kind":"rest"}],"returns":"str","summary":"Plural."},
      {"id":"Parser","kind":"class","parameters":[],"bases":["Base"]},
      {"id":"Parser.make","kind":"method","parameters":[],"static":true},
      {"id":"LIMIT","kind":"constant","value":3}]}
      """)
    #expect(symbols.map(\.id) == ["Broken", "LIMIT", "Parser", "Parser.make", "pluralize"])
    #expect(symbols[0].kind == .error && symbols[0].bases == ["ValueError"])
    #expect(symbols[1].value == .int(3) && symbols[1].parameters == [])
    #expect(symbols[2].bases == ["Base"])
    #expect(symbols[3].isStatic && symbols[3].owner == "Parser")
    #expect(
      symbols[4].parameters == [
        Parameter(name: "word", type: "str"),
        Parameter(name: "n", required: false, defaultValue: "{\"$tuple\":[1]}", kind: .keyword),
        Parameter(name: "rest", required: false, kind: .rest),
      ])
  }

  // SPEC: R-DRV-04
  @Test func `a driver of another language may say little`() throws {
    let symbols = try describe(
      "{\"operations\":[\"slug\",{\"id\":\"P.run\"},{\"kind\":\"function\"}],\"errors\":[\"Bad\"]}")
    #expect(symbols.map(\.id) == ["Bad", "P.run", "slug"])
    #expect(symbols.map(\.kind) == [.error, .method, .function])
    #expect(symbols[2].parameters == nil)
  }

  @Test(arguments: ["", "{}", "{\"operations\":3}", "{\"error\":\"describe: X\"}"])
  func `a description without operations is a failure`(text: String) {
    #expect { try describe(text) } throws: { ($0 as? Failure)?.code == .driver }
  }
}

struct FindingsTests {
  @Test func `a survey is read`() throws {
    let told = #"{"bareBytes":12,"choices":[["mode","x"],["mode",2],[3]],"constants":["a",1]}"#
    let survey = try Survey(surveying: Array((told + "\n").utf8))
    #expect(
      survey
        == Survey(
          bareBytes: 12, constants: [.string("a"), .int(1)],
          choices: ["mode": [.string("x"), .int(2)]]))
    #expect(throws: Failure.self) { try Survey(surveying: Array("boom".utf8)) }
  }

  @Test func `mined probes are read once each, with the counts`() {
    let call =
      "{\"do\":[{\"args\":[1],\"call\":\"f\"}],\"origin\":\"mined:test_a.py\",\"target\":\"f\"}"
    let file = [call, "broken", call, "{\"passed\":4,\"failed\":1,\"notes\":[\"slow\"]}"]
    let mined = Mined(mining: Array(file.joined(separator: "\n").utf8))
    #expect(mined.probes.map(\.origin) == [.mined("test_a.py")])
    #expect(mined.passed == 4 && mined.failed == 1)
    #expect(mined.notes == ["slow", "1 recorded lines can't be read"])
  }

  @Test func `tests that were cut off are noted`() {
    #expect(Mined(mining: []).notes == ["the tests were cut off before they ended"])
  }
}

struct GreetingTests {
  private func greet(_ text: String) throws -> Greeting {
    try Greeting(Array(text.utf8), of: "semver")
  }

  // SPEC: R-DRV-02
  @Test func `a greeting names driver and subject`() throws {
    let greeting = try greet("{\"hello\":1,\"driver\":\"python/1\",\"subject\":\"semver 3.1.1\"}")
    #expect(greeting.driver == "python/1" && greeting.subject == "semver 3.1.1")
  }

  // SPEC: R-DRV-02
  @Test func `an import error is a subject that can't be loaded`() {
    let line = """
      {"error":{"bases":["Exception"],"message":"no x","type":"ImportError","where":"a.py:3"},\
      "hello":1}
      """
    #expect(
      throws: SubjectUnloadable("importing semver failed: ImportError: no x (a.py:3)")
    ) { try greet(line) }
    #expect(throws: SubjectUnloadable("importing semver failed: boom")) {
      try greet("{\"hello\":1,\"error\":\"boom\"}")
    }
  }

  // SPEC: R-DRV-02
  @Test(arguments: ["", "hello", "{\"hello\":2}", "{\"hello\":true}"])
  func `anything else is a failure of the driver`(line: String) {
    #expect { try greet(line) } throws: { ($0 as? Failure)?.code == .driver }
  }
}
