import SpecModel
import Testing

@testable import Differential

/// A subject in Swift: what it answers to a probe's first argument.
private typealias Subject = (Value) -> Observation

private func argument(_ probe: Probe) -> Value {
  guard case .call(_, _, let arguments, _) = probe.steps.last?.action, let first = arguments.first
  else { return probe.stepsValue }
  return first
}

private func card(
  _ reference: Subject, _ candidate: Subject, missing: Set<String> = []
) -> ScoreCard {
  let plan = makeProbes(Samples.request(perOperation: 200))
  let comparator = Comparator(rules: CompareRules(), missing: missing)
  var keeper = ScoreKeeper(rules: CompareRules())
  for probe in plan.probes {
    let (one, other) = (reference(argument(probe)), candidate(argument(probe)))
    keeper.add(
      probe, reference: one, candidate: other,
      comparator.compare(probe, first: one, second: one, candidate: other))
  }
  let structure = StructureReport(
    findings: [], share: Double(missing.count) / 8, missing: missing)
  return keeper.card(
    operations: plan.operations, structure: structure, unprobed: plan.unprobed, seed: 1,
    resamples: 500)
}

private func echo(_ value: Value) -> Observation { Samples.returned(value) }

// SPEC: R-SCO-08
@Test func `a subject against itself has no cause and a fidelity of 100`() {
  let same = card(echo, echo)
  #expect(same.causes.isEmpty)
  #expect(same.fidelity.value == 100 && same.fidelity.high == 100 && same.fidelity.low > 98)
  #expect(same.undiscovered == 0)
  #expect(same.gap == NeighbourGap(examples: 0, neighbours: 0))
  #expect(same.unprobed == [])
}

// SPEC: R-SCO-06
@Test func `a stub that answers constants scores under 5`() {
  #expect(card(echo, { _ in Samples.returned(.string("")) }).fidelity.value < 5)
  #expect(card(echo, { _ in Samples.raised("TypeError") }).fidelity.value < 5)
  // Also where most answers are the same.
  let picky: Subject = { Samples.returned(.bool($0.description.count % 5 == 0)) }
  #expect(card(picky, { _ in Samples.returned(.bool(false)) }).fidelity.value < 5)
}

// SPEC: R-SCO-06
@Test func `a missing operation has b of 1 and is one cause of the first priority`() {
  let lacking = card(echo, echo, missing: ["slugify"])
  #expect(lacking.operations.first { $0.operation == "slugify" }?.score == 1)
  #expect(lacking.causes.map(\.key.kind) == [.missing])
  #expect(lacking.causes.first?.cause().priority == .p0)
  #expect((lacking.fidelity.value - (100 - 100 / 6.0 - 2.5)).magnitude < 1e-9)
}

@Test func `a candidate that memorised the examples shows in the gap`() {
  let examples = Set(Samples.examples.map { argument(ExampleProbes.probe($0)) })
  let cheat = card(echo, { examples.contains($0) ? echo($0) : Samples.returned(.null) })
  #expect(cheat.gap?.examples == 0)
  #expect((cheat.gap?.neighbours ?? 0) > 0.7)
}

@Test func `a small fault gives one cause, a small loss and an interval around it`() {
  let fault: Subject = { value in
    value.stringValue?.contains("octopus") == true ? Samples.raised("KeyError") : echo(value)
  }
  let found = card(echo, fault)
  #expect(found.fidelity.value < 100 && found.fidelity.value > 80)
  #expect(found.fidelity.low < found.fidelity.value && found.fidelity.value < found.fidelity.high)
  #expect(found.causes.contains { $0.key.kind == .raises && $0.key.operation == "slugify" })
}

@Test func `what the reference does not live through is counted`() {
  var keeper = ScoreKeeper(rules: CompareRules())
  for seen in [Observation.timedOut, .timedOut, .crashed(11), .notRun] {
    let comparison = Samples.compare(seen, seen)
    keeper.add(Samples.probe(.int(1)), reference: seen, candidate: seen, comparison)
  }
  let structure = StructureReport(findings: [], share: 0, missing: [])
  let result = keeper.card(operations: ["f"], structure: structure, seed: 1, resamples: 10)
  #expect(result.probes.timedOut == 2 && result.probes.crashed == 1)
}

// SPEC: R-SCO-02
@Test func `noise is dropped and counted and never a loss`() {
  var keeper = ScoreKeeper(rules: CompareRules())
  let probe = Samples.probe(.int(1))
  let comparison = Samples.compare(
    Samples.returned(.int(1)), Samples.returned(.int(9)), second: Samples.returned(.int(2)))
  keeper.add(
    probe, reference: Samples.returned(.int(1)), candidate: Samples.returned(.int(9)), comparison)
  let structure = StructureReport(findings: [], share: 0, missing: [])
  let result = keeper.card(operations: ["f"], structure: structure, seed: 1, resamples: 10)
  #expect(result.probes.dropped == 1 && result.probes.heldOut == 1)
  #expect(
    result.noise
      == [NoiseCount(operation: "f", isDropped: true, what: DropReason.value.rawValue, count: 1)])
  #expect(result.causes.isEmpty)
  #expect(result.unprobed == ["f"])
  #expect(result.fidelity.low == 0)
}
