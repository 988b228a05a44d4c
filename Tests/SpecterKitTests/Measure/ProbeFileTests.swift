import SpecModel
import SpecterKit
import Testing

@Suite struct ProbeFileTests {
  private static let steps: [Step] = [
    Step(
      name: "v",
      .call(
        "Version.parse", on: nil, arguments: [.string("1.0\n\u{2028}")],
        named: [
          .init("strict", .bool(true))
        ])),
    Step(.call("bump", on: "v", arguments: [.reference("v"), .float(.nan), .null], named: [])),
    Step(.get("major", on: "v")), Step(.get("LIMIT", on: nil)),
    Step(.item(on: "v", index: .null)), Step(.iterate(on: "v", limit: 3)),
    Step(.operate("eq", on: "v", arguments: [.int(1 << 60)])),
  ]

  @Test func `lines come back as they were written`() throws {
    let origins: [Probe.Origin] = [
      .example("ex-1"), .neighbour("ex:2"), .mined("tests/a.py::test:b"), .generated, .shrunk,
    ]
    let observations: [Observation?] = [
      .answered(Array(#"{"did":[{"return":1}]}"#.utf8)), .crashed(11), .crashed(-3), .timedOut, nil,
    ]
    var lines: [ProbeFile.Line] = []
    for (place, origin) in origins.enumerated() {
      let probe = Probe(
        steps: Self.steps, target: "Version.bump", origin: origin,
        pool: Probe.Pool.allCases[place % 3])
      lines.append(
        .init(probe: probe, reference: observations[place], diverged: place % 2 == 1))
    }
    let bytes = ProbeFile.bytes(of: lines)
    #expect(bytes.split(separator: 0x0A).count == lines.count, "one line each")
    #expect(try ProbeFile.lines(in: bytes, path: "p.jsonl") == lines)
    #expect(try ProbeFile.bytes(of: ProbeFile.lines(in: bytes, path: "p.jsonl")) == bytes)
  }

  @Test(arguments: [Observation.oversized, .notRun, .timedOut, .crashed(-1)])
  func `every outcome is kept`(observation: Observation) throws {
    let line = ProbeFile.Line(probe: Measuring.call("f"), reference: observation)
    #expect(try ProbeFile.lines(in: ProbeFile.bytes(of: [line]), path: "p") == [line])
  }

  @Test func `a file of probes alone has no observations`() throws {
    let probes = [Measuring.call("f", .int(1)), Measuring.call("g")]
    let bytes = ProbeFile.bytes(of: probes)
    #expect(try ProbeFile.probes(in: bytes) == probes)
    #expect(try ProbeFile.lines(in: bytes, path: "p").allSatisfy { $0.reference == nil })
    #expect(try ProbeFile.probes(in: []).isEmpty)
  }

  @Test(arguments: [
    "no json", "{}", "[]", "null", #"{"do":[],"target":"f","origin":"magic","pool":"dev"}"#,
    #"{"do":[],"target":"f","origin":"generated","pool":"lake"}"#,
    #"{"do":[{"fly":1}],"target":"f","origin":"generated","pool":"dev"}"#,
    "\u{FEFF}{}", "{\"do\":",
  ])
  func `a line that is no probe is refused with its place`(bad: String) {
    let good = ProbeFile.bytes(of: [Measuring.call("f")])
    let failure = #expect(throws: Failure.self) {
      try ProbeFile.lines(in: good + [0x0A] + Array(bad.utf8), path: "dev.jsonl")
    }
    #expect(failure?.code == .badInput)
    #expect(failure?.place == "dev.jsonl:3", "an empty line counts")
  }
}
