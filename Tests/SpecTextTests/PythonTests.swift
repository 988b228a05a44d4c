import SpecModel
import Testing

@testable import SpecText

@Suite struct PythonTests {
  @Test(arguments: [
    ("-1", "-1"), ("0x1F", "31"), ("1_000", "1000"), ("1.", "1.0"), ("1e5", "100000.0"),
    ("1e16", "1e+16"), ("9.1e15", "9100000000000000.0"), ("-.5", "-0.5"),
    ("123456789012345678901", #"{"$int":"123456789012345678901"}"#),
    ("'a' \"b\"", #""ab""#), (#"'\x41\u00e9\n'"#, #""Aé\n""#), (#"r'\d'"#, #""\\d""#),
    (#""\ud83d\ude00""#, "\"😀\""), ("b'\\x00ab'", #"{"$bytes":"AGFi"}"#),
    ("(1,)", #"{"$tuple":[1]}"#), ("()", #"{"$tuple":[]}"#), ("1, 2", #"{"$tuple":[1,2]}"#),
    ("{3, 1, 1}", #"{"$set":[1,3]}"#), ("{'b': 1, 'a': None}", #"{"a":null,"b":1}"#),
    ("{1: 'x'}", #"{"$map":[[1,"x"]]}"#), ("[true, False, null]", "[true,false,null]"),
    ("\"\"\"a\nb\"\"\"", #""a\nb""#),
  ])
  func `literals become canonical values`(_ source: String, _ canonical: String) throws {
    #expect(try PythonParser.expression(source).value?.description == canonical)
  }

  @Test(arguments: [
    "", "f(", "a b", "'x", "[1, 2", "f(*a)", "x[1:2:3:4]", "x[]", "lambda: 1",
    "a < b < c", "f'x'", "{1: }",
    "[x for x in y]", "1 if a else 2",
  ])
  func `what is no expression of ours is refused`(_ source: String) {
    #expect(throws: PythonSyntaxError.self) { try PythonParser.expression(source) }
  }

  @Test(arguments: [
    ("x[1:2]", "[1,2,null]"), ("x[:]", "[null,null,null]"), ("x[::-1]", "[null,null,-1]"),
    ("x[1:]", "[1,null,null]"), ("x[:2:3]", "[null,2,3]"),
  ])
  func `a slice is an index`(_ source: String, _ expected: String) throws {
    let slice = try Value(parsing: Array(#"{"$slice":\#(expected)}"#.utf8))
    #expect(try PythonParser.expression(source) == .item(.name("x"), .literal(slice)))
  }

  @Test func `nesting can't exhaust the stack`() {
    for opener in ["(", "[", "-", "f(", "not ", "{1:"] {
      #expect(throws: PythonSyntaxError.self) {
        try PythonParser.expression(String(repeating: opener, count: 50_000))
      }
    }
    #expect(throws: PythonSyntaxError.self) {
      try PythonParser.expression("a" + String(repeating: ".b", count: 50_000))
    }
  }

  @Test(arguments: [
    ("f(a, b?, *, c=1) -> int", "f a:true b:false c:false int"),
    ("Version.bump_major()", "Version.bump_major "),
    ("g(x=\"a,b\", *args, **kw)", "g x:false args:false kw:false "),
    ("h(name: str, d: dict[str, int] = {}) → list", "h name:true d:false list"),
    ("range(start[, stop[, step]])", "range start:true stop:false step:false "),
  ])
  func `signatures are read`(_ source: String, _ expected: String) throws {
    let found = try #require(SignatureParser.signature(source))
    let parameters = found.parameters.map { "\($0.name):\($0.required) " }.joined()
    #expect("\(found.id) \(parameters)\(found.returns)" == expected)
  }

  @Test func `calls and prose are no signatures`() {
    for source in [#"pluralize("post")"#, "f(1)", "a b(c)", "(x)", "name", "f(x) and more"] {
      #expect(SignatureParser.signature(source) == nil)
    }
  }
}
