import SpecModel

/// How often the probes of each operation crashed or ran out of time in one process's batches:
/// after three times its remaining probes are not run (SCORING.md), whichever batch they stand in.
struct Strikes: Sendable {
  private var counts: [String: Int] = [:]

  /// How many are left to the operations that had some; 0: it is out.
  var left: [String: Int] { counts.mapValues { max(0, ProbeBatch.usualStrikes - $0) } }

  /// Adds what came out of a batch, in the order of its probes.
  mutating func note(_ probes: [Probe], _ observations: [Observation]) {
    for (probe, observation) in zip(probes, observations) {
      switch observation {
      case .crashed, .timedOut: counts[probe.target, default: 0] += 1
      case .answered, .oversized, .notRun: break
      }
    }
  }
}
