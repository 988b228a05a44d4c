import SpecModel
import SpecterTesting
import Testing

@testable import SpecterKit

/// What probes take, and when a candidate's taking more is a divergence.
@Suite struct CostTests {
  private static let reference = ProbeCost(cpu: 2_000, memory: 0, cpuStep: 0)

  /// The toy library, where `add` takes the candidate `slow`, told with few and with many probes,
  /// and the reference 2 ms. Costs that are asked for are `again` where that is given.
  private func surface(
    _ slow: ProbeCost, again: ProbeCost? = nil, faults: Set<Toy.Fault> = [],
    _ log: Ticks = Ticks()
  ) -> ScriptedSurface {
    ScriptedSurface(driver: { request in
      let isReference = request.subject == Measuring.reference
      var driver = Toy.driver(isReference ? [] : faults)
      if request.costed { _ = log.next() }
      driver.cost = { probe in
        guard probe.target == "add" else { return request.costed ? ProbeCost(cpu: 9) : nil }
        if isReference && !request.costed { return nil }
        var cost = isReference ? Self.reference : request.costed ? again ?? slow : slow
        // What takes long is `add`, the last step: what it is given may come from another one.
        if cost.cpuStep != nil { cost.cpuStep = probe.steps.count - 1 }
        if cost.memoryStep != nil { cost.memoryStep = probe.steps.count - 1 }
        return cost
      }
      return driver
    })
  }

  private func measure(_ surface: ScriptedSurface) async throws -> Measurement {
    let plan = MeasurePlan(perOperation: 20)
    return try await Measuring.measure(surface, Measuring.request(spec: nil, plan: plan))
      .measurement
  }

  // SPEC: R-SCO-04, R-SCO-19
  @Test func `an operation that takes fifty times the CPU is a cause of a quarter`() async throws {
    let measurement = try await measure(surface(ProbeCost(cpu: 100_000, memory: 0, cpuStep: 0)))
    let cause = try #require(measurement.causes.first)
    #expect(measurement.causes.count == 1 && cause.operation == "add")
    #expect(cause.kind == .cost && cause.priority == .p2)
    #expect(
      cause.words.hasPrefix("`add` takes 100 ms of CPU where the reference takes 2 ms of CPU, on"))
    let add = try #require(measurement.operations.first { $0.operation == "add" })
    #expect(add.loss == 0.25 && add.diverged == add.probes && add.probes >= 8)
    #expect(measurement.operations.first { $0.operation == "shout" }?.loss == 0)
    #expect(measurement.fidelity.value < 100)
    #expect(measurement.notes.isEmpty)
    #expect(
      measurement.causes[0].witness.excess
        == CostExcess(.cpu, reference: 2_000, candidate: 100_000, step: 0))
  }

  // SPEC: R-SCO-20
  @Test func `what is not seen again on repetition is none`() async throws {
    let once = surface(ProbeCost(cpu: 100_000), again: ProbeCost(cpu: 15_000))
    let measurement = try await measure(once)
    #expect(measurement.causes.isEmpty && measurement.fidelity.value == 100)
  }

  @Test func `nothing is measured again where nothing seems to cost much`() async throws {
    for slow in [ProbeCost(cpu: 19_000), ProbeCost(cpu: 100, memory: 1 << 20)] {
      let log = Ticks()
      #expect(try await measure(surface(slow, log)).causes.isEmpty)
      #expect(log.passed == 0)
    }
  }

  @Test func `both runs of the reference count, each for its own probe`() async throws {
    // One probe in a few takes the candidate long, and the reference's second run, which is given
    // its probes in reverse.
    @Sendable func isDear(_ probe: Probe) -> Bool {
      "\(probe.stepsValue)".utf8.reduce(0) { $0 &+ Int($1) }.isMultiple(of: 5)
    }
    for second in [30_000, 1_000] {
      let log = Ticks()
      let measurement = try await measure(
        ScriptedSurface(driver: { request in
          var driver = Toy.driver()
          if request.costed { _ = log.next() }
          let isReference = request.subject == Measuring.reference
          let cpu = !isReference ? 90_000 : request.seed == 2 ? second : 1_000
          driver.cost = { isDear($0) ? ProbeCost(cpu: cpu) : nil }
          return driver
        }))
      #expect(measurement.causes.isEmpty == (second == 30_000))
      #expect(log.passed == (second == 30_000 ? 0 : 2))
    }
  }

  // SPEC: R-SCO-04
  @Test func `memory counts as CPU does`() async throws {
    let measurement = try await measure(
      surface(ProbeCost(cpu: 2_000, memory: 76 << 20, memoryStep: 0)))
    #expect(measurement.causes.map(\.operation) == ["add"])
    #expect(measurement.causes[0].witness.difference.path == "did.0.cost.memory")
    #expect(measurement.causes[0].words.hasPrefix("`add` takes 76 MiB of memory where the "))
  }

  @Test func `what weighs more is not measured again`() async throws {
    let log = Ticks()
    let measurement = try await measure(
      surface(ProbeCost(cpu: 100_000), faults: [.wordy], log))
    // Where `add` raises it is as it was, and only takes longer.
    #expect(
      measurement.causes.filter { $0.kind == .cost }.allSatisfy {
        $0.witness.reference.lastOutcome?["raise"] != nil
      })
    #expect(measurement.operations.first { $0.operation == "add" }.map { $0.loss > 0.5 } == true)
  }

  // SPEC: R-SCO-20
  @Test func `a driver that tells no costs is named in a note`() async throws {
    let silent = ScriptedSurface(driver: { request in
      var driver = Toy.driver()
      if request.subject == Measuring.candidate { driver.cost = nil }
      return driver
    })
    let measurement = try await measure(silent)
    #expect(measurement.causes.isEmpty)
    #expect(
      measurement.notes == ["CPU and memory were not compared: a driver does not tell them"])
  }

  // SPEC: R-SCO-20
  @Test func `what there is no time for is no difference, and is told`() async throws {
    // A probe takes 1.5 s, twice: in half a minute ten are measured. Every one is counted.
    let measurement = try await measure(surface(ProbeCost(cpu: 1_500_000)))
    let shown = measurement.causes.first?.count ?? 0
    #expect(shown == 10)
    let note = try #require(measurement.notes.first)
    #expect(note.hasPrefix("for lack of time ") && note.contains("count as no difference"))
    #expect(measurement.probes.all == measurement.probes.dev + measurement.probes.heldOut)
    #expect(measurement.operations.allSatisfy { $0.probes >= 8 })
  }
}
