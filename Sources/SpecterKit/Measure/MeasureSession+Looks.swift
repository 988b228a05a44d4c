import Differential
import SpecModel

/// Asking the reference again under other seeds.
extension MeasureSession {
  /// Asks the reference again, under other seeds, what it does with the probes that seem to
  /// diverge: where it disagrees with itself the difference is noise. The candidate is not asked
  /// again. What there is no time for stays a divergence, and is counted.
  mutating func lookAgain(until deadline: Double?) async throws {
    var known = Verdicts()
    for isolated in [false, true] {
      var again = divergent.filter { $0.isolated == isolated }
      // A deadline that comes early leaves something to every operation.
      if deadline != nil { again = Turns.order(again.map(\.probe.target)).map { again[$0] } }
      try await lookAgain(again, isolated: isolated, &known, until: deadline)
    }
    if unlooked > 0 {
      notes.append(
        "for lack of time \(unlooked) probes that differ were not looked at again: some of them "
          + "may be noise")
    }
  }

  /// The operations in which some of what was looked at is noise, and those in which some is not.
  private struct Verdicts {
    var noisy: Set<String> = []
    var sound: Set<String> = []
  }

  private mutating func lookAgain(
    _ again: [Suspicion], isolated: Bool, _ known: inout Verdicts, until deadline: Double?
  ) async throws {
    guard !again.isEmpty else { return }
    let looks = try await look(
      again, isolated: isolated, seeds: 0..<Self.secondLooks, until: deadline)
    learn(again, looks, &known)
    var doubtful: [(suspicion: Suspicion, looks: [Observation])] = []
    for (place, entry) in again.enumerated() {
      var seen = looks.of(place)
      if seen.isEmpty {
        // Where all of an operation's that were looked at are noise, nobody knows what of its
        // others is not.
        let target = entry.probe.target
        guard known.sound.contains(target) || !known.noisy.contains(target) else {
          settle(entry.probe, entry.seen, .undecided)
          continue
        }
        unlooked += 1
        // That it disagrees with itself at some place was seen before.
        seen = entry.earlier
      }
      let isNoisy = known.noisy.contains(entry.probe.target)
      if doubtful.count < Self.mostThirdLooks, isDoubtful(entry, seen, isNoisy: isNoisy) {
        doubtful.append((entry, seen))
      } else {
        count(entry.probe, entry.seen, entry.example, isolated: isolated, more: seen)
      }
    }
    guard !doubtful.isEmpty else { return }
    let last = try await look(
      doubtful.map(\.suspicion), isolated: isolated,
      seeds: Self.secondLooks..<Self.secondLooks + Self.thirdLooks, until: deadline)
    for (place, entry) in doubtful.enumerated() {
      let (one, more) = (entry.suspicion, entry.looks + last.of(place))
      count(one.probe, one.seen, one.example, isolated: isolated, more: more)
    }
  }

  /// What the reference does with suspicious probes under each of `seeds`, counted from the first
  /// that no other run had. Under a deadline some are asked under every seed before others under
  /// any: a probe that disagrees with itself half of the time agrees in two runs too often. A few
  /// are asked in any case, but for those that each take a process of their own.
  private mutating func look(
    _ again: [Suspicion], isolated: Bool, seeds: Range<UInt64>, until deadline: Double?
  ) async throws -> FurtherLooks {
    let seeds = seeds.map { request.plan.seed &+ 2 &+ $0 }
    let piece = deadline == nil ? again.count : isolated ? 1 : Self.budgetedPiece
    var all = FurtherLooks(seen: Array(repeating: [], count: seeds.count))
    for start in stride(from: 0, to: again.count, by: piece) {
      if start > 0 || isolated, let deadline, clock.monotonic() > deadline { break }
      let batch = ProbeBatch(
        probes: again[start..<min(start + piece, again.count)].map(\.probe), isolated: isolated)
      let looks = try await look([batch], seeds: seeds, until: nil)
      for (seed, seen) in looks.seen.enumerated() { all.seen[seed] += seen }
    }
    return all
  }

  private func learn(_ again: [Suspicion], _ looks: FurtherLooks, _ known: inout Verdicts) {
    for (place, entry) in again.enumerated() {
      let seen = looks.of(place)
      if seen.isEmpty { continue }
      if comparison(entry, seen).loss == 0 {
        known.noisy.insert(entry.probe.target)
      } else {
        known.sound.insert(entry.probe.target)
      }
    }
  }

  private func comparison(_ entry: Suspicion, _ looks: [Observation]) -> Comparison {
    comparator.compare(
      entry.probe, first: entry.seen.first, second: entry.seen.second, more: looks,
      candidate: entry.seen.candidate, example: entry.example)
  }

  /// Whether a probe still seems to diverge although the reference disagrees with itself in it, or
  /// in others of its operation: a list drawn by chance has places at which a few runs agree, and
  /// of many probes that turn on the order of two items some do the same in a few runs.
  private func isDoubtful(
    _ entry: Suspicion, _ looks: [Observation], isNoisy: Bool
  ) -> Bool {
    let comparison = comparison(entry, looks)
    return comparison.loss > 0 && (isNoisy || !comparison.masked.isEmpty)
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
