import SpecModel

/// What a revision answers.
struct Revision: Sendable {
  var round: Int
  var outcome: RoundOutcome
  var causes: [Cause]
  var analysis: String
}

extension Loop {
  /// Has the spec revised; a reply that can't be accepted goes back with the objections.
  func revise(_ revision: Revision, _ grounds: Grounds, _ progress: inout LoopProgress)
    async throws
  {
    let from = progress.spec
    let old = try await environment.store.object(from)
    var objections = ""
    var start = old
    for attempt in 1...(1 + settings.corrections) {
      let brief = Brief.reviser(
        spec: start, causes: text(of: revision), reference: grounds.reference.digest,
        source: grounds.source, attempt: progress.nextRevision(of: Digest.of(start)),
        prompt: try prompt(.reviser, grounds, objections: objections))
      let step = RunStep(.revise, round: revision.round, attempt: attempt)
      let result = try await recorder.step(step) {
        try await write(brief, after: old, causes: revision.causes.map(\.id))
      }
      switch result {
      case .wrote(let change):
        progress.accept(change.spec)
        return
      case .refused(let reason, let draft):
        objections = reason
        if let draft { start = try await environment.store.object(draft) }
      default: break
      }
    }
    throw Failure(
      .agent, "no revision was accepted in \(1 + settings.corrections) attempts: \(objections)",
      remedy: "read the briefs and replies of the run, or revise SPEC.md by hand")
  }

  private func text(of revision: Revision) -> String {
    let others = revision.outcome.candidates.dropFirst().map(\.measurement.causes)
    var faults: [String: Triage.Fault] = [:]
    for cause in revision.causes {
      faults[cause.id] = Triage.fault(
        of: cause, others: Array(others),
        repeated: revision.outcome.repeated.contains(cause.id))
    }
    let measurement = revision.outcome.best.measurement
    return CauseText.markdown(
      revision.causes, faults: faults, structure: measurement.surface,
      brokenExamples: measurement.brokenExamples, analysis: revision.analysis)
  }
}
