import SpecModel

@testable import Differential

/// Short ways to write probes and observations.
enum Samples {
  static func call(_ operation: String, _ arguments: Value...) -> Step {
    Step(.call(operation, on: nil, arguments: arguments, named: []))
  }

  static func probe(
    _ steps: [Step], target: String = "f", origin: Probe.Origin = .generated,
    pool: Probe.Pool = .heldOut
  ) -> Probe {
    Probe(steps: steps, target: target, origin: origin, pool: pool)
  }

  static func probe(_ arguments: Value..., pool: Probe.Pool = .heldOut) -> Probe {
    probe([Step(.call("f", on: nil, arguments: arguments, named: []))], pool: pool)
  }

  static func answer(_ did: String..., more: String = "") -> Observation {
    .answered(Array("{\"did\":[\(did.joined(separator: ","))]\(more)}".utf8))
  }

  static func returned(_ value: Value) -> Observation {
    answer(Value.object([.init("return", value)]).description)
  }

  static func raised(_ type: String, _ message: String = "m") -> Observation {
    answer(
      "{\"raise\":{\"bases\":[\"Exception\"],\"message\":\"\(message)\",\"type\":\"\(type)\"}}")
  }

  static func compare(
    _ reference: Observation, _ candidate: Observation, second: Observation? = nil,
    rules: CompareRules = CompareRules(), probe: Probe = probe(.int(1))
  ) -> Comparison {
    Comparator(rules: rules).compare(
      probe, first: reference, second: second ?? reference, candidate: candidate)
  }

  /// A surface with a function, a class with a method, a property and an alternative constructor.
  static let surface = SurfaceDescription(symbols: [
    .init(id: "LIMIT", kind: .constant, value: .int(7)),
    .init(id: "ParseError", kind: .error, bases: ["ValueError", "Exception"]),
    .init(
      id: "Version", kind: .class,
      parameters: [
        Parameter(name: "major", type: "int"),
        Parameter(name: "minor", type: "int", required: false, defaultValue: "0"),
      ], operators: ["eq", "lt", "hash", "str"]),
    .init(
      id: "Version.bump", kind: .method,
      parameters: [Parameter(name: "part", required: false, defaultValue: "\"minor\"")],
      returns: "Version"),
    .init(id: "Version.major", kind: .property),
    .init(
      id: "Version.parse", kind: .method, parameters: [Parameter(name: "version", type: "str")],
      returns: "Version", isStatic: true),
    .init(
      id: "slugify", kind: .function,
      parameters: [
        Parameter(name: "text", type: "str"),
        Parameter(name: "separator", required: false, defaultValue: "\"-\""),
        Parameter(name: "limit", type: "Optional[int]", required: false, kind: .keyword),
      ]),
    .init(
      id: "titleize", kind: .function, parameters: [Parameter(name: "word")]),
  ])

  static let examples = [
    Example(
      id: "ex-1", operation: "slugify", steps: [call("slugify", .string("Hello World"))],
      expected: .value(.string("hello-world")), form: .table, lines: SourceLines(1, 1)),
    Example(
      id: "ex-2", operation: "Version.parse",
      steps: [
        Step(name: "v", .call("Version.parse", on: nil, arguments: [.string("1.2")], named: []))
      ],
      expected: .repr("Version(1, 2)"), form: .session, lines: SourceLines(2, 2)),
  ]

  static func request(
    seed: UInt64 = 7, perOperation: Int = 60, pools: Set<Probe.Pool> = [.dev, .heldOut],
    mined: [Probe] = [], excluding: [Probe] = []
  ) -> ProbeRequest {
    ProbeRequest(
      surface: surface, examples: examples, mined: mined,
      constants: [.string("octopus"), .int(42)], seed: seed, perOperation: perOperation,
      pools: pools, excluding: excluding)
  }
}
