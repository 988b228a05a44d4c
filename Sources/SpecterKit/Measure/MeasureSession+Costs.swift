import Differential
import SpecModel

/// A probe that, among many others, seemed to cost the candidate too much.
struct CostSuspect: Sendable {
  var probe: Probe
  var seen: Contenders.Observed
  /// What it took then.
  var look: CostComparison.Look
  /// What comparing the observations gave, whose loss is below that of an excess in cost.
  var comparison: Comparison

  /// Seconds that measuring it again takes, about.
  var seconds: Double {
    let (one, other) = (Double(look.reference.cpu) / 1e6, Double(look.candidate.cpu) / 1e6)
    let all = Double(2 + Differ.moreOfReference) * one + 2 * other
    return look.excess(.cpu) == nil ? all + one + other + 2 * Self.startSeconds : all
  }
  /// Seconds that starting a process with its subject takes, about.
  private static let startSeconds = 0.1
}

/// Measuring costs again, and counting what was seen again.
extension MeasureSession {
  /// Seconds that measuring costs again may take, as far as the first run tells: half of the minute
  /// in which a verdict should stand.
  static let weighingSeconds = 30.0

  /// Measures again what the costly probes take, both sides alone and in turn, every operation and
  /// pool having its turn. What is seen each time is a difference; what there is no time for counts
  /// as no difference, and is told.
  mutating func weigh(until deadline: Double?) async throws {
    guard !costly.isEmpty else { return }
    let names = costly.map { "\($0.probe.pool.rawValue) \($0.probe.target)" }
    let ordered = Turns.order(names).map { costly[$0] }
    var spent = 0.0
    let chosen = ordered.prefix {
      spent += $0.seconds
      return spent <= Self.weighingSeconds
    }
    let begin = clock.monotonic()
    let found = try await differ.weigh(request, chosen.map(\.probe), until: deadline)
    outside += clock.monotonic() - begin
    for (place, one) in ordered.enumerated() {
      let excess = found.indices.contains(place) ? found[place] : nil
      settle(
        one.probe, one.seen,
        excess.map { comparator.adding($0, to: one.comparison, of: one.probe) } ?? one.comparison)
    }
    let left = ordered.count - found.count
    if left > 0 {
      notes.append(
        "for lack of time \(left) probes that took the candidate more than "
          + "\(Int(ScoringConstants.costFactor)) times the CPU or memory were not measured again; "
          + "they count as no difference")
    }
  }
}
