import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@Suite struct DifferTests {
  @Test func `a library against itself has no cause`() async throws {
    let outcome = try await Measuring.measure(Measuring.toy([]))
    let measurement = outcome.measurement
    #expect(measurement.causes.isEmpty && measurement.surface.isEmpty)
    #expect(measurement.fidelity.value == 100 && measurement.fidelity.high == 100)
    #expect(measurement.fidelity.low < 100, "so few probes leave room")
    #expect(measurement.structure == 0 && measurement.undiscovered == 0)
    #expect(measurement.probes.dropped == 0 && measurement.probes.masked == 0)
    #expect(measurement.probes.heldOut >= 40 && measurement.probes.dev >= 40)
    #expect(measurement.operations.map(\.operation) == ["add", "shout"])
    #expect(measurement.unprobed.isEmpty && measurement.brokenExamples.isEmpty)
    #expect(measurement.economy == Double(ToySpec.ruling().count) / 1_000)
    #expect(outcome.lines.count == measurement.probes.all)
    #expect(outcome.lines.allSatisfy { !$0.diverged && $0.reference != nil })
  }

  // SPEC: R-CLI-11
  @Test func `the same request gives the same measurement`() async throws {
    let one = try await Measuring.measure(Measuring.toy([.long]))
    let two = try await Measuring.measure(Measuring.toy([.long]))
    #expect(one.measurement == two.measurement && one.lines == two.lines)
  }

  // SPEC: R-SCO-12
  @Test func `a planted difference is found and made small`() async throws {
    let measurement = try await Measuring.measure(Measuring.toy([.negative])).measurement
    #expect(measurement.fidelity.value < 100)
    #expect(!measurement.causes.isEmpty)
    #expect(measurement.causes.allSatisfy { $0.operation == "add" && $0.priority == .p1 })
    let shown = measurement.causes.filter { $0.witness.probe.pool == .dev }
    #expect(
      shown.contains {
        $0.witness.probe.stepsValue.description == #"[{"args":[-1,0],"call":"add"}]"#
      },
      "\(shown.map { $0.witness.probe.stepsValue.description })")
    for cause in measurement.causes {
      let witness = cause.witness
      #expect(Toy.observe(witness.probe) == witness.reference)
      #expect(Toy.observe(witness.probe, [.negative]) == witness.candidate)
      #expect(witness.reference != witness.candidate)
    }
  }

  // SPEC: R-SCO-04
  @Test func `an example that the candidate breaks is a cause of its own kind`() async throws {
    let measurement = try await Measuring.measure(Measuring.toy([.wordy])).measurement
    let broken = measurement.causes.filter { $0.kind == .example }
    #expect(broken.map(\.operation) == ["add"])
    #expect(broken.first?.priority == .p0 && broken.first?.pools == [.dev])
  }

  // SPEC: R-DRV-03
  @Test func `a candidate that can't be loaded has nothing`() async throws {
    let measurement = try await Measuring.measure(Measuring.toy([.unloadable])).measurement
    #expect(measurement.fidelity == Interval(value: 0, low: 0, high: 0))
    #expect(measurement.structure == 1)
    #expect(measurement.surface.map(\.what) == ["missing", "missing"])
    #expect(Set(measurement.causes.map(\.kind)) == [.missing])
    #expect(Set(measurement.causes.map(\.operation)) == ["add", "shout"])
    #expect(measurement.notes == ["the candidate can't be loaded: it exits in import"])
  }

  @Test func `a crash is told in words`() async throws {
    let measurement = try await Measuring.measure(Measuring.toy([.broken])).measurement
    let words = measurement.causes.map(\.words)
    #expect(words.contains { $0.hasPrefix("`add` crashed where the reference answers, on ") })
    #expect(words.contains { $0.hasPrefix("`add` is not run any more, after three crashes") })
    #expect(measurement.causes.allSatisfy { $0.operation == "add" })
  }

  // SPEC: R-DRV-03
  @Test func `a reference that can't be loaded is no measurement`() async throws {
    let surface = ScriptedSurface(driver: { _ in ScriptedDriver(unloadable: "no module toy") })
    let failure = await #expect(throws: Failure.self) { try await Measuring.measure(surface) }
    #expect(failure?.code == .driver)
    #expect(failure?.what == "the reference can't be loaded: no module toy")
  }

  @Test func `an operation that is missing costs its share`() async throws {
    let measurement = try await Measuring.measure(Measuring.toy([.lacking])).measurement
    // b = 1 of two operations, and a fifth of A, a half.
    #expect(measurement.fidelity.value == 40)
    #expect(measurement.causes.map(\.kind) == [.missing])
  }

  @Test func `an example that the reference breaks is listed with its line`() async throws {
    let request = Measuring.request(spec: ToySpec.ruling(sum: 4))
    let measurement = try await Measuring.measure(Measuring.toy([]), request).measurement
    #expect(
      measurement.brokenExamples
        == [#"SPEC.md:25: the reference answers {"did":[{"return":3}]}"#])
    #expect(measurement.causes.isEmpty, "both sides agree")
  }

  // SPEC: R-SCO-13
  @Test func `rules that hide a planted difference are refused`() async throws {
    let loose = CompareRules(allow: [.init(operation: "add", path: "did.*", reason: "lazy")])
    let failure = await #expect(throws: Failure.self) {
      try await Measuring.measure(Measuring.toy([]), Measuring.request(rules: loose))
    }
    #expect(failure?.code == .badInput)
    #expect(failure?.what.hasPrefix("the comparison rules are too loose: the rules hide") == true)
  }

  // SPEC: R-VER-01
  @Test func `a budget that ends early is noted`() async throws {
    // A budget is counted from where the probes begin. Two looks at the clock come before the first
    // chunk, eleven before the second, twenty before the third.
    let plan = MeasurePlan(perOperation: 2_200, budget: 12)
    let measurement = try await Measuring.measure(
      Measuring.toy([]), Measuring.request(plan: plan), clock: .ticking()
    ).measurement
    #expect(measurement.notes.count == 1)
    #expect(measurement.notes[0].hasPrefix("the budget of 12.00 s ended after 256 of "))
    #expect(measurement.probes.all == 256)
    #expect(measurement.unprobed.isEmpty, "every operation had its turn")
  }

  @Test func `a budget that leaves no time leaves nothing measured`() async throws {
    let plan = MeasurePlan(perOperation: 40, budget: 0.5)
    let measurement = try await Measuring.measure(
      Measuring.toy([]), Measuring.request(plan: plan), clock: .ticking()
    ).measurement
    #expect(measurement.unprobed == ["add", "shout"])
    #expect(measurement.fidelity.low == 0)
  }

  // SPEC: R-SCO-14
  @Test func `what is allowed is counted and no cause`() async throws {
    let rules = CompareRules(
      allow: [.init(operation: "shout", path: "did.*.return", reason: "shouting is rude")])
    let measurement = try await Measuring.measure(
      Measuring.toy([.long]), Measuring.request(rules: rules)
    ).measurement
    #expect(measurement.causes.isEmpty && measurement.fidelity.value == 100)
    #expect((measurement.allowed.first?.count ?? 0) > 0)
  }
}
