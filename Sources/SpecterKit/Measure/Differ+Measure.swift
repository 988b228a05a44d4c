import Differential
import SpecModel

extension Differ {
  /// Measures one candidate (SCORING.md).
  public func measure(_ request: MeasureRequest) async throws -> MeasureOutcome {
    let hidden = RulePlant.failures(under: request.rules)
    guard hidden.isEmpty else {
      throw Failure(
        .badInput, "the comparison rules are too loose: \(hidden.joined(separator: "; "))",
        remedy: "narrow `compare` in the front matter")
    }
    let begin = clock.monotonic()
    let (outcome, isDoubtful) = try await measure(request, begin: begin)
    guard isDoubtful else { return outcome }
    var again = try await distrusting.measure(request, begin: clock.monotonic()).outcome
    again.measurement.seconds = clock.monotonic() - begin
    again.secondsOutside += outcome.secondsOutside
    again.profile.add(outcome.profile)
    return again
  }

  /// Measures once; also whether it is to be done again, for a crash or time-out makes a divergence
  /// and some of those come from a cache.
  private func measure(
    _ request: MeasureRequest, begin: Double
  ) async throws -> (outcome: MeasureOutcome, isDoubtful: Bool) {
    try await withContenders(request) { contenders, missing in
      var session = MeasureSession(
        request, contenders, missing: missing, differ: self, begin: begin)
      let outcome = try await session.run()
      return (outcome, session.countsBreaks && session.reused.disturbed > 0)
    }
  }
}
