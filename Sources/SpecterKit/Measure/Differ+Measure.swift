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
    return try await withContenders(request) { contenders, missing in
      var session = MeasureSession(
        request, contenders, missing: missing, differ: self, begin: begin)
      return try await session.run()
    }
  }
}
