import SpecModel

/// What is wrong with a spec, as one of the builds from it shows.
struct Findings: Sendable {
  /// The measurement that shows it.
  var measurement: Measurement
  /// Its causes, as the reviser may see them.
  var causes: [Cause]
  /// The causes of each of the other builds from the same spec.
  var others: [[Cause]]
  /// Causes of kind `example` that another build repeated.
  var repeated: Set<String> = []
  /// Where the builds of the round disagree with each other; nil for a single build.
  var ambiguity: Ambiguity?

  /// What the best candidate of a round shows.
  init(_ outcome: RoundOutcome) {
    measurement = outcome.best.measurement
    causes = outcome.best.measurement.openCauses
    others = outcome.candidates.dropFirst().map(\.measurement.causes)
    repeated = outcome.repeated
    ambiguity = outcome.ambiguity
  }

  /// What another build, or another batch of probes, shows.
  init(
    _ measured: Measured, causes: [Cause], others: [Measured] = [], ambiguity: Ambiguity? = nil
  ) {
    self.ambiguity = ambiguity
    measurement = measured.measurement
    self.causes = causes
    self.others = others.map(\.measurement.causes)
  }
}

extension Findings {
  /// Whether there is nothing in them that a reviser could answer.
  var areEmpty: Bool {
    causes.isEmpty && measurement.structure == 0 && measurement.brokenExamples.isEmpty
  }

  /// Leaves out what the reviser declined twice.
  mutating func leaveOut(_ declined: DeclinedCauses) {
    causes.removeAll { declined.isPinned($0.id) }
  }

  /// The ending of a loop whose findings are empty.
  func ending(_ progress: LoopProgress) -> LoopEnding {
    let left = measurement.openCauses.map(\.id).filter(progress.declined.isPinned)
    let sentence =
      left.isEmpty
      ? remainder
      : "only causes are left that the reviser declined twice, for a person to decide: "
        + left.joined(separator: ", ")
    return LoopEnding(
      reason: .plateau, sentence: sentence, spec: progress.bestSpec,
      best: progress.history.best?.best)
  }

  /// Why a loop whose findings are empty did not converge.
  var remainder: String {
    guard measurement.unprobed.isEmpty else {
      return "nothing is left to revise, but no probe could tell how "
        + measurement.unprobed.joined(separator: ", ") + " behaves"
    }
    return "nothing is left to revise, but \(measurement.probes.all) probes bound the divergence "
      + "only at \(rounded(100 - measurement.fidelity.low)), with "
      + "\(rounded(100 * measurement.undiscovered)) % undiscovered"
  }
}

/// What a revision answers.
struct Revision: Sendable {
  var round: Int
  var findings: Findings
  var analysis = ""
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
      let result = try await agentStep(step) {
        try await write(
          brief, after: old, from: from, causes: revision.findings.causes.map(\.id))
      }
      switch result {
      case .wrote(let change):
        progress.accept(change, round: revision.round)
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
    let findings = revision.findings
    var faults: [String: Triage.Fault] = [:]
    for cause in findings.causes {
      faults[cause.id] = Triage.fault(
        of: cause, others: findings.others, repeated: findings.repeated.contains(cause.id))
    }
    let measurement = findings.measurement
    return CauseText.markdown(
      findings.causes, faults: faults, structure: measurement.surface,
      brokenExamples: measurement.brokenExamples, analysis: revision.analysis,
      ambiguity: findings.ambiguity)
  }
}
