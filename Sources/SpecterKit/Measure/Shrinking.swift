import Differential
import SpecModel

/// Makes each cause's witness as small as it gets while it shows the same cause.
///
/// It works in new processes of its own. What is tried depends on both sides, so that a process
/// which had answered other probes from a cache would have to run them all first; and a witness
/// that shows its cause there does not depend on what ran before it.
struct Shrinking: Sendable {
  /// Most causes whose witness is made smaller.
  static let mostShrunk = 24

  let request: MeasureRequest
  let comparator: Comparator
  let clock: Clock
  /// When the probes began to run, on the clock's monotonic scale: the budget, which is counted
  /// from there, holds here too.
  let running: Double

  /// What shrinking gave.
  struct Outcome: Sendable {
    var causes: [Cause]
    /// Seconds in which subjects ran.
    var outside = 0.0
    /// Observations that came from a cache.
    var reused = Reuse()
  }

  /// The causes of `groups`, in their order; `candidate` tells whether there is one to run.
  func causes(_ groups: [CauseGroup], on differ: Differ, hasCandidate: Bool) async throws
    -> Outcome
  {
    let places = hasCandidate ? groups.indices.filter { isShrunk(groups[$0], $0) } : []
    guard !places.isEmpty else { return Outcome(causes: groups.map { $0.cause() }) }
    let begin = clock.monotonic()
    return try await differ.withContenders(request) { contenders, _ in
      var outcome = Outcome(causes: [], outside: clock.monotonic() - begin)
      for (place, group) in groups.enumerated() {
        // The budget may have ended in between.
        guard places.contains(place), isShrunk(group, place) else {
          outcome.causes.append(group.cause())
          continue
        }
        var shrinker = Shrinker(group)
        while true {
          let batch = shrinker.next()
          if batch.isEmpty { break }
          let begin = clock.monotonic()
          let observed = try await contenders.observe(batch)
          outcome.outside += clock.monotonic() - begin
          shrinker.learn(zip(batch, observed).map(divergence))
        }
        let begin = clock.monotonic()
        let witness = shrinker.witness
        let isSeenAgain = try await isSeenAgain(witness, of: group, by: contenders)
        outcome.outside += clock.monotonic() - begin
        outcome.causes.append(group.cause(witness: isSeenAgain ? witness : group.witness))
      }
      outcome.reused = await contenders.reused()
      return outcome
    }
  }

  /// Whether a witness that was made smaller shows its cause once more.
  private func isSeenAgain(
    _ witness: Divergence, of group: CauseGroup, by contenders: Contenders
  ) async throws -> Bool {
    if witness.probe == group.witness.probe { return true }
    let seen = try await contenders.observe([witness.probe])
    return divergence(witness.probe, seen[0]).map(group.contains) ?? false
  }

  /// Whether a witness can be made smaller in bounded time: each attempt at one that times out
  /// costs the whole limit.
  private func isShrunk(_ group: CauseGroup, _ place: Int) -> Bool {
    let witness = group.witness
    let isSpent = request.plan.budget.map { clock.monotonic() - running > $0 } ?? false
    let isSlow = witness.reference == .timedOut || witness.candidate == .timedOut
    return place < Self.mostShrunk && !isSpent && !isSlow && group.key.kind != .cost
      && witness.candidate != .notRun
  }

  private func divergence(_ probe: Probe, _ seen: Contenders.Observed) -> Divergence? {
    let comparison = comparator.compare(
      probe, first: seen.first, second: seen.second, candidate: seen.candidate)
    guard !comparison.isDropped, let difference = comparison.difference else { return nil }
    return Divergence(
      probe: probe, reference: seen.first, candidate: seen.candidate, difference: difference)
  }
}
