import SpecModel

/// Running again what differed, in processes that hold what its own process held, or nothing.
extension MeasureSession {
  /// The probes that the reference did in two ways and that are to be run again alone, each
  /// operation having its turn; the others are counted as they ran.
  mutating func chosenSuspects() -> [Suspicion] {
    let turns = Turns.order(suspects.map(\.probe.target)).prefix(Self.mostReruns)
    let chosen = Set(turns)
    for (place, one) in suspects.enumerated() where !chosen.contains(place) {
      count(one.probe, one.seen, one.example, before: one.before)
    }
    return turns.map { suspects[$0] }
  }

  /// Runs again, each in a fresh process on both sides, what the reference did in two ways: it may
  /// depend on what ran before it. What there is no time for counts where the candidate does as the
  /// reference did; where not, nobody knows which part of it is noise.
  mutating func rerun(_ again: [Suspicion], until deadline: Double?) async throws {
    let ran = try await runAlone(again, until: deadline).count
    guard ran < again.count else { return }
    for one in again[ran...] {
      let comparison = comparator.compare(
        one.probe, first: one.seen.first, second: one.seen.second,
        candidate: one.seen.candidate, example: one.example)
      settle(one.probe, one.seen, comparison.loss > 0 ? .undecided : comparison)
    }
    notes.append(
      "for lack of time \(again.count - ran) probes that the reference did in two ways were not "
        + "run again in fresh processes")
  }

  /// Runs both sides once more on all that the candidate's process had run before a divergence,
  /// which takes no longer than it took at first. Where the reference then does something else than
  /// before, it depends on what ran before, and the two processes had been started anew at
  /// different places (each after a probe that hung in it). Where the candidate then does as the
  /// reference did, it does it in two ways. Such probes are run in fresh processes on both sides,
  /// or what differs is noise.
  ///
  /// Where there is no time for that, some are run in fresh processes until `alone`. Where the
  /// reference does there what it did before, the others of that operation stay divergences; where
  /// it does something else, nobody knows what of them is its own.
  mutating func recall(until deadline: Double?, alone: Double?) async throws {
    let among = divergent.filter { !$0.isolated && $0.seen.candidate != .notRun }
    let histories = Histories(among.map(\.before), restarts: restarts, most: Self.mostRecalled)
    if !histories.tooLong.isEmpty {
      notes.append(
        "\(histories.tooLong.count) diverging probes were not held against what had run "
          + "before them: more than \(Self.mostRecalled) probes")
    }
    var recalled: [Int: Observation] = [:]
    var repeated: [Int: Observation] = [:]
    let late = Set(among.filter { $0.seen.candidate == .timedOut }.map(\.before))
    let (first, candidate) = (
      differ.asking(request, seed: request.plan.seed, again: true),
      differ.asking(request, candidate: true, seed: request.plan.seed, again: true)
    )
    for history in histories.ranges {
      let places = history.filter { !withheld.contains($0) }
      // To wait once more where it ran out of time would take the whole limit.
      let others = places.filter { !late.contains($0) }
      let looks = try await look(
        [
          .init(process: first, batches: batches(of: places)),
          .init(process: candidate, batches: batches(of: others)),
        ], until: deadline)
      for (place, seen) in zip(places, looks.seen[0]) { recalled[place] = seen }
      for (place, seen) in zip(others, looks.seen[1]) { repeated[place] = seen }
    }
    let unrecalled = Set(
      histories.places.filter { place in
        recalled[place] == nil || (repeated[place] == nil && !late.contains(place))
      })
    if !unrecalled.isEmpty {
      notes.append(
        "for lack of time \(unrecalled.count) diverging probes were not held against what had run "
          + "before them")
      try await decide(among.filter { unrecalled.contains($0.before) }, until: alone)
    }
    func other(_ one: Suspicion) -> Observation? {
      guard !one.isolated, let seen = recalled[one.before], seen != one.seen.first else {
        return nil
      }
      return seen
    }
    var unrepeated: Set<Int> = []
    for one in divergent where !one.isolated {
      guard let seen = repeated[one.before], seen != one.seen.candidate else { continue }
      if comparison(one, [], candidate: seen).loss == 0 { unrepeated.insert(one.before) }
    }
    func isFickle(_ one: Suspicion) -> Bool {
      other(one) != nil || (!one.isolated && unrepeated.contains(one.before))
    }
    let forgetful = divergent.filter(isFickle)
    guard !forgetful.isEmpty else { return }
    divergent.removeAll(where: isFickle)
    let turns = Turns.order(forgetful.map(\.probe.target)).prefix(Self.mostReruns)
    let ran = try await runAlone(
      turns.map { forgetful[$0] }, until: deadline, unrepeated: unrepeated
    ).count
    let counted = Set(turns.prefix(ran))
    for (place, one) in forgetful.enumerated() where !counted.contains(place) {
      let comparison = comparison(one, other(one).map { [$0] } ?? [])
      if unrepeated.contains(one.before) {
        settle(one.probe, one.seen, .unrepeated)
      } else {
        // Three runs may agree by chance where the candidate does not.
        settle(one.probe, one.seen, comparison.loss > 0 ? .undecided : comparison)
      }
    }
  }

  /// Decides about divergences that were not held against what had run before them by running some
  /// in fresh processes on both sides: a few in any case, each operation having its turn.
  private mutating func decide(_ open: [Suspicion], until deadline: Double?) async throws {
    let places = Set(open.map(\.before))
    divergent.removeAll { !$0.isolated && places.contains($0.before) }
    let turns = Turns.order(open.map(\.probe.target)).map { open[$0] }
    let observed = try await runAlone(
      Array(turns.prefix(Self.mostReruns)), until: deadline, atLeast: Self.budgetedStarts)
    var fickle: Set<String> = []
    for (one, seen) in zip(turns, observed) where seen.first != one.seen.first {
      fickle.insert(one.probe.target)
    }
    for one in turns.dropFirst(observed.count) {
      if fickle.contains(one.probe.target) {
        settle(one.probe, one.seen, .undecided)
      } else {
        divergent.append(one)
      }
    }
  }

  /// The probes at these places, to be run again by a process that is given time: none of them
  /// hung when they ran.
  private func batches(of places: [Int]) -> [ProbeBatch] {
    let limit = ProbeBatch(probes: []).seconds
    return stride(from: 0, to: places.count, by: chunk).map { start in
      ProbeBatch(
        probes: places[start..<min(start + chunk, places.count)].map { sequence[$0] },
        strikes: .max, patience: limit)
    }
  }

  /// Runs probes in fresh processes on both sides; what came of those that there was time for. On
  /// those that had `unrepeated` probes before them the candidate differed once: where it does not
  /// here, that is no agreement.
  private mutating func runAlone(
    _ again: [Suspicion], until deadline: Double?, atLeast least: Int = 0,
    unrepeated: Set<Int> = []
  ) async throws -> [Contenders.Observed] {
    let piece = deadline == nil ? max(1, again.count) : Self.budgetedStarts
    var ran: [Contenders.Observed] = []
    while ran.count < again.count,
      ran.count < least || deadline.map({ clock.monotonic() <= $0 }) ?? true
    {
      let some = again[ran.count..<min(ran.count + piece, again.count)]
      let observed = try await observe(some.map(\.probe), isolated: true)
      for (one, seen) in zip(some, observed) {
        var again = one
        again.seen = seen
        if unrepeated.contains(one.before), comparison(again, []).loss == 0 {
          settle(one.probe, seen, .unrepeated)
          continue
        }
        count(
          one.probe, seen, one.example, isolated: true,
          earlier: [one.seen.first, one.seen.second])
      }
      ran += observed
    }
    rerun += ran.count
    return ran
  }
}

/// What a process had run before each of some places of a sequence of probes.
struct Histories: Sendable, Hashable {
  /// From where the process began to the last of the places that it reached, in order.
  private(set) var ranges: [ClosedRange<Int>] = []
  /// The places that are in a range.
  private(set) var places: [Int] = []
  /// The places with more than `most` probes before them in their process.
  private(set) var tooLong: [Int] = []

  /// The histories of `places` where new processes began at `restarts`.
  init(_ places: [Int], restarts: [Int], most: Int) {
    var starts = restarts.sorted()[...]
    var start = 0
    for place in places.sorted() {
      while let next = starts.first, next <= place { start = starts.removeFirst() }
      guard place - start < most else {
        tooLong.append(place)
        continue
      }
      self.places.append(place)
      if let last = ranges.last, last.lowerBound == start {
        ranges[ranges.count - 1] = start...place
      } else {
        ranges.append(start...place)
      }
    }
  }
}
