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
  /// depend on what ran before it. What there is no time for is counted as it ran.
  mutating func rerun(_ again: [Suspicion], until deadline: Double?) async throws {
    let ran = try await runAlone(again, until: deadline)
    guard ran < again.count else { return }
    for one in again[ran...] { count(one.probe, one.seen, one.example, before: one.before) }
    notes.append(
      "for lack of time \(again.count - ran) probes that the reference did in two ways were not "
        + "run again in fresh processes")
  }

  /// Runs the reference once more on all that the candidate's process had run before a divergence,
  /// which takes no longer than it took at first. Where it then does something else than before,
  /// it depends on what ran before, and the two processes had been started anew at different
  /// places (each after a probe that hung in it): such probes are run in fresh processes on both
  /// sides, or what differs is noise. The candidate's own answer is not asked for again here.
  mutating func recall(until deadline: Double?) async throws {
    let alone = divergent.filter { !$0.isolated && $0.seen.candidate != .notRun }
    let histories = Histories(alone.map(\.before), restarts: restarts, most: Self.mostRecalled)
    if !histories.tooLong.isEmpty {
      notes.append(
        "\(histories.tooLong.count) diverging probes were not held against what had run "
          + "before them: more than \(Self.mostRecalled) probes")
    }
    var recalled: [Int: Observation] = [:]
    for history in histories.ranges {
      let places = history.filter { !withheld.contains($0) }
      let looks = try await look(batches(of: places), seeds: [request.plan.seed], until: deadline)
      for (place, seen) in zip(places, looks.seen.first ?? []) { recalled[place] = seen }
    }
    let unrecalled = histories.places.filter { recalled[$0] == nil }.count
    if unrecalled > 0 {
      notes.append(
        "for lack of time \(unrecalled) diverging probes were not held against what had run "
          + "before them")
    }
    func other(_ one: Suspicion) -> Observation? {
      guard !one.isolated, let seen = recalled[one.before], seen != one.seen.first else {
        return nil
      }
      return seen
    }
    let forgetful = divergent.filter { other($0) != nil }
    guard !forgetful.isEmpty else { return }
    divergent.removeAll { other($0) != nil }
    let turns = Turns.order(forgetful.map(\.probe.target)).prefix(Self.mostReruns)
    let ran = try await runAlone(turns.map { forgetful[$0] }, until: deadline)
    let counted = Set(turns.prefix(ran))
    for (place, one) in forgetful.enumerated() where !counted.contains(place) {
      count(one.probe, one.seen, one.example, more: other(one).map { [$0] } ?? [])
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

  /// Runs probes in fresh processes on both sides; tells how many of them there was time for.
  private mutating func runAlone(_ again: [Suspicion], until deadline: Double?) async throws
    -> Int
  {
    let piece = deadline == nil ? max(1, again.count) : Self.budgetedStarts
    var ran = 0
    while ran < again.count, deadline.map({ clock.monotonic() <= $0 }) ?? true {
      let some = again[ran..<min(ran + piece, again.count)]
      let observed = try await observe(some.map(\.probe), isolated: true)
      for (one, seen) in zip(some, observed) {
        count(
          one.probe, seen, one.example, isolated: true,
          earlier: [one.seen.first, one.seen.second])
      }
      ran += some.count
    }
    rerun += ran
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
