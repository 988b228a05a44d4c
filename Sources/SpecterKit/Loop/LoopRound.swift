import SpecModel
import SpecText

/// A candidate that was built and measured.
struct Measured: Sendable {
  var build: Build
  var summary: MeasureSummary
  var measurement: Measurement

  /// Nothing open, nothing missing, nothing unprobed: worth a final batch.
  var isClean: Bool {
    measurement.openCauses.isEmpty && measurement.structure == 0 && measurement.unprobed.isEmpty
      && measurement.brokenExamples.isEmpty
  }
}

/// All candidates of one round, the best first.
struct RoundOutcome: Sendable {
  var candidates: [Measured]
  /// Causes of kind `example` that another build from the same spec repeated.
  var repeated: Set<String> = []
  var best: Measured { candidates[0] }
}

extension Loop {
  /// Builds and measures k candidates from one spec.
  func playRound(_ round: Int, spec: Digest, _ grounds: Grounds) async throws -> RoundOutcome {
    let bytes = try await environment.store.object(spec)
    var measured: [Measured] = []
    for candidate in 1...max(1, settings.candidates) {
      measured.append(
        try await buildAndMeasure(
          RunStep(.build, round: round, candidate: candidate), spec: bytes, grounds))
    }
    var outcome = RoundOutcome(candidates: measured.sorted(by: Self.isBetter))
    let broken = Set(outcome.best.measurement.causes.filter { $0.kind == .example }.map(\.id))
    if settings.candidates > 1 {
      let others = outcome.candidates.dropFirst().flatMap(\.measurement.causes).map(\.id)
      outcome.repeated = broken.intersection(others)
    } else if !broken.isEmpty {
      let again = try await buildAndMeasure(
        RunStep(.build, round: round, candidate: 1, attempt: 2), spec: bytes, grounds)
      outcome.repeated = broken.intersection(again.measurement.causes.map(\.id))
      outcome.candidates = (outcome.candidates + [again]).sorted(by: Self.isBetter)
    }
    return outcome
  }

  private static func isBetter(_ left: Measured, _ right: Measured) -> Bool {
    left.summary.fidelity.value > right.summary.fidelity.value
  }

  /// Builds one candidate, and measures it on dev and held-out probes.
  func buildAndMeasure(_ step: RunStep, spec: [UInt8], _ grounds: Grounds) async throws -> Measured
  {
    let brief = Brief.implementer(
      spec: spec, candidate: step.candidate, attempt: step.attempt,
      prompt: try prompt(.implementer, grounds))
    let built = try await recorder.step(step) {
      let run = try await environment.agent.perform(brief)
      let build = Build(
        candidate: try await environment.store.put(tree: CandidateFiles.tree(of: run.reply)),
        spec: brief.key.spec,
        brief: brief.digest, agent: run.agent, isolation: run.isolation,
        recordedFidelity: run.recordedFidelity)
      return StepOutcome(.built(build), outside: run.seconds, usage: run.usage)
    }
    guard case .built(let build) = built else {
      throw Failure(.agent, "candidate \(step.candidate) was not built")
    }
    var measureStep = step
    measureStep.kind = .measure
    let plan = MeasurePlan(
      pools: [.dev, .heldOut], perOperation: settings.probesPerOperation, seed: settings.seed)
    let measured = try await measure(build, spec: spec, step: measureStep, plan, grounds)
    try await environment.measured(brief.key, measured.summary.fidelity.value)
    return measured
  }

  /// Measures one build, or takes its measurement from the record.
  func measure(
    _ build: Build, spec bytes: [UInt8], step: RunStep, _ plan: MeasurePlan, _ grounds: Grounds
  ) async throws -> Measured {
    let result = try await recorder.step(step) {
      let tree = try await environment.store.tree(build.candidate)
      let request = MeasureRequest(
        spec: SpecParser.parse(bytes, path: "SPEC.md"), scope: grounds.frontMatter.surface,
        rules: grounds.frontMatter.compare, reference: grounds.reference.subject,
        candidate: try await environment.folders.materialise(tree), mined: grounds.mined,
        survey: grounds.survey, plan: plan, buildIsolation: build.isolation,
        isolation: environment.isolation)
      let outcome = try await Differ(surface: environment.surface, clock: environment.clock)
        .measure(request)
      let measurement = outcome.measurement
      let document = environment.coding.encode(measurement)
      let summary = MeasureSummary(
        verdict: try await environment.store.put(document.canonicalBytes),
        candidate: build.candidate, spec: build.spec, fidelity: measurement.fidelity,
        structure: measurement.structure, undiscovered: measurement.undiscovered,
        economy: measurement.economy, open: measurement.openCauses.map(\.id),
        minor: measurement.causes.filter { $0.priority == .p3 }.map(\.id),
        unprobed: measurement.unprobed, probes: measurement.probes.all,
        // What was recorded is the round's figure; a final batch is another measurement.
        recordedFidelity: step.kind == .measure ? build.recordedFidelity : nil)
      return StepOutcome(.measured(summary), outside: outcome.secondsOutside)
    }
    guard case .measured(let summary) = result else {
      throw Failure(.storage, "the record of the step is damaged: it is no measurement")
    }
    let document = try Value.reading(await environment.store.object(summary.verdict))
    return Measured(
      build: build, summary: summary, measurement: try environment.coding.decode(document))
  }
}
