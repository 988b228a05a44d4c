import SpecModel
import SpecText

/// The loop: extract → (build ×k → measure → revise)… → confirm, until one of the stop reasons.
///
/// Every step is written down before the next begins. Running the same loop again over the run's
/// events repeats no completed step: the code below is run from the top, and completed steps answer
/// from the record.
public struct Loop: Sendable {
  let settings: LoopSettings
  let environment: LoopEnvironment
  let recorder: RunRecorder
  let fresh: Bool

  /// A loop over the run that `recorder` keeps; `fresh` starts from the front matter alone.
  public init(
    settings: LoopSettings, environment: LoopEnvironment, recorder: RunRecorder, fresh: Bool
  ) {
    self.settings = settings
    self.environment = environment
    self.recorder = recorder
    self.fresh = fresh
  }

  /// Runs until a stop reason, and writes it down. A failure of Specter's or of its environment is
  /// thrown and leaves the run resumable; an agent that fails ends it.
  public func run(spec initial: [UInt8]) async throws -> LoopEnding {
    var progress = LoopProgress()
    return try await finishing {
      try await self.stages(initial, &progress)
    } soFar: {
      (progress.bestSpec, progress.history.best?.best)
    }
  }

  /// Runs `stages` to an ending and writes it down. Where a budget, a recording or an agent ends
  /// them, `soFar` tells what they came to.
  func finishing(
    _ stages: () async throws -> LoopEnding, soFar: () -> (Digest?, MeasureSummary?)
  ) async throws -> LoopEnding {
    func early(_ reason: StopReason, _ sentence: String) -> LoopEnding {
      let (spec, best) = soFar()
      return LoopEnding(reason: reason, sentence: sentence, spec: spec, best: best)
    }
    var ending: LoopEnding
    do {
      ending = try await stages()
    } catch let failure as Failure where failure.code == .recordingExhausted {
      ending = early(.budgetSpent, "recording exhausted: \(failure.what)")
    } catch let spent as BudgetSpent {
      ending = early(.budgetSpent, spent.sentence)
      ending.spent = spent.kind
    } catch let failed as AgentFailure {
      // An agent that was stopped along with the loop has not failed.
      try Task.checkCancellation()
      ending = early(.failed, "\(failed.failure)")
    } catch let failure as Failure where failure.code == .agent {
      try Task.checkCancellation()
      ending = early(.failed, "\(failure)")
    }
    ending.sentence += await uncounted()
    try await recorder.record(
      .ended(ending.reason, sentence: ending.sentence, spent: ending.spent))
    return ending
  }

  private func stages(_ initial: [UInt8], _ progress: inout LoopProgress) async throws -> LoopEnding
  {
    let grounds = try await prepare(initial)
    let start = try await firstSpec(initial, grounds)
    progress.begin(with: start)
    var found: [Int: Findings] = [:]
    for round in 1...max(1, settings.rounds) {
      let spec = progress.spec
      let outcome = try await playRound(round, spec: spec, grounds)
      progress.append(round: round, spec: spec, best: outcome.best.summary)
      if let sentence = unstable(outcome.best.measurement.probes) {
        return LoopEnding(
          reason: .unstableReference, sentence: sentence, spec: spec, best: outcome.best.summary)
      }
      var findings = Findings(outcome)
      if outcome.best.isClean {
        let confirmation = try await confirm(outcome, round: round, grounds, &progress)
        if let sentence = confirmation.converged {
          return LoopEnding(
            reason: .converged, sentence: sentence, spec: spec, best: outcome.best.summary)
        }
        findings = confirmation.findings
      }
      if let ending = progress.ending(settings) { return ending }
      findings.leaveOut(progress.declined)
      if findings.areEmpty { return findings.ending(progress) }
      if round == settings.rounds { break }
      found[round] = findings
      var revision = Revision(round: round, findings: findings)
      if let worse = progress.rollBackIfWorse() {
        let back = progress.spec
        _ = try await recorder.step(RunStep(.rollBack, round: round)) {
          StepOutcome(.rolledBack(to: back, reason: worse.analysis))
        }
        // The spec is that of another round: so are the findings that it must answer.
        revision.findings = found[worse.round] ?? findings
        revision.analysis = worse.analysis
        revision.findings.leaveOut(progress.declined)
        if revision.findings.areEmpty { return revision.findings.ending(progress) }
      }
      try await revise(revision, grounds, &progress)
    }
    return LoopEnding(
      reason: .budgetSpent, sentence: "\(settings.rounds) rounds were played",
      spec: progress.bestSpec, best: progress.history.best?.best)
  }

  /// Why nothing can be measured against a reference that disagrees with itself; nil when it can.
  private func unstable(_ probes: ProbeCounts) -> String? {
    guard Double(probes.dropped) > settings.largestDropped * Double(probes.all) else { return nil }
    return "the reference disagrees with itself on \(probes.dropped) of \(probes.all) probes"
  }

  /// Fetches the reference and mines its tests.
  func prepare(_ initial: [UInt8]) async throws -> Grounds {
    let spec = SpecParser.parse(initial, path: "SPEC.md")
    guard let frontMatter = spec.frontMatter, let pin = frontMatter.reference else {
      throw Failure(
        .badInput, "the spec's front matter names no reference",
        remedy: "write one with `specter init`", place: "SPEC.md:1")
    }
    let reference = try await environment.references.fetch(pin)
    let fetched = try await recorder.step(RunStep(.fetch)) {
      StepOutcome(.fetched(reference: reference.digest, files: pin.files.count))
    }
    guard case .fetched(reference.digest, _) = fetched else {
      throw Failure(
        .integrity, "the reference is no longer the one that the run began with",
        remedy: "begin a new run with --restart", place: pin.from)
    }
    let own = try await ReferenceText.source(of: reference, folders: environment.folders)
    let source = Canary(of: reference.digest).planted(in: own)
    let survey = try await environment.surface.survey(
      reference.subject, scope: frontMatter.surface)
    let mined = try await mine(reference, frontMatter.surface)
    return Grounds(
      frontMatter: frontMatter, reference: reference, source: source, survey: survey, mined: mined)
  }

  private func mine(_ reference: Reference, _ scope: SurfaceScope) async throws -> [Probe] {
    guard let tests = reference.tests else { return [] }
    let result = try await recorder.step(RunStep(.mine)) {
      let start = environment.clock.monotonic()
      let mined = try await environment.surface.mine(
        MineRequest(subject: reference.subject, scope: scope, tests: tests))
      let digest = try await environment.store.put(ProbeFile.bytes(of: mined.probes))
      return StepOutcome(
        .mined(probes: digest, count: mined.probes.count),
        outside: environment.clock.monotonic() - start)
    }
    guard case .mined(let digest, _) = result else { return [] }
    return try ProbeFile.probes(in: await environment.store.object(digest))
  }

  /// The spec that the first round builds from: the folder's, or a new one from the extractor.
  private func firstSpec(_ initial: [UInt8], _ grounds: Grounds) async throws -> Digest {
    let parsed = SpecParser.parse(initial, path: "SPEC.md")
    if !fresh && !parsed.operations.isEmpty { return try await environment.store.put(initial) }
    let bare = SpecBlocks.frontMatter(of: initial)
    return try await extract(from: bare, grounds)
  }
}

/// How far a loop has come; a value, so that a resumed run rebuilds it from the record.
struct LoopProgress: Sendable {
  private(set) var spec = Digest.of("")
  private(set) var bestSpec: Digest?
  private(set) var history = RoundHistory()
  /// How often each spec was revised, for the attempt in the brief's key.
  private var revisions: [Digest: Int] = [:]
  /// Final batches drawn so far: each has a fresh seed, and halves the error rate of the next.
  private(set) var finals = 0
  /// What revisers declined.
  private(set) var declined = DeclinedCauses()

  mutating func begin(with spec: Digest) {
    self.spec = spec
    bestSpec = spec
  }

  mutating func append(round: Int, spec: Digest, best: MeasureSummary) {
    history.append(.init(number: round, spec: spec, best: best))
    bestSpec = history.best?.spec
  }

  mutating func accept(_ change: SpecChange, round: Int) {
    spec = change.spec
    declined.add(change, round: round)
  }

  mutating func nextFinal() -> Int {
    finals += 1
    return finals
  }

  mutating func nextRevision(of spec: Digest) -> Int {
    revisions[spec, default: 0] += 1
    return revisions[spec, default: 1]
  }

  /// Goes back to the best spec when the last revision made it worse, and says so and which round
  /// that spec was played in.
  mutating func rollBackIfWorse() -> (round: Int, analysis: String)? {
    guard history.lastIsWorse, let last = history.rounds.last, let best = history.bestBeforeLast
    else { return nil }
    spec = best.spec
    let was = last.best.fidelity
    let analysis = """
      The last revision was rolled back: fidelity \(rounded(was.value)) (at most \
      \(rounded(was.high))) is below the \(rounded(best.best.fidelity.value)) (at least \
      \(rounded(best.best.fidelity.low))) of round \(best.number). SPEC.md is again as it was then.
      """
    return (best.number, analysis)
  }

  /// Whether the loop must stop without having converged.
  func ending(_ settings: LoopSettings) -> LoopEnding? {
    let summary = history.best?.best
    let pinned = history.oscillating
    if !pinned.isEmpty {
      return LoopEnding(
        reason: .oscillating,
        sentence: "closed and reopened twice, for a person to decide: "
          + pinned.joined(separator: ", "), spec: bestSpec, best: summary)
    }
    if history.isPlateau(settings.plateauRounds) {
      return LoopEnding(
        reason: .plateau,
        sentence: "in \(settings.plateauRounds) rounds neither fidelity rose nor the open causes "
          + "became fewer", spec: bestSpec, best: summary)
    }
    return nil
  }
}

/// Two decimals, for sentences; cut rather than rounded, so that only what is 100 is told as 100.
func rounded(_ value: Double) -> String {
  let hundredths = Int((value * 100 + 1e-7).rounded(.down))
  let fraction = abs(hundredths % 100)
  return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
}
