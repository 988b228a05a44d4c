import Differential
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
  /// Where they disagree with each other; nil for a single one.
  var ambiguity: Ambiguity?
  var best: Measured { candidates[0] }
}

extension Loop {
  /// Builds k candidates from one spec, side by side, and measures them one after another.
  func playRound(_ round: Int, spec: Digest, _ grounds: Grounds) async throws -> RoundOutcome {
    let bytes = try await environment.store.object(spec)
    let steps = (1...max(1, settings.candidates)).map {
      RunStep(.build, round: round, candidate: $0)
    }
    // All are built before the first is measured: measuring keeps both cores busy.
    var measured: [Measured] = []
    for built in try await build(steps, spec: bytes, grounds) {
      measured.append(try await measure(built, spec: bytes, grounds))
    }
    var outcome = RoundOutcome(candidates: measured.sorted(by: Self.isBetter))
    outcome.ambiguity = try await ambiguity(of: measured, round: round, spec: bytes, grounds)
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

  /// Builds one candidate, and measures it.
  func buildAndMeasure(_ step: RunStep, spec: [UInt8], _ grounds: Grounds) async throws -> Measured
  {
    try await measure(build(step, spec: spec, grounds), spec: spec, grounds)
  }

  /// Measures what a round built on dev and held-out probes.
  private func measure(_ built: Built, spec: [UInt8], _ grounds: Grounds) async throws -> Measured {
    var step = built.step
    step.kind = .measure
    let plan = MeasurePlan(
      pools: [.dev, .heldOut], perOperation: settings.probesPerOperation, seed: settings.seed)
    let measured = try await measure(built.build, spec: spec, step: step, plan, grounds)
    try await environment.measured(built.key, measured.summary.fidelity.value)
    return measured
  }

  /// Measures one build, or takes its measurement from the record.
  func measure(
    _ build: Build, spec bytes: [UInt8], step: RunStep, _ plan: MeasurePlan, _ grounds: Grounds
  ) async throws -> Measured {
    let result = try await recorder.step(step) {
      let tree = try await environment.store.tree(build.candidate)
      var request = MeasureRequest(
        spec: SpecParser.parse(bytes, path: "SPEC.md"), scope: grounds.frontMatter.surface,
        rules: grounds.frontMatter.compare, reference: grounds.reference.subject,
        candidate: try await environment.folders.materialise(tree), mined: grounds.mined,
        survey: grounds.survey, plan: plan, buildIsolation: build.isolation,
        isolation: environment.isolation)
      request.keepsDivergences = settings.candidates > 1 && step.kind == .measure
      let outcome = try await Differ(surface: environment.surface, clock: environment.clock)
        .measure(request)
      let measurement = outcome.measurement
      let document = environment.coding.encode(measurement)
      var answers: Digest?
      if request.keepsDivergences {
        let own = BuildAnswers(
          probes: outcome.lines.lazy.map(\.probe), divergences: outcome.divergences)
        answers = try await environment.store.put(BuildAnswersFile.bytes(of: own))
      }
      let summary = MeasureSummary(
        verdict: try await environment.store.put(document.canonicalBytes),
        candidate: build.candidate, spec: build.spec, fidelity: measurement.fidelity,
        structure: measurement.structure, undiscovered: measurement.undiscovered,
        economy: measurement.economy, open: measurement.openCauses.map(\.id),
        minor: measurement.causes.filter { $0.priority == .p3 }.map(\.id),
        unprobed: measurement.unprobed, probes: measurement.probes.all,
        // What was recorded is the round's figure; a final batch is another measurement.
        recordedFidelity: step.kind == .measure ? build.recordedFidelity : nil,
        answers: answers)
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
