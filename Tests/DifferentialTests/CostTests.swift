import SpecModel
import Testing

@testable import Differential

/// Holding what a candidate takes against what the reference takes.
struct CostTests {
  private typealias Look = CostComparison.Look
  private let floor = ScoringConstants.cpuFloor
  private let room = ScoringConstants.memoryFloor

  private func excess(_ reference: [Int], _ candidate: [Int]) -> CostExcess? {
    CostComparison.excess(
      reference: reference.map { ProbeCost(cpu: $0) },
      candidate: candidate.map { ProbeCost(cpu: $0) })
  }

  // SPEC: R-SCO-04
  @Test func `more than ten times is an excess, and ten times is none`() {
    #expect(excess([10_000], [100_000]) == nil)
    #expect(
      excess([10_000], [100_001]) == CostExcess(.cpu, reference: 10_000, candidate: 100_001))
  }

  // SPEC: R-SCO-19
  @Test func `below the floor no ratio counts`() {
    #expect(excess([0], [floor - 1]) == nil)
    #expect(excess([100], [floor + 99]) == nil)
    #expect(excess([100], [floor + 100]) != nil)
    let small = Look(
      reference: ProbeCost(cpu: 1, memory: 0), candidate: ProbeCost(cpu: 1, memory: room - 1))
    #expect(!small.isExcessive)
  }

  // SPEC: R-SCO-20
  @Test func `the most of the reference is held against the least of the candidate`() {
    #expect(
      excess([1_000, 2_000, 1_000], [90_000, 60_000, 70_000])
        == CostExcess(.cpu, reference: 2_000, candidate: 60_000))
    #expect(excess([1_000, 2_000], [90_000, 15_000]) == nil)
    #expect(excess([1_000, 20_000, 1_000], [90_000, 90_000]) == nil)
    #expect(excess([], [90_000]) == nil && excess([1], []) == nil)
  }

  @Test func `CPU comes before memory, and memory counts alone`() {
    let little = ProbeCost(cpu: 10, memory: 10)
    func taken(_ cpu: Int, _ memory: Int?) -> ProbeCost {
      ProbeCost(cpu: cpu, memory: memory, cpuStep: 1, memoryStep: 2)
    }
    func excess(_ candidate: ProbeCost...) -> CostExcess? {
      CostComparison.excess(reference: [little, little], candidate: candidate)
    }
    let both = excess(taken(50_000, room * 2))
    #expect(both?.resource == .cpu && both?.path == "did.1.cost.cpu")
    let memory = excess(taken(50, room * 2))
    #expect(memory?.resource == .memory && memory?.path == "did.2.cost.memory")
    #expect(excess(taken(50, nil)) == nil)
    #expect(excess(taken(50_000, room * 2), taken(50, room * 2)) == memory)
    #expect(excess(taken(50, room * 2), taken(50, nil)) == nil)
  }

  @Test func `among many probes the dearer run of the reference counts`() {
    let dear = ProbeCost(cpu: 400_000)
    #expect(CostComparison.suspicion(nil, nil, candidate: dear) != nil)
    #expect(CostComparison.suspicion(ProbeCost(cpu: 3_000), nil, candidate: dear) != nil)
    let slow = ProbeCost(cpu: 40_000)
    #expect(CostComparison.suspicion(ProbeCost(cpu: 3_000), slow, candidate: dear) == nil)
    #expect(CostComparison.suspicion(slow, slow, candidate: nil) == nil)
  }

  private let probe = Samples.probe([Samples.call("f", .int(1))])
  private let excess = CostExcess(.cpu, reference: 2_100, candidate: 84_000, step: 0)

  // SPEC: R-SCO-04
  @Test func `the loss is a quarter, unless something else weighs more`() {
    let comparator = Comparator(rules: CompareRules())
    let alone = comparator.adding(excess, to: .equal, of: probe)
    #expect(alone.loss == 0.25 && alone.difference?.kind.priority == .p2)
    let message = Comparison(differences: [Difference(.errorMessage, path: "did.0.raise.message")])
    let both = comparator.adding(excess, to: message, of: probe)
    #expect(both.differences.map(\.kind) == [.cost, .errorMessage] && both.loss == 0.25)
    let value = Comparison(differences: [Difference(.value, path: "did.0.return")])
    #expect(comparator.adding(excess, to: value, of: probe).difference?.kind == .value)
  }

  // SPEC: R-SCO-14
  @Test func `a person may allow it`() {
    let rules = CompareRules(allow: [.init(operation: "f", path: "cost.cpu", reason: "pure")])
    #expect(RulePlant.failures(under: rules).isEmpty)
    let comparator = Comparator(rules: rules)
    let allowed = comparator.adding(excess, to: .equal, of: probe)
    #expect(allowed.loss == 0 && allowed.allowed == [0])
    var memory = excess
    memory.resource = .memory
    #expect(comparator.adding(memory, to: .equal, of: probe).loss == 0.25)
  }

  @Test func `a cause says what was measured, and is the same whatever that was`() {
    func cause(_ excess: CostExcess, _ observation: Observation) -> CauseGroup? {
      var keeper = ScoreKeeper(rules: CompareRules())
      let comparison = Comparator(rules: CompareRules()).adding(excess, to: .equal, of: probe)
      keeper.add(probe, reference: observation, candidate: observation, comparison)
      let none = StructureReport(findings: [], share: 0, missing: [])
      return keeper.card(operations: ["f"], structure: none, seed: 1).causes.first
    }
    let one = cause(excess, Samples.returned(.int(1)))
    #expect(
      one?.cause().words
        == "`f` takes 84 ms of CPU where the reference takes 2.1 ms of CPU, on 1 probe.")
    var other = excess
    other.candidate = 91_234
    #expect(cause(other, Samples.raised("E"))?.id == one?.id)
    other.resource = .memory
    #expect(cause(other, Samples.raised("E"))?.id != one?.id)
  }

  @Test(arguments: [
    (0, "0 ms of CPU"), (14, "0.01 ms of CPU"), (990, "0.99 ms of CPU"), (1_000, "1 ms of CPU"),
    (2_149, "2.1 ms of CPU"), (9_960, "10 ms of CPU"), (1_234_567, "1235 ms of CPU"),
  ])
  func `amounts have two digits`(amount: Int, words: String) {
    #expect(excess.words(amount) == words)
  }
}
