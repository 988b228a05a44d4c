import Differential
import SpecModel

/// Takes out of a plan what the reference would take more time, memory or output over than a probe
/// has. To compare such a probe costs all of that on three processes and tells little; after three
/// of them an operation is not run at all.
///
/// Only probes are tried that use an operation which took too much before, and where there is one,
/// those with large numbers. Of every pool alike, for what is scored must be drawn as what is not.
struct DrawSieve: Sendable {
  /// Probes of an operation that may take too much before the rest of it is left as it is.
  private static let strikes = 20
  /// Larger numbers than this are large.
  private static let large = 1_000_000.0

  /// The operations that took too much.
  private(set) var operations: Set<String>

  init(_ request: ProbeRequest) { operations = request.reach.operations }

  /// Adds the operations of probes that took too much.
  mutating func note(_ probes: [Probe]) { operations.formUnion(probes.map(\.target)) }

  /// The probes of a plan to be tried, in two halves of which each has every other operation.
  func suspects(in plan: ProbePlan) -> ([Probe], [Probe]) {
    if operations.isEmpty { return ([], []) }
    let suspects = plan.probes.filter { probe in
      guard probe.origin == .generated else { return false }
      return operations.contains(probe.target) || probe.steps.contains(where: uses)
        || NumberReach.largest(in: probe.steps) > Self.large
    }
    var places: [String: Int] = [:]
    for probe in suspects where places[probe.target] == nil { places[probe.target] = places.count }
    func half(_ rest: Int) -> [Probe] {
      suspects.filter { places[$0.target, default: 0] % 2 == rest }
    }
    return (half(0), half(1))
  }

  /// Tries them; those that took too much.
  func exhausting(_ suspects: [Probe], on runner: TimedRunner) async throws -> [Probe] {
    exhaustingProbes(suspects, try await runner.observe(suspects, strikes: Self.strikes))
  }

  private func uses(_ step: Step) -> Bool {
    guard case .call(let operation, nil, _, _) = step.action else { return false }
    return operations.contains(operation)
  }
}
