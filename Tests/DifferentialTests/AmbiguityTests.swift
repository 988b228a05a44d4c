import SpecModel
import Testing

@testable import Differential

@Suite struct AmbiguityTests {
  private let probes = (0..<10).map { Samples.probe(.int($0), pool: .dev) }
  private let reference = Samples.returned(.string("reference"))

  private func build(
    _ diverging: [Int: Observation], ran: [Probe]? = nil, pool: Probe.Pool = .dev
  ) -> BuildAnswers {
    BuildAnswers(
      probes: ran ?? probes,
      divergences: diverging.map { number, seen in
        var probe = probes[number]
        probe.pool = pool
        return Divergence(
          probe: probe, reference: reference, candidate: seen, difference: Difference(.value))
      })
  }

  private func find(_ builds: [BuildAnswers], rules: CompareRules = CompareRules()) -> Ambiguity {
    AmbiguityFinder(rules: rules).find(builds)
  }

  private let one = Samples.returned(.string("one"))
  private let two = Samples.returned(.string("two"))

  @Test func `builds that all do what the reference does leave nothing to doubt`() {
    let found = find([build([:]), build([:])])
    #expect(found == Ambiguity(builds: 2, operations: 1, ambiguous: []))
  }

  @Test func `builds that are wrong in the same way agree`() {
    #expect(find([build([3: one]), build([3: one]), build([3: one])]).ambiguous.isEmpty)
  }

  @Test func `one that diverges and one that does not disagree`() throws {
    let found = find([build([:]), build([7: one, 3: one]), build([:])])
    let own = try #require(found.ambiguous.first)
    #expect(found.builds == 3 && found.operations == 1 && found.ambiguous.count == 1)
    #expect(own.operation == "f" && own.probes == 10 && own.disagreeing == 2)
    #expect(own.witness == probes[3], "the simplest")
    #expect(own.reference == reference)
    #expect(own.difference == Difference(.value, path: "did.0.return"))
    #expect(
      own.answers == [
        .init(reference, builds: 2, isReference: true), .init(one, builds: 1, isReference: false),
      ])
  }

  @Test func `builds that diverge in different ways disagree`() throws {
    let found = find([build([3: one]), build([3: two]), build([3: one])])
    #expect(
      try #require(found.ambiguous.first).answers == [
        .init(one, builds: 2, isReference: false), .init(two, builds: 1, isReference: false),
      ])
  }

  @Test func `what the comparison rules do not tell apart is one answer`() {
    let (near, far) = (Samples.returned(.float(1.0000001)), Samples.returned(.float(1.0)))
    #expect(find([build([3: near]), build([3: far])]).ambiguous.count == 1)
    let rules = CompareRules(floatTolerance: 1e-3)
    #expect(find([build([3: near]), build([3: far])], rules: rules).ambiguous.isEmpty)
  }

  @Test func `another message of an error is no other answer`() {
    let (first, second) = (Samples.raised("E", "a"), Samples.raised("E", "b"))
    #expect(find([build([3: first]), build([3: second])]).ambiguous.isEmpty)
    #expect(find([build([3: first]), build([3: Samples.raised("F", "a")])]).ambiguous.count == 1)
  }

  @Test func `only what was compared on all builds counts`() throws {
    let own = build([3: one], ran: Array(probes[2...5]))
    let found = find([build([0: two, 3: two]), own, build([:])])
    let operation = try #require(found.ambiguous.first)
    #expect(operation.probes == 4 && operation.disagreeing == 1)
    #expect(operation.witness == probes[3])
  }

  @Test func `what was not run is no answer, and a build without any says nothing`() {
    let all = Dictionary(uniqueKeysWithValues: probes.indices.map { ($0, Observation.notRun) })
    let found = find([build([:]), build(all), build([3: one])])
    #expect(found.builds == 2 && found.ambiguous.map(\.disagreeing) == [1])
    #expect(find([build(all), build([3: one])]).builds == 1)
    #expect(find([]).ambiguous.isEmpty)
  }

  @Test func `a witness that a reviser may see comes before a simpler one`() {
    let hidden = build([1: one], pool: .heldOut)
    var both = hidden
    both.divergences += build([8: one]).divergences
    #expect(find([build([:]), hidden]).ambiguous.first?.witness.pool == .heldOut)
    #expect(find([build([:]), both]).ambiguous.first?.witness == probes[8])
  }

  @Test func `the gravest comes first, then the largest share`() {
    let names = ["a", "b", "c"]
    let all = names.flatMap { name in
      (0..<4).map { Samples.probe([Samples.call(name, .int($0))], target: name) }
    }
    func divergence(_ place: Int, _ seen: Observation) -> Divergence {
      Divergence(
        probe: all[place], reference: Samples.raised("E"), candidate: seen,
        difference: Difference(.errorType))
    }
    let own = BuildAnswers(
      probes: all,
      divergences: [
        divergence(0, Samples.raised("F")), divergence(1, Samples.raised("F")),
        divergence(2, Samples.raised("F")), divergence(4, one), divergence(8, one),
        divergence(9, one),
      ])
    let found = find([BuildAnswers(probes: all, divergences: []), own])
    #expect(found.operations == 3 && found.ambiguous.map(\.operation) == ["c", "b", "a"])
    #expect(found.ambiguous.map(\.disagreeing) == [2, 1, 3])
  }

  @Test func `a difference belongs to the operation of its step`() throws {
    let steps = [Samples.call("g", .int(1)), Samples.call("f", .int(2))]
    let probe = Samples.probe(steps, pool: .dev)
    func seen(_ first: Int) -> Observation {
      Samples.answer("{\"return\":\(first)}", "{\"return\":0}")
    }
    let own = Divergence(
      probe: probe, reference: seen(0), candidate: seen(1), difference: Difference(.value))
    let all = probes + [probe]
    let found = find([
      BuildAnswers(probes: all, divergences: []), BuildAnswers(probes: all, divergences: [own]),
    ])
    #expect(found.operations == 2 && found.ambiguous.map(\.operation) == ["g"])
    #expect(found.ambiguous.first?.probes == 1 && found.ambiguous.first?.disagreeing == 1)
  }

  @Test func `the order of the builds changes no count`() {
    let builds = [build([3: one, 5: two]), build([:]), build([3: two, 6: one])]
    let found = [builds, builds.reversed()].map { find($0).ambiguous.first }
    #expect(found[0]?.disagreeing == 3 && found[0]?.disagreeing == found[1]?.disagreeing)
    #expect(found[0]?.witness == found[1]?.witness)
  }
}
