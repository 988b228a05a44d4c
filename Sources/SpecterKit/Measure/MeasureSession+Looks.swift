import SpecModel

/// Asking the reference again under other seeds.
extension MeasureSession {
  /// Asks the reference again, under other seeds, what it does with the probes that seem to
  /// diverge: where it disagrees with itself the difference is noise. The candidate is not asked
  /// again. What there is no time for stays a divergence, and is counted.
  mutating func lookAgain(until deadline: Double?) async throws {
    for isolated in [false, true] {
      var again = divergent.filter { $0.isolated == isolated }
      // A deadline that comes early leaves something to every operation.
      if deadline != nil { again = Turns.order(again.map(\.probe.target)).map { again[$0] } }
      try await lookAgain(again, isolated: isolated, until: deadline)
    }
    if unlooked > 0 {
      notes.append(
        "for lack of time \(unlooked) probes that differ were not looked at again: some of them "
          + "may be noise")
    }
  }

  private mutating func lookAgain(
    _ again: [Suspicion], isolated: Bool, until deadline: Double?
  ) async throws {
    guard !again.isEmpty else { return }
    let looks = try await look(
      again, isolated: isolated, seeds: 0..<Self.secondLooks, until: deadline)
    var noisy: [(suspicion: Suspicion, looks: [Observation])] = []
    for (place, entry) in again.enumerated() {
      var seen = looks.of(place)
      if seen.isEmpty {
        unlooked += 1
        // That it disagrees with itself at some place was seen before.
        seen = entry.earlier
      }
      if noisy.count < Self.mostThirdLooks, isDoubtful(entry, seen) {
        noisy.append((entry, seen))
      } else {
        count(entry.probe, entry.seen, entry.example, isolated: isolated, more: seen)
      }
    }
    guard !noisy.isEmpty else { return }
    let last = try await look(
      noisy.map(\.suspicion), isolated: isolated,
      seeds: Self.secondLooks..<Self.secondLooks + Self.thirdLooks, until: deadline)
    for (place, entry) in noisy.enumerated() {
      let (one, more) = (entry.suspicion, entry.looks + last.of(place))
      count(one.probe, one.seen, one.example, isolated: isolated, more: more)
    }
  }

  /// Whether a probe still seems to diverge although the reference disagrees with itself in it: a
  /// list drawn by chance has places at which a few runs agree.
  private func isDoubtful(_ entry: Suspicion, _ looks: [Observation]) -> Bool {
    let comparison = comparator.compare(
      entry.probe, first: entry.seen.first, second: entry.seen.second, more: looks,
      candidate: entry.seen.candidate, example: entry.example)
    return comparison.loss > 0 && !comparison.masked.isEmpty
  }

  /// What the reference does with suspicious probes under each of `seeds`, counted from the first
  /// that no other run had.
  private mutating func look(
    _ again: [Suspicion], isolated: Bool, seeds: Range<UInt64>, until deadline: Double?
  ) async throws -> FurtherLooks {
    let first = request.plan.seed &+ 2
    let some = isolated ? Self.budgetedStarts : Self.budgetedPiece
    let piece = deadline == nil ? again.count : some
    let batches = stride(from: 0, to: again.count, by: piece).map { start in
      ProbeBatch(
        probes: again[start..<min(start + piece, again.count)].map(\.probe), isolated: isolated)
    }
    return try await look(batches, seeds: seeds.map { first &+ $0 }, until: deadline)
  }

  /// What the reference does with batches in a new process under each of `seeds`.
  mutating func look(
    _ batches: [ProbeBatch], seeds: [UInt64], until deadline: Double?
  ) async throws -> FurtherLooks {
    let begin = clock.monotonic()
    let looks = try await differ.look(request, batches, seeds: seeds, until: deadline)
    outside += clock.monotonic() - begin
    reused += looks.reused
    return looks
  }
}
