import Differential
import SpecModel

/// Takes out of a plan what the reference would take more time, memory or output over than a probe
/// has. To compare such a probe costs all of that on three processes and tells little; after three
/// of them an operation is not run at all.
///
/// Only probes are tried that use an operation which took too much before, and where there is one,
/// those with large numbers. Which operations did, trial calls tell and, as those are few, some
/// probes of each of the others. Of every pool alike, for what is scored must be drawn as what is
/// not.
struct DrawSieve: Sendable {
  /// Probes of an operation, on each of two processes, that may take too much before its other
  /// probes that may are left out untried.
  private static let strikes = 5
  /// Probes of an operation that are tried although none took too much.
  private static let sample = 24
  /// Larger numbers than this are large.
  private static let large = 1_000_000.0

  /// The operations that took too much.
  private(set) var operations: Set<String>
  /// Hashes of the steps that were tried.
  private var tried: Set<UInt64> = []

  init(_ request: ProbeRequest) { operations = request.reach.operations }

  /// Adds the operations of probes that took too much.
  mutating func note(_ probes: [Probe]) { operations.formUnion(probes.map(\.target)) }

  /// The first generated probes of each operation that took too much over nothing yet.
  func samples(of plan: ProbePlan) -> [Probe] {
    var counts: [String: Int] = [:]
    return plan.probes.filter { probe in
      guard probe.origin == .generated, !operations.contains(probe.target) else { return false }
      counts[probe.target, default: 0] += 1
      return counts[probe.target, default: 0] <= Self.sample && !isTried(probe)
    }
  }

  /// The probes of a plan to be tried that were not yet.
  func suspects(in plan: ProbePlan) -> [Probe] {
    if operations.isEmpty { return [] }
    return plan.probes.filter { probe in
      guard probe.origin == .generated,
        operations.contains(probe.target) || probe.steps.contains(where: uses)
          || NumberReach.largest(in: probe.steps) > Self.large
      else { return false }
      return !isTried(probe)
    }
  }

  private func isTried(_ probe: Probe) -> Bool { tried.contains(StableHash.steps(probe.steps)) }

  /// Tries samples and suspects of a plan; those that took too much, and those that were left out
  /// for what others took, not for what crashed. What time ran out before stays.
  mutating func unfit(
    of plan: ProbePlan, on pair: ProcessPair, budget: Double?
  ) async throws -> [Probe] {
    let begin = pair.clock.monotonic()
    var unfit: [Probe] = []
    for choose in [Self.samples, Self.suspects] {
      let probes = choose(self)(plan)
      let observed = try await pair.observe(
        probes, strikes: Self.strikes, from: begin, budget: budget)
      var counts: [String: Int] = [:]
      for (probe, observation) in zip(probes, observed) where observation != nil {
        tried.insert(StableHash.steps(probe.steps))
        if observation?.isExhaustion == true { counts[probe.target, default: 0] += 1 }
      }
      note(exhaustingProbes(probes, observed.map { $0 ?? .notRun }))
      unfit += zip(probes, observed).filter { probe, observation in
        guard let observation else { return false }
        let isStruckOut = counts[probe.target, default: 0] >= Self.strikes
        return observation.isExhaustion || (isStruckOut && observation == .notRun)
      }.map(\.0)
    }
    return unfit
  }

  private func uses(_ step: Step) -> Bool {
    guard case .call(let operation, nil, _, _) = step.action else { return false }
    return operations.contains(operation)
  }
}
