import SpecModel
import Testing

@testable import Differential

/// Which arguments a call is given.
@Suite struct ArgumentTests {
  private static let surface = SurfaceDescription(symbols: [
    .init(
      id: "truncate", kind: .function,
      parameters: [
        Parameter(name: "version", type: "str"),
        Parameter(name: "level", required: false, defaultValue: "\"patch\""),
        Parameter(name: "units", type: "list[str]", required: false),
        Parameter(name: "limit", type: "int", required: false),
      ]),
    .init(
      id: "compare", kind: .function,
      parameters: [Parameter(name: "a", type: "str"), Parameter(name: "b", type: "str")]),
    .init(
      id: "set", kind: .function, parameters: [Parameter(name: "options", kind: .keywordRest)]),
  ])

  private static func calls(
    of operation: String, known: [Probe] = []
  ) -> [(places: [Value], named: [Value.Member])] {
    var request = ProbeRequest(
      surface: surface, constants: (0..<60).map { .string("keyword\($0)") },
      choices: [
        "level": [.string("prerelease")], "units": [.string("hours"), .string("days")],
        "limit": [.int(77)], "options": [.string("strict")],
      ], seed: 3, perOperation: 400)
    request.known = known
    return makeProbes(request).probes.filter { $0.target == operation }.compactMap { probe in
      guard case .call(_, _, let places, let named)? = probe.steps.last?.action else { return nil }
      return (places, named)
    }
  }

  @Test func `a parameter is given what the subject compares it with, in the shape it takes`() {
    let calls = Self.calls(of: "truncate")
    let given = calls.flatMap { $0.places + $0.named.map(\.value) }
    #expect(given.filter { $0 == .string("prerelease") }.count >= 10)
    #expect(given.contains(.array([.string("hours"), .string("days")])))
    #expect(given.contains(.int(77)) && given.contains(.int(76)) && given.contains(.int(78)))
  }

  @Test func `named arguments that the subject asks for are given`() {
    #expect(Self.calls(of: "set").filter { $0.named.contains { $0.key == "strict" } }.count > 40)
  }

  @Test func `two parameters are given the same now and then`() {
    let pairs = Self.calls(of: "compare").map(\.places).filter { $0.count == 2 }
    #expect(pairs.filter { $0[0] == $0[1] }.count >= 8)
  }

  @Test func `a known call is given a parameter more`() {
    let known = Samples.probe(
      [Samples.call("truncate", .string("1.2.3"))], target: "truncate", pool: .dev)
    let calls = Self.calls(of: "truncate", known: [known])
    #expect(
      calls.contains { call in
        call.places == [.string("1.2.3")] && call.named.map(\.key) == ["level"]
      })
  }
}
