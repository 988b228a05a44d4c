import SpecModel

/// A candidate that was built, before it is measured.
struct Built: Sendable {
  /// The step that built it.
  var step: RunStep
  /// The candidate.
  var build: Build
  /// What the implementer was asked for, the key of its recording.
  var key: Brief.Key
}

extension Loop {
  /// Has candidates built from one spec, several at once: `settings.parallel` at most, begun in the
  /// order of `steps`.
  ///
  /// Each build's end is written down by itself, so a run that was stopped asks only for those that
  /// had not ended. After one fails none is begun, but those that were begun go on to their end:
  /// their work counts when the run goes on. Of several failures the one of the first step is
  /// thrown, whichever came first.
  func build(_ steps: [RunStep], spec: [UInt8], _ grounds: Grounds) async throws -> [Built] {
    let limit = max(1, settings.parallel)
    let ends = await withTaskGroup(of: (Int, Result<Built, any Error>).self) { group in
      var ends: [Int: Result<Built, any Error>] = [:]
      var begun = 0
      var goesOn = true
      while true {
        while goesOn, begun < steps.count, begun - ends.count < limit {
          let place = begun
          group.addTask { (place, await self.attempt(steps[place], spec: spec, grounds)) }
          begun += 1
        }
        guard let (place, end) = await group.next() else { break }
        ends[place] = end
        if case .failure = end { goesOn = false }
      }
      return ends
    }
    return try steps.indices.compactMap { try ends[$0]?.get() }
  }

  private func attempt(
    _ step: RunStep, spec: [UInt8], _ grounds: Grounds
  ) async -> Result<Built, any Error> {
    do {
      return .success(try await build(step, spec: spec, grounds))
    } catch {
      // An agent that was stopped has not failed.
      return .failure(Task.isCancelled ? CancellationError() : error)
    }
  }

  /// Has one candidate built, or takes it from the record.
  func build(_ step: RunStep, spec: [UInt8], _ grounds: Grounds) async throws -> Built {
    let brief = Brief.implementer(
      spec: spec, candidate: step.candidate, attempt: step.attempt,
      prompt: try prompt(.implementer, grounds))
    let result = try await agentStep(step) {
      let run = try await environment.agent.perform(brief)
      try Canary(of: grounds.reference.digest).check(run, of: brief)
      let access = Array(run.access.joined(separator: "\n").utf8)
      let build = Build(
        candidate: try await environment.store.put(tree: CandidateFiles.tree(of: run.reply)),
        spec: brief.key.spec,
        brief: brief.digest, agent: run.agent, isolation: run.isolation,
        recordedFidelity: run.recordedFidelity,
        access: access.isEmpty ? nil : try await environment.store.put(access))
      return StepOutcome(.built(build), outside: run.seconds, usage: run.spent)
    }
    guard case .built(let build) = result else {
      throw Failure(.agent, "candidate \(step.candidate) was not built")
    }
    return Built(step: step, build: build, key: brief.key)
  }
}
