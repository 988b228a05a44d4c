/// Until when what differs may be run again, on the clock's monotonic scale; nil: until it is done.
///
/// Running again gets as long as the budget gave the probes, in turn: most of it for what ran
/// before the divergences, which takes about as long as that took at first; then for what the
/// reference did in two ways; and what is left for asking the reference under other seeds, and for
/// measuring what probes take.
struct Deadlines: Sendable, Hashable {
  /// For running again what the candidate had run before it diverged.
  var recall: Double?
  /// For running again what the reference did in two ways.
  var reruns: Double?
  /// For asking the reference about divergences under other seeds, and then for measuring costs.
  var looks: Double?

  /// The deadlines of a budget in seconds, counted from `start`, when the probes have run.
  init(budget: Double?, from start: Double) {
    guard let budget else { return }
    recall = start + budget * 0.5
    reruns = start + budget * 0.6
    looks = start + budget
  }
}

extension ProbeBatch {
  /// The batch with limits that leave a budget to other probes: one that hangs costs a tenth of it,
  /// half a second at least, and its operation is not tried again in this batch. Without that, one
  /// operation that hangs uses up a small budget in the first chunk.
  func within(budget: Double?) -> ProbeBatch {
    guard let budget else { return self }
    var batch = self
    batch.seconds = min(seconds, max(0.5, budget / 10))
    batch.strikes = min(strikes, 1)
    return batch
  }
}
