import SpecModel
import SpecText

/// How far a distillation has come; a value, so that a resumed run rebuilds it from the record.
struct DistilProgress: Sendable {
  /// What cuts are held to: the spec that the distillation began with.
  let start: DistilStand
  /// The shortest spec that held.
  var held: DistilStand
  /// Cuts rejected since the last that held.
  var rejected = 0
  /// Why the last cut was rejected; empty where it held.
  var analysis = ""
  /// How often each spec was cut, for the attempt in the brief's key.
  private var cuts: [Digest: Int] = [:]

  init(_ start: DistilStand) {
    self.start = start
    held = start
  }

  mutating func nextCut(of spec: Digest) -> Int {
    cuts[spec, default: 0] += 1
    return cuts[spec, default: 1]
  }
}

/// A spec with the builds from it.
struct DistilStand: Sendable {
  var spec: Digest
  var bytes: [UInt8]
  var candidates: [Measured]

  /// The least faithful build: it is the spec that is judged, not one lucky build.
  var worst: Measured { candidates[candidates.count - 1] }
  /// Open causes of any build.
  var open: Set<String> { Set(candidates.flatMap(\.summary.open)) }
}

extension Loop {
  /// Shortens a spec that holds: (cut → build ×k → measure → keep or take back)…, until it is short
  /// enough, its rounds are played, or cuts are rejected in a row.
  ///
  /// Round 0 builds and measures the spec as it is. A cut is kept if no build from it shows an open
  /// cause (P0 to P2), a loss of the surface or an unprobed operation that the first spec's builds
  /// did not, and the lower end of the fidelity interval did not fall by more than the goal allows;
  /// the least faithful of the builds counts. As with `run`, completed steps never run again.
  public func distil(spec initial: [UInt8], _ goal: DistilGoal) async throws -> LoopEnding {
    var progress: DistilProgress?
    return try await finishing {
      try await self.distilStages(initial, goal, &progress)
    } soFar: {
      (progress?.held.spec ?? Digest.of(initial), progress?.held.worst.summary)
    }
  }

  private func distilStages(
    _ initial: [UInt8], _ goal: DistilGoal, _ known: inout DistilProgress?
  ) async throws -> LoopEnding {
    let grounds = try await prepare(initial)
    let spec = try await environment.store.put(initial)
    let first = try await playRound(0, spec: spec, grounds)
    var progress = DistilProgress(
      DistilStand(spec: spec, bytes: initial, candidates: counted(first)))
    known = progress
    guard progress.start.worst.summary.economy != nil else {
      throw Failure(
        .badInput, "the reference's bare code is not known, so economy can't be measured",
        remedy: "distil specs of references whose source can be surveyed", place: "SPEC.md")
    }
    for round in 1...max(1, settings.rounds) {
      if let ending = distilEnding(progress, goal) { return ending }
      try await playCut(round, grounds, goal, &progress)
      known = progress
    }
    return distilEnding(progress, goal)
      ?? LoopEnding(
        reason: .budgetSpent,
        sentence: "\(settings.rounds) rounds were played; \(standing(progress))",
        spec: progress.held.spec, best: progress.held.worst.summary)
  }

  /// The builds that count. A single one that breaks an example is built again, and what the second
  /// does not repeat was the first one's own fault.
  private func counted(_ outcome: RoundOutcome) -> [Measured] {
    settings.candidates == 1 && outcome.repeated.isEmpty ? [outcome.best] : outcome.candidates
  }

  private func distilEnding(_ progress: DistilProgress, _ goal: DistilGoal) -> LoopEnding? {
    let summary = progress.held.worst.summary
    func ending(_ reason: StopReason, _ sentence: String) -> LoopEnding {
      LoopEnding(
        reason: reason, sentence: "\(sentence); \(standing(progress))", spec: progress.held.spec,
        best: summary)
    }
    if let economy = summary.economy, economy <= goal.economy {
      return ending(.converged, "the target economy of \(rounded(goal.economy)) is reached")
    }
    guard progress.rejected >= goal.mostRejected else { return nil }
    return ending(.plateau, "\(progress.rejected) cuts in a row were rejected")
  }

  /// `economy 0.41, from 0.60, at fidelity 99.80 (at least 99.10)`.
  private func standing(_ progress: DistilProgress) -> String {
    let (start, held) = (progress.start.worst.summary, progress.held.worst.summary)
    return "economy \(rounded(held.economy ?? 0)), from \(rounded(start.economy ?? 0)), at "
      + "fidelity \(rounded(held.fidelity.value)) (at least \(rounded(held.fidelity.low)))"
  }

  /// Has one cut made, built and measured, and keeps it or takes it back.
  private func playCut(
    _ round: Int, _ grounds: Grounds, _ goal: DistilGoal, _ progress: inout DistilProgress
  ) async throws {
    let cut: (spec: Digest?, objections: String) = try await self.cut(
      round, grounds, goal, &progress)
    guard let spec = cut.spec else {
      progress.rejected += 1
      progress.analysis =
        "No cut was accepted in \(1 + settings.corrections) attempts: \(cut.objections)\n"
      return
    }
    let outcome = try await playRound(round, spec: spec, grounds)
    let stand = DistilStand(
      spec: spec, bytes: try await environment.store.object(spec), candidates: counted(outcome))
    let faults = DistilJudge(start: progress.start, goal: goal).faults(of: stand)
    guard !faults.isEmpty else {
      progress.held = stand
      progress.rejected = 0
      progress.analysis = ""
      return
    }
    let back = progress.held.spec
    _ = try await recorder.step(RunStep(.rollBack, round: round)) {
      StepOutcome(.rolledBack(to: back, reason: faults.joined(separator: "\n")))
    }
    progress.rejected += 1
    progress.analysis = DistilText.analysis(of: stand, faults: faults, start: progress.start)
  }

  /// Has the spec shortened; a reply that can't be accepted goes back with the objections.
  private func cut(
    _ round: Int, _ grounds: Grounds, _ goal: DistilGoal, _ progress: inout DistilProgress
  ) async throws -> (spec: Digest?, objections: String) {
    let held = progress.held
    let measured = DistilText.measured(
      held, start: progress.start, goal: goal, analysis: progress.analysis)
    var objections = ""
    var start = held.bytes
    for attempt in 1...(1 + settings.corrections) {
      let brief = Brief.distiller(
        spec: start, measured: measured, attempt: progress.nextCut(of: Digest.of(start)),
        prompt: try prompt(.distiller, grounds, objections: objections))
      let result = try await agentStep(RunStep(.distil, round: round, attempt: attempt)) {
        try await write(brief, after: held.bytes, from: held.spec, causes: [], shorter: true)
      }
      switch result {
      case .wrote(let change): return (change.spec, "")
      case .refused(let reason, let draft):
        objections = reason
        if let draft { start = try await environment.store.object(draft) }
      default: break
      }
    }
    return (nil, objections)
  }
}
