import SpecModel
import Testing

@testable import Differential

@Test func `equal bytes are equal without a look inside`() {
  let broken = Observation.answered(Array("no json".utf8))
  #expect(Samples.compare(broken, broken) == .equal)
}

// SPEC: R-SCO-04, R-DRV-13
@Test func `each kind of difference is told with its loss and path`() {
  func only(_ reference: Observation, _ candidate: Observation) -> Difference? {
    let result = Samples.compare(reference, candidate)
    return result.differences.count == 1 ? result.difference : nil
  }
  #expect(
    only(Samples.returned(.string("a")), Samples.returned(.string("b")))
      == Difference(.value, path: "did.0.return"))
  #expect(
    only(Samples.returned(.int(1)), Samples.raised("E")) == Difference(.raises, path: "did.0"))
  #expect(
    only(Samples.raised("A"), Samples.raised("B"))
      == Difference(.errorType, path: "did.0.raise.type"))
  #expect(
    only(Samples.raised("A", "x"), Samples.raised("A", "y"))
      == Difference(.errorMessage, path: "did.0.raise.message"))
  #expect(only(Samples.returned(.int(1)), .crashed(11)) == Difference(.crash))
  #expect(only(Samples.returned(.int(1)), .timedOut) == Difference(.crash))
  #expect(only(.timedOut, .crashed(6)) == Difference(.crash))
  #expect(only(Samples.returned(.int(1)), .notRun)?.kind.loss == 1)
  #expect(
    only(
      Samples.answer(#"{"args_after":[[1]],"return":1}"#), Samples.answer(#"{"return":1}"#))
      == Difference(.mutation, path: "did.0.args_after"))
  #expect(
    only(
      Samples.answer(#"{"return":1}"#, more: #","out":"x\n""#), Samples.answer(#"{"return":1}"#))
      == Difference(.output, path: "out"))
}

// SPEC: R-SCO-04
@Test func `the largest loss comes first, then the earliest step`() {
  let probe = Samples.probe([
    Samples.call("a"), Samples.call("b"), Samples.call("f"),
  ])
  let result = Samples.compare(
    Samples.answer(#"{"return":1}"#, #"{"return":2}"#, #"{"return":3}"#),
    Samples.answer(#"{"return":1}"#, #"{"return":9}"#, #"{"return":8}"#), probe: probe)
  #expect(result.differences.map(\.path) == ["did.1.return", "did.2.return"])
  #expect(result.loss == 1)
}

@Test func `a path inside a value names fields and indexes`() {
  let one = #"{"return":{"$object":"V","fields":{"parts":[1,2]},"repr":"V"}}"#
  let other = #"{"return":{"$object":"V","fields":{"parts":[1,3]},"repr":"V"}}"#
  #expect(
    Samples.compare(Samples.answer(one), Samples.answer(other)).differences.map(\.path)
      == ["did.0.return.fields.parts.1"])
}

// SPEC: R-DRV-14
@Test func `an integer is no float and a tuple is no list`() {
  #expect(
    Samples.compare(Samples.returned(.number("1")), Samples.returned(.number("1.0"))).loss == 1)
  let tuple = Value.tagged("$tuple", .array([.int(1)]))
  #expect(Samples.compare(Samples.returned(tuple), Samples.returned(.array([.int(1)]))).loss == 1)
}

// SPEC: R-SCO-02
@Test func `where the reference disagrees with itself the path is masked`() {
  func object(_ time: Int, _ name: String) -> Observation {
    Samples.answer(#"{"return":{"name":"\#(name)","time":\#(time)}}"#)
  }
  let quiet = Samples.compare(object(1, "a"), object(3, "a"), second: object(2, "a"))
  #expect(quiet.isEqual)
  #expect(quiet.masked == ["did.0.return.time"])
  let loud = Samples.compare(object(1, "a"), object(3, "b"), second: object(2, "a"))
  #expect(loud.difference?.path == "did.0.return.name")
}

@Test func `a probe that is noise all over is dropped`() {
  let value = Samples.compare(
    Samples.returned(.int(1)), Samples.returned(.int(3)), second: Samples.returned(.int(2)))
  #expect(value.isDropped)
  let outcome = Samples.compare(
    Samples.returned(.int(1)), Samples.returned(.int(1)), second: Samples.raised("E"))
  #expect(outcome.isDropped)
  let crash = Samples.compare(.timedOut, .timedOut, second: Samples.returned(.int(1)))
  #expect(crash.isDropped)
  #expect(Samples.compare(.notRun, Samples.returned(.int(1))).isDropped)
}

@Test func `what runs out of time or out of memory ran into a limit`() {
  #expect(Samples.compare(.crashed(9), .timedOut).isEqual)
  #expect(Samples.compare(.timedOut, .crashed(9), second: .crashed(9)).isEqual)
  #expect(Samples.compare(.timedOut, .crashed(11)).loss == 1)
  #expect(Samples.compare(.crashed(9), Samples.returned(.int(1))).loss == 1)
}

// SPEC: R-SCO-02
@Test func `what several runs mask whole together leaves nothing to compare`() {
  func pair(_ one: Int, _ other: Int) -> Observation {
    Samples.returned(.array([.int(one), .int(other)]))
  }
  let comparison = Comparator(rules: CompareRules()).compare(
    Samples.probe(.int(1)), first: pair(1, 1), second: pair(1, 2), more: [pair(2, 1)],
    candidate: pair(3, 3))
  #expect(comparison.dropped == .value, "each run alone leaves one of the two places")
}

// SPEC: R-SCO-03
@Test func `further runs of the reference mask what two showed by chance`() {
  func list(_ items: String) -> Observation {
    Samples.answer(#"{"return":{"names":[\#(items)],"size":2}}"#)
  }
  let comparator = Comparator(rules: CompareRules())
  func compare(_ more: [Observation]) -> Comparison {
    comparator.compare(
      Samples.probe(.int(1)), first: list("1,2"), second: list("1,2"), more: more,
      candidate: list("2,1"))
  }
  #expect(compare([]).loss == 1)
  #expect(compare([list("1,2")]).loss == 1)
  let again = compare([list("1,2"), list("2,1")])
  #expect(again.isEqual && again.masked.count == 2)
}

// SPEC: R-DRV-15
@Test func `hashes that the driver numbers are compared`() {
  let steps = (0..<2).map { _ in Step(.operate("hash", on: "v", arguments: [])) }
  let probe = Samples.probe(
    [Step(name: "v", .call("V", on: nil, arguments: [], named: []))] + steps)
  func hashes(_ second: Int) -> Observation {
    Samples.answer(
      #"{"return":1}"#, #"{"return":{"$hash":0}}"#, #"{"return":{"$hash":\#(second)}}"#)
  }
  #expect(Samples.compare(hashes(0), hashes(1), probe: probe).loss == 1)
}

// SPEC: R-DRV-15
@Test func `a hash is not compared but an error in it is`() {
  let probe = Samples.probe([
    Step(name: "v", .call("V", on: nil, arguments: [], named: [])),
    Step(.operate("hash", on: "v", arguments: [])),
  ])
  let made = #"{"return":1}"#
  let result = Samples.compare(
    Samples.answer(made, #"{"return":5}"#), Samples.answer(made, #"{"return":6}"#),
    second: Samples.answer(made, #"{"return":7}"#), probe: probe)
  #expect(result.isEqual)
  let raised = Samples.compare(
    Samples.answer(made, #"{"return":5}"#),
    Samples.answer(made, #"{"raise":{"message":"m","type":"TypeError"}}"#), probe: probe)
  #expect(raised.difference?.kind == .raises)
}

@Test func `rules loosen only what they name`() {
  let near = CompareRules(floatTolerance: 1e-9)
  let (one, other) = (Samples.returned(.float(0.1)), Samples.returned(.float(0.1 + 1e-12)))
  #expect(Samples.compare(one, other).loss == 1)
  #expect(Samples.compare(one, other, rules: near).isEqual)
  let types = CompareRules(errors: .type)
  #expect(Samples.compare(Samples.raised("A", "x"), Samples.raised("A", "y"), rules: types).isEqual)
  let unordered = CompareRules(unordered: ["return.items"])
  func list(_ key: String, _ items: String) -> Observation {
    Samples.answer(#"{"return":{"\#(key)":[\#(items)]}}"#)
  }
  #expect(Samples.compare(list("items", "1,2"), list("items", "2,1"), rules: unordered).isEqual)
  #expect(
    Samples.compare(list("items", "1,1,2"), list("items", "1,2,2"), rules: unordered).loss == 1)
  #expect(Samples.compare(list("other", "1,2"), list("other", "2,1"), rules: unordered).loss == 1)
}

// SPEC: R-SCO-14
@Test func `an allowed difference is masked and counted only in its operation`() {
  let rules = CompareRules(allow: [.init(operation: "f", path: "return.repr", reason: "r")])
  let one = Samples.answer(#"{"return":{"$object":"V","repr":"a"}}"#)
  let other = Samples.answer(#"{"return":{"$object":"V","repr":"b"}}"#)
  let result = Samples.compare(one, other, rules: rules)
  #expect(result.isEqual)
  #expect(result.allowed == [0])
  let elsewhere = Samples.probe([Samples.call("g")], target: "g")
  #expect(Samples.compare(one, other, rules: rules, probe: elsewhere).loss == 1)
}

@Test func `an operation that the candidate lacks is missing`() {
  let result = Comparator(rules: CompareRules(), missing: ["f"]).compare(
    Samples.probe(.int(1)), first: Samples.returned(.int(1)), second: Samples.returned(.int(1)),
    candidate: Samples.raised("AttributeError"))
  #expect(result.difference == Difference(.missing))
}

// SPEC: R-SCO-04
@Test func `a broken example is told as such unless the reference breaks it too`() {
  let example = Samples.examples[0]
  let probe = ExampleProbes.probe(example)
  func kind(_ reference: String, _ candidate: String) -> DifferenceKind? {
    let one = Samples.returned(.string(reference))
    return Comparator(rules: CompareRules()).compare(
      probe, first: one, second: one, candidate: Samples.returned(.string(candidate)),
      example: example
    ).difference?.kind
  }
  #expect(kind("hello-world", "hello_world") == .example)
  #expect(kind("Hello-World", "hello_world") == .value)
  #expect(kind("hello-world", "hello-world") == nil)
}

@Test func `an example holds by value, by repr and by error`() {
  func example(_ expected: Example.Expectation) -> Example {
    var example = Samples.examples[0]
    example.expected = expected
    return example
  }
  let object = Samples.answer(#"{"return":{"$object":"V","repr":"V(1)"}}"#)
  #expect(ExampleCheck.holds(example(.repr("V(1)")), object))
  // A session's output that is no literal is compared with what a `repr` step returns.
  var asked = example(.repr("V(b='x')"))
  asked.steps = [Step(.operate("repr", on: "v", arguments: []))]
  #expect(ExampleCheck.holds(asked, Samples.returned(.string("V(b='x')"))))
  #expect(!ExampleCheck.holds(asked, Samples.returned(.string("'V(b='x')'"))))
  let tuple = Value.tagged("$tuple", .array([.string("it's"), .null, .bool(true)]))
  #expect(ExampleCheck.holds(example(.repr(#"("it's", None, True)"#)), Samples.returned(tuple)))
  let failure = Samples.raised("pkg.ParseError", "bad")
  #expect(ExampleCheck.holds(example(.error(type: "ParseError", message: "bad")), failure))
  #expect(ExampleCheck.holds(example(.error(type: "Exception", message: nil)), failure))
  #expect(!ExampleCheck.holds(example(.error(type: "ParseError", message: "good")), failure))
  #expect(!ExampleCheck.holds(example(.value(.int(1))), failure))
}

// SPEC: R-SCO-13
@Test func `planted differences are found under sound rules and reported under loose ones`() {
  let sound = CompareRules(
    floatTolerance: 1e-9, errors: .type, unordered: ["return", "return.items"],
    allow: [.init(operation: "f", path: "return.repr", reason: "r")])
  #expect(RulePlant.failures(under: sound) == [])
  #expect(RulePlant.failures(under: CompareRules()) == [])
  let loose = CompareRules(allow: [.init(operation: "f", path: "", reason: "r")])
  #expect(RulePlant.failures(under: loose).count == 1)
  #expect(!RulePlant.failures(under: CompareRules(floatTolerance: 2)).isEmpty)
}
