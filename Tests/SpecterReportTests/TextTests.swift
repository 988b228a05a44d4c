import SpecModel
import Testing

@testable import SpecterReport

@Suite struct `A probe in words` {
  private func lines(_ json: String) throws -> [String] {
    let steps = try Value(parsing: json).arrayValue?.compactMap { Step($0) } ?? []
    return ProbeText.lines(Samples.probe(steps, "x"))
  }

  @Test(arguments: [
    (
      #"[{"call":"pluralize","args":["post",2],"kwargs":{"locale":"en"}}]"#,
      ["pluralize('post', 2, locale='en')"]
    ),
    (
      #"[{"let":"v","call":"Version.parse","args":["1.2.3"]},{"on":"v","call":"bump_major"}]"#,
      ["Version.parse('1.2.3').bump_major()"]
    ),
    (
      #"[{"let":"v","call":"V"},{"on":"v","op":"eq","args":[{"$ref":"v"}]}]"#,
      ["v = V()", "v == v"]
    ),
    (
      #"[{"let":"a","call":"V"},{"let":"b","call":"W"},{"on":"a","get":"x"}]"#,
      ["a = V()", "b = W()", "a.x"]
    ),
    (#"[{"let":"p","call":"f"},{"on":"p","item":0}]"#, ["f()[0]"]),
    (#"[{"let":"p","call":"f"},{"on":"p","iterate":5}]"#, ["list(islice(f(), 5))"]),
    (#"[{"let":"p","call":"f"},{"on":"p","op":"len"}]"#, ["len(f())"]),
    (#"[{"let":"p","call":"f"},{"on":"p","op":"contains","args":["k"]}]"#, ["'k' in f()"]),
    (#"[{"get":"PLURALS"}]"#, ["PLURALS"]),
  ])
  func `reads like Python`(_ json: String, _ expected: [String]) throws {
    #expect(try lines(json) == expected)
  }

  @Test(arguments: [
    ("null", "None"), ("true", "True"), ("1.0", "1.0"), (#"{"$tuple":[1]}"#, "(1,)"),
    (#"{"$tuple":[]}"#, "()"), (#"{"$set":[]}"#, "set()"), (#"{"$set":[1,2]}"#, "{1, 2}"),
    (#"{"$bytes":"AEEnXA=="}"#, #"b'\x00A\'\\'"#), (#"{"$float":"nan"}"#, "float('nan')"),
    (#"{"$int":"18446744073709551616"}"#, "18446744073709551616"),
    (#"{"$map":[[1,"a"]]}"#, "{1: 'a'}"), (#"{"k":[null]}"#, "{'k': [None]}"),
    (#"{"$iterator":[1],"more":true}"#, "iter([1, …])"),
    (#"{"$object":"V","repr":"V(1)"}"#, "V(1)"),
    (#"{"$object":"V","fields":{"x":1}}"#, "V(x=1)"),
    (#"{"$unknown":1}"#, "{'$unknown': 1}"), (#""it's""#, #""it's""#),
    (#""\u001b[0m\u202e\ud83d\ude00\n""#, #"'\x1b[0m\u202e😀\n'"#),
  ])
  func `spells values`(_ json: String, _ expected: String) throws {
    #expect(PythonText.literal(try Value(parsing: json)) == expected)
  }
}

@Suite struct `An observation in words` {
  @Test(arguments: [
    (Observation.crashed(11), "crashed (signal 11)"), (.crashed(-3), "exited (2)"),
    (.timedOut, "timed out"), (.notRun, "not run"),
    (Samples.answer(#"{"did":[{"return":"posts"}]}"#), "'posts'"),
    (
      Samples.answer(#"{"did":[{"raise":{"type":"ValueError","message":"no\n"}}]}"#),
      #"raises ValueError: no\n"#
    ),
    (Samples.answer(#"{"did":[{"return":null}],"out":"hi\n"}"#), #"None; prints 'hi\n'"#),
    (
      Samples.answer(#"{"did":[{"return":1,"args_after":[[2]]}]}"#),
      "1; leaves its arguments as [[2]]"
    ),
    (
      Samples.answer(#"{"did":[{"return":1,"kwargs_after":{"a":[2]},"self_after":[3]}]}"#),
      "1; leaves its named arguments as {'a': [2]}; leaves its object as [3]"
    ),
    (
      Samples.answer(#"{"did":[{"after":[1],"raise":{"type":"E","message":""}}]}"#),
      "raises E; after giving [1]"
    ),
    (Samples.answer("no json \u{1B}"), #"no json \x1b"#),
  ])
  func `says what happened`(_ observation: Observation, _ expected: String) {
    #expect(ProbeText.observation(observation) == expected)
  }

  @Test func `tells sides apart that read alike`() {
    func object(_ major: Int) -> Observation {
      Samples.answer(#"{"did":[{"return":{"$object":"V","fields":{"m":\#(major)},"repr":"V"}}]}"#)
    }
    let sides = ProbeText.sides(
      Divergence(
        probe: Samples.probe([], "x"), reference: object(1), candidate: object(2),
        difference: Difference(.value, path: "did.0.return.fields.m")))
    #expect(sides.reference == "V (did.0.return.fields.m = 1)")
    #expect(sides.candidate == "V (did.0.return.fields.m = 2)")
  }
}

@Suite struct `A figure` {
  // SPEC: R-SCO-08
  @Test func `are rounded, grouped and dated`() {
    #expect(Figures.decimal(98.7349, 2) == "98.73")
    #expect(Figures.decimal(-0.5, 0) == "-1" || Figures.decimal(-0.5, 0) == "0")
    #expect(Figures.decimal(0.05, 2) == "0.05")
    #expect(Figures.decimal(100, 2) == "100")
    #expect(Figures.decimal(1.5, 2, padded: true) == "1.50")
    #expect(Figures.decimal(.nan, 2) == "–")
    #expect(Figures.count(1_234_567) == "1,234,567")
    #expect(Figures.count(-1000) == "-1,000")
    #expect(Figures.percent(0.00001) == "<0.01 %")
    #expect(Figures.time(951_782_400) == "2000-02-29 00:00:00 UTC")
    #expect(Figures.time(-1) == "1969-12-31 23:59:59 UTC")
    #expect(Figures.duration(3723) == "1 h 02 min")
  }

  // SPEC: R-VER-01
  @Test func `are finite JSON or null`() {
    var measurement = Samples.whole
    measurement.economy = .nan
    measurement.fidelity.low = -.infinity
    let value = DiffDocument.value(of: measurement)
    #expect(value["economy"] == .null)
    #expect(value["fidelity"]?["low"] == .null)
  }
}

@Suite struct `A line diff` {
  @Test func `finds what changed, with context`() {
    let old = (1...20).map { "line \($0)\n" }.joined()
    let new = old.replacing("line 3\n", with: "LINE 3\n").replacing("line 15\n", with: "")
    let diff = LineDiff(from: old, to: new)
    #expect((diff.added, diff.removed) == (1, 2))
    #expect(diff.hunks.map(\.old) == [1, 13])
    #expect(diff.hunks.map(\.rows.count) == [5, 5])
    #expect(diff.hunks[0].rows[2] == LineDiff.Row(old: "line 3", new: "LINE 3", isKept: false))
  }

  @Test func `sees bytes, not looks`() {
    #expect(LineDiff(from: "e\u{301}\n", to: "\u{E9}\n").hunks.count == 1)
    #expect(LineDiff(from: "a\r\nb\r\n", to: "a\r\nc\r\n").removed == 1)
    #expect(LineDiff(from: "same", to: "same").hunks.isEmpty)
    #expect(Highlight.pair("e\u{301}", "\u{E9}").right == "<mark>\u{E9}</mark>")
  }

  @Test func `rebuilds both texts from its rows`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      func text() -> [String] {
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
          String("abcd".randomElement(using: &random) ?? "a")
        }
      }
      let (old, new) = (text(), text())
      let diff = LineDiff(
        from: old.map { $0 + "\n" }.joined(), to: new.map { $0 + "\n" }.joined(), context: 99)
      guard old != new else { continue }
      let rows = diff.hunks.flatMap(\.rows)
      #expect(rows.compactMap(\.old) == old)
      #expect(rows.compactMap(\.new) == new)
    }
  }

  @Test func `bounds its work on huge texts`() {
    let old = (0..<6000).map { "a\($0)\n" }.joined()
    let new = (0..<6000).map { "b\($0)\n" }.joined()
    #expect(LineDiff(from: old, to: new).removed == 6000)
  }
}
