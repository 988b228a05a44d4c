import SpecModel
import Testing

// SPEC: R-DRV-10
@Test func `canonical bytes sort members by code point and keep the spelling of numbers`() throws {
  let value = try Value(parsing: #" {"b": 1.0, "a": [1e+16, -0.0, "é\n\u0001"], "": null} "#)
  #expect(value.description == #"{"":null,"a":[1e+16,-0.0,"é\n\u0001"],"b":1.0}"#)
}

@Test func `an input keeps the order of its members`() throws {
  let value = try Value(parsing: #"{"b":{"z":1,"a":2},"a":3}"#)
  var bytes: [UInt8] = []
  value.write(to: &bytes, keepingOrder: true)
  #expect(String(decoding: bytes, as: UTF8.self) == #"{"b":{"z":1,"a":2},"a":3}"#)
}

@Test func `strings are equal only when their bytes are`() {
  #expect("e\u{301}" == "\u{E9}", "Swift folds them, which is why Value does not")
  #expect(Value.string("e\u{301}") != .string("\u{E9}"))
  #expect(Value.number("1") != .number("1.0"))
  #expect(Value.members(["a": .null, "b": .null]) == .members(["b": .null, "a": .null]))
}

@Test(arguments: [
  "", "{", "[1,]", "{\"a\" 1}", "01x", "\"\u{1}\"", "\"\\x\"", "nul", "1.", "-", "[1] 2",
  String(repeating: "[", count: 600),
])
func `what is no JSON is refused with its place`(text: String) {
  #expect(throws: ValueSyntaxError.self) { try Value(parsing: text) }
}

@Test func `escapes are read, lone surrogates are repaired`() throws {
  #expect(try Value(parsing: #""\ud83d\ude00\ud800x""#) == .string("😀\u{FFFD}x"))
}

// SPEC: R-DRV-14
@Test func `integers beyond two to the fifty-third are tagged`() {
  #expect(Value.int(1 << 53).description == "9007199254740992")
  #expect(Value.int((1 << 53) + 1).description == #"{"$int":"9007199254740993"}"#)
  #expect(Value.int((1 << 53) + 1).intValue == (1 << 53) + 1)
  #expect(Value.float(.infinity).description == #"{"$float":"inf"}"#)
}

@Test func `steps, probes and observations come back from what files keep`() throws {
  let step = Step(name: "r", .call("f", on: "v", arguments: [.int(1)], named: [.init("k", .null)]))
  #expect(Step(step.value) == step)
  let probe = Probe(
    steps: [step, Step(.iterate(on: "r", limit: 3)), Step(.item(on: "r", index: .int(0)))],
    target: "f", origin: .mined("t.py::test"), pool: .heldOut)
  #expect(Probe(probe.value) == probe)
  for seen in [Observation.crashed(11), .timedOut, .oversized, .notRun] {
    #expect(Observation(seen.value) == seen)
  }
}

@Test(arguments: ["", "/a", "a//b", "../a", "a/..", "a\0b", "./a"])
func `a tree holds no path that could leave its folder`(path: String) {
  #expect(FileTree([path: []]) == nil)
  var tree = FileTree()
  tree[path] = [1]
  #expect(tree.paths.isEmpty)
}

@Test func `a scope contains what stands below its names`() {
  let scope = SurfaceScope(include: ["Version", "parse"], exclude: ["Version.main"])
  #expect(scope.contains("Version.compare") && scope.contains("parse"))
  #expect(!scope.contains("Version.main") && !scope.contains("Versions") && !scope.contains("x"))
}

@Test func `a string is written with the escapes that JSON demands, wherever they stand`() throws {
  let cases: [(String, String)] = [
    ("", #""""#), ("plain ü 😀", #""plain ü 😀""#), ("\"", #""\"""#), ("a\"b\\c", #""a\"b\\c""#),
    ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#), ("\u{0}x\u{1F}", #""\u0000x\u001f""#),
    ("\\\\", #""\\\\""#), ("end\n", #""end\n""#), ("\nstart", #""\nstart""#),
    ("\u{7F}/", "\"\u{7F}/\""),
  ]
  for (text, written) in cases {
    #expect(Value.string(text).description == written)
    #expect(try Value(parsing: written) == .string(text))
    #expect(Value.members(["\(text)k": .null]).description == "{\(written.dropLast())k\":null}")
  }
}
