import SpecModel

/// What confirming a clean candidate came to.
struct Confirmation: Sendable {
  /// The sentence of the ending; nil when it did not converge.
  var converged: String?
  /// What was found, for the reviser when it did not.
  var findings: Findings
}

extension Loop {
  /// Freezes the best candidate, measures it on a fresh final batch, and has a second candidate
  /// built blind from the same spec: it is the spec that must be faithful, not one lucky build.
  func confirm(
    _ outcome: RoundOutcome, round: Int, _ grounds: Grounds, _ progress: inout LoopProgress
  ) async throws -> Confirmation {
    let attempt = progress.nextFinal()
    let spec = try await environment.store.object(outcome.best.build.spec)
    let plan = settings.finalPlan(attempt)
    let final = try await measure(
      outcome.best.build, spec: spec,
      step: RunStep(.confirm, round: round, candidate: 1, attempt: attempt), plan, grounds)
    guard holds(final) else {
      // The other builds did not get these probes, so they can't tell whose fault a cause is.
      return Confirmation(
        findings: Findings(final, causes: asDev(final), ambiguity: outcome.ambiguity))
    }
    let second = try await secondBuild(outcome, round: round, spec: spec, grounds)
    guard second.isClean else {
      return Confirmation(
        findings: Findings(
          second, causes: second.measurement.openCauses, others: [outcome.best],
          ambiguity: outcome.ambiguity))
    }
    let fidelity = final.summary.fidelity
    return Confirmation(
      converged: "on final batch \(attempt) of \(final.summary.probes) fresh probes fidelity is "
        + "\(rounded(fidelity.value)) (at least \(rounded(fidelity.low))), and a second blind "
        + "build shows no new cause",
      findings: Findings(second, causes: []))
  }

  private func holds(_ final: Measured) -> Bool {
    100 - final.summary.fidelity.low <= settings.largestDivergence && final.isClean
      && final.summary.undiscovered <= settings.largestUndiscovered
  }

  /// Of several candidates of the round another serves; of one, or where it was built again because
  /// it broke an example, one more is built.
  private func secondBuild(
    _ outcome: RoundOutcome, round: Int, spec: [UInt8], _ grounds: Grounds
  ) async throws -> Measured {
    if settings.candidates > 1 {
      // The worst of the others: it is the spec that is judged.
      return outcome.candidates[outcome.candidates.count - 1]
    }
    return try await buildAndMeasure(
      RunStep(.build, round: round, candidate: settings.candidates + 1), spec: spec, grounds)
  }

  /// A final batch that failed becomes dev: its probes may be seen, and the next batch is fresh.
  private func asDev(_ final: Measured) -> [Cause] {
    final.measurement.openCauses.map { cause in
      var cause = cause
      cause.pools = [.dev]
      cause.witness.probe.pool = .dev
      return cause
    }
  }
}
