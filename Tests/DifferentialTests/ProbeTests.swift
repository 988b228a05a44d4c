import SpecModel
import Testing

@testable import Differential

private func lines(_ probes: [Probe]) -> [String] { probes.map(\.value.description) }

// SPEC: R-CLI-11
@Test func `the same seed gives the same probes and another seed others`() {
  let once = makeProbes(Samples.request())
  #expect(lines(once.probes) == lines(makeProbes(Samples.request()).probes))
  #expect(lines(once.probes) != lines(makeProbes(Samples.request(seed: 8)).probes))
}

@Test func `random numbers are those of the published generators`() {
  // SplitMix64 from 1234567, its first two outputs.
  let step: UInt64 = 0x9e37_79b9_7f4a_7c15
  #expect(StableHash.mix(1_234_567 &+ step) == 6_457_827_717_110_365_317)
  #expect(StableHash.mix(1_234_567 &+ step &+ step) == 3_203_168_211_198_807_973)
  // FNV-1a of "a" and "foobar", 64 bits.
  #expect(StableHash.fnv1a("a".utf8) == 0xaf63_dc4c_8601_ec8c)
  #expect(StableHash.fnv1a("foobar".utf8) == 0x8594_4171_f739_67e8)
  #expect(Seed(1).derived("a") != Seed(1).derived("b"))
  var generator = Seed(5).generator
  let draws = (0..<6000).map { _ in generator.below(6) }
  for side in 0..<6 { #expect((850...1150).contains(draws.filter { $0 == side }.count)) }
}

@Test func `no two probes have the same steps`() {
  let plan = makeProbes(Samples.request())
  #expect(Set(plan.probes.map(\.stepsValue)).count == plan.probes.count)
}

// SPEC: R-SCO-05
@Test func `every operation gets equally many held-out probes`() {
  let plan = makeProbes(Samples.request())
  let held = plan.probes.filter { $0.pool == .heldOut }
  for symbol in Samples.surface.symbols where symbol.isProbed && symbol.id != "Version.major" {
    #expect(held.filter { $0.target == symbol.id }.count == 30, "\(symbol.id)")
  }
  #expect(plan.unprobed == [])
  #expect(plan.operations.count == 6)
}

@Test func `examples are dev and an example's neighbours share one pool`() {
  let plan = makeProbes(Samples.request())
  let examples = plan.probes.filter { if case .example = $0.origin { true } else { false } }
  #expect(examples.count == 2 && examples.allSatisfy { $0.pool == .dev })
  for id in ["ex-1", "ex-2"] {
    let near = plan.probes.filter { $0.origin == .neighbour(id) }
    #expect(near.count >= 8)
    #expect(Set(near.map(\.pool)).count == 1)
  }
}

@Test func `mined test files go to one pool whole`() {
  func mined(_ detail: String, _ word: String) -> Probe {
    Samples.probe(
      [Samples.call("titleize", .string(word))], target: "titleize", origin: .mined(detail),
      pool: .dev)
  }
  let many = (0..<4).flatMap { file in
    (0..<5).map { mined("test_\(file).py::test_\($0)", "w\(file)\($0)") }
  }
  let assigned = PoolAssignment.mined(many, seed: Seed(1))
  for file in 0..<4 {
    let pools = assigned.filter { $0.origin.spelling.contains("test_\(file).py") }.map(\.pool)
    #expect(Set(pools).count == 1)
  }
  #expect(assigned.filter { $0.pool == .dev }.count == 10)
  let one = PoolAssignment.mined(
    (0..<6).map { mined("test.py::test_\($0 / 2)", "w\($0)") }, seed: Seed(1))
  #expect(Set(one.map(\.pool)) == [.dev, .heldOut])
  for test in 0..<3 { #expect(one[2 * test].pool == one[2 * test + 1].pool) }
}

@Test func `methods are called on objects and every name is made before it is used`() {
  let plan = makeProbes(Samples.request())
  for probe in plan.probes {
    var names: Set<String> = []
    for step in probe.steps {
      #expect(Reduction.references(of: step).isSubset(of: names), "\(probe.stepsValue)")
      if let name = step.name { names.insert(name) }
    }
  }
  let bumps = plan.probes.filter { $0.target == "Version.bump" }
  #expect(bumps.allSatisfy { $0.steps.count > 1 })
}

@Test func `held-out probes combine what dev probes use singly`() {
  let plan = makeProbes(Samples.request(perOperation: 200))
  func longest(_ pool: Probe.Pool) -> Int {
    plan.probes.filter { $0.pool == pool && $0.target == "titleize" }.map(\.steps.count).max() ?? 0
  }
  #expect(longest(.dev) == 1)
  #expect(longest(.heldOut) > 1)
}

// SPEC: R-STOP-03
@Test func `a final batch is fresh and holds generated probes only`() {
  let round = makeProbes(Samples.request())
  let final = makeProbes(
    Samples.request(seed: 99, perOperation: 50, pools: [.final], excluding: round.probes))
  #expect(final.probes.allSatisfy { $0.pool == .final && $0.origin == .generated })
  #expect(Set(final.probes.map(\.stepsValue)).isDisjoint(with: round.probes.map(\.stepsValue)))
  #expect(final.probes.filter { $0.target == "slugify" }.count == 50)
}

@Test func `constants are spliced into texts and few calls are faulty`() {
  let plan = makeProbes(Samples.request(perOperation: 400))
  let slugs = plan.probes.filter { $0.target == "slugify" }
  #expect(slugs.contains { $0.stepsValue.description.contains("octopus") })
  let unnamed = slugs.filter { $0.steps.last?.hasArguments == false }
  #expect(unnamed.count < slugs.count / 20)
}

extension Step {
  fileprivate var hasArguments: Bool {
    if case .call(_, _, let arguments, let named) = action {
      !arguments.isEmpty || !named.isEmpty
    } else {
      false
    }
  }
}

// SPEC: R-SCO-05
@Test func `an operation whose object nobody can make is listed as unprobed`() {
  let surface = SurfaceDescription(symbols: [
    .init(id: "Hidden.run", kind: .method), .init(id: "free", kind: .function),
  ])
  let plan = makeProbes(ProbeRequest(surface: surface, seed: 1, perOperation: 10))
  #expect(plan.unprobed == ["Hidden.run"])
  // A function without parameters has one input, apart from faulty ones.
  #expect(plan.probes.contains { $0.target == "free" })
}

@Test func `annotations are read with their alternatives`() {
  func shapes(_ text: String) -> [TypeShape] {
    AnnotationReader.shapes(text, classes: ["Version"])
  }
  #expect(shapes("Optional[Union[str, int]]") == [.string, .integer, .null])
  #expect(shapes("str | None") == [.string, .null])
  #expect(shapes("typing.List[Version]") == [.list(.object("Version"))])
  #expect(shapes("'pkg.Version'") == [.object("Version")])
  #expect(shapes("Dict[str, list[int]]") == [.map(.string, .list(.integer))])
  #expect(shapes("Tuple[int, ...]") == [.tuple([.integer, .any])])
  #expect(shapes("Callable[[int], str]").isEmpty == false)
  #expect(shapes("]][[,|").isEmpty == false)
}

@Test func `bytes are written in base64 with padding`() {
  #expect(Base64.text(Array("".utf8)) == "")
  #expect(Base64.text(Array("f".utf8)) == "Zg==")
  #expect(Base64.text(Array("fo".utf8)) == "Zm8=")
  #expect(Base64.text(Array("foobar".utf8)) == "Zm9vYmFy")
}

@Test func `only generated probes are taken out of a plan, and none comes again`() {
  var plan = makeProbes(Samples.request(perOperation: 20))
  let all = plan.probes
  let generated = all.filter { $0.origin == .generated }
  #expect(!generated.isEmpty && generated.count < all.count, "examples and mined ones are there")
  #expect(plan.remove(all) == generated.count)
  #expect(plan.probes == all.filter { $0.origin != .generated })
  plan.add(generated)
  #expect(plan.probes.allSatisfy { $0.origin != .generated })
}
