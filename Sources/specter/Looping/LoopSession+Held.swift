import SpecModel
import SpecterAgents
import SpecterHistory
import SpecterKit
import SpecterReport

extension LoopSession {
  /// Throws unless the folder's spec is one that holds: a verdict was measured on it, a loop
  /// converged on it, or a distillation left it.
  func requireHeld(_ runs: [RunHead], _ store: SQLiteStore) async throws {
    let spec = Digest.of(initial)
    let place = "\(corpus)/verdict.json"
    if FolderTree.hasFile(place) {
      let verdict = try VerdictDocument(parsing: FolderTree.file(place), place: place)
      if verdict.digests.spec == spec { return }
    }
    for run in runs where run.stop == .converged || run.plan.economy != nil {
      let events = try await store.events(run: run.run).map(\.event)
      let undone = Set(
        events.compactMap { event -> Int? in
          if case .stepEnded(let step, .rolledBack, _) = event { step.round } else { nil }
        })
      for case .stepEnded(let step, .measured(let summary), _) in events
      where summary.spec == spec && !undone.contains(step.round) {
        return
      }
    }
    throw Failure(
      .badInput, "this spec has not converged, so what a cut breaks could not be told",
      remedy: "Run `specter loop` until it converges, or measure a verdict with "
        + "`specter check --accept`, and distil then", place: "\(specFolder)/SPEC.md")
  }
}
