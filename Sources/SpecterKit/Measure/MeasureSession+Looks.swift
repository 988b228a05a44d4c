import Differential
import SpecModel

/// Asking the reference again under other seeds.
extension MeasureSession {
  /// Asks the reference again, under other seeds, what it does with the probes that seem to
  /// diverge: where it disagrees with itself the difference is noise. What there is no time for
  /// stays a divergence, and is counted.
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
    var seen = again.indices.map { looks.of($0) }
    let looked = again.indices.filter { !seen[$0].isEmpty }
    var compared = again.indices.map { comparison(again[$0], seen[$0]) }
    known.noisy.formUnion(looked.filter { compared[$0].loss == 0 }.map { again[$0].probe.target })
    // A list drawn by chance has places at which a few runs agree, and of many probes that turn on
    // the order of two items some do the same in a few runs.
    let doubtful = looked.filter { place in
      compared[place].loss > 0
        && (known.noisy.contains(again[place].probe.target) || !compared[place].masked.isEmpty)
    }.prefix(Self.mostThirdLooks)
    if !doubtful.isEmpty {
      let last = try await look(
        doubtful.map { again[$0] }, isolated: isolated,
        seeds: Self.secondLooks..<Self.secondLooks + Self.thirdLooks, until: deadline)
      for (index, place) in doubtful.enumerated() {
        seen[place] += last.of(index)
        compared[place] = comparison(again[place], seen[place])
      }
    }
    known.noisy.formUnion(looked.filter { compared[$0].loss == 0 }.map { again[$0].probe.target })
    known.sound.formUnion(looked.filter { compared[$0].loss > 0 }.map { again[$0].probe.target })
    var open = looked
    for (place, one) in again.enumerated() where seen[place].isEmpty {
      // Where all of an operation's that were looked at are noise, nobody knows what of its others
      // is not.
      guard known.sound.contains(one.probe.target) || !known.noisy.contains(one.probe.target)
      else {
        settle(one.probe, one.seen, .undecided)
        continue
      }
      unlooked += 1
      // That it disagrees with itself at some place was seen before.
      seen[place] = one.earlier
      open.append(place)
    }
    open.sort()
    if isolated {
      try await confirm(open.map { again[$0] }, open.map { seen[$0] }, until: deadline)
    } else {
      for place in open {
        let one = again[place]
        count(one.probe, one.seen, one.example, more: seen[place])
      }
    }
  }

  /// Has the candidate run once more, in fresh processes, what it ran in such and diverged in: what
  /// comes of threads, or of time, it may do once in a thousand runs, as the reference may without
  /// being seen to. What there is no time for stays a divergence.
  private mutating func confirm(
    _ open: [Suspicion], _ looks: [[Observation]], until deadline: Double?
  ) async throws {
    // To wait once more where it ran out of time would take the whole limit.
    let diverging = open.indices.filter { place in
      comparison(open[place], looks[place]).loss > 0 && open[place].seen.candidate != .timedOut
    }
    let piece = deadline == nil ? max(1, diverging.count) : Self.budgetedStarts
    let asked = stride(from: 0, to: diverging.count, by: piece).map { start in
      ProbeBatch(
        probes: diverging[start..<min(start + piece, diverging.count)].map { open[$0].probe },
        isolated: true)
    }
    let process = differ.asking(request, candidate: true, seed: request.plan.seed, again: true)
    let again =
      asked.isEmpty
      ? FurtherLooks() : try await look([.init(process: process, batches: asked)], until: deadline)
    var candidates: [Int: Observation] = [:]
    for (place, seen) in zip(diverging, again.seen.first ?? []) { candidates[place] = seen }
    for (place, one) in open.enumerated() {
      if let candidate = candidates[place],
        comparison(one, looks[place], candidate: candidate).loss == 0
      {
        settle(one.probe, one.seen, .unrepeated)
      } else {
        count(one.probe, one.seen, one.example, isolated: true, more: looks[place])
      }
    }
  }

  /// What the reference does with suspicious probes under each of `seeds`, counted from the first
  /// that no other run had. Under a deadline some are asked under every seed before others under
  /// any: a probe that disagrees with itself half of the time agrees in two runs too often. A few
  /// are asked in any case, but for those that each take a process of their own.
  private mutating func look(
    _ again: [Suspicion], isolated: Bool, seeds: Range<UInt64>, until deadline: Double?
  ) async throws -> FurtherLooks {
    let processes = seeds.map { differ.asking(request, seed: request.plan.seed &+ 2 &+ $0) }
    func batches(_ some: ArraySlice<Suspicion>, by piece: Int) -> [ProbeBatch] {
      stride(from: some.startIndex, to: some.endIndex, by: piece).map { start in
        ProbeBatch(
          probes: some[start..<min(start + piece, some.endIndex)].map(\.probe), isolated: isolated)
      }
    }
    guard let deadline else {
      let whole = batches(again[...], by: max(1, again.count))
      return try await look(processes.map { .init(process: $0, batches: whole) }, until: nil)
    }
    let few = again.prefix(isolated ? 1 : Self.budgetedPiece)
    let first = batches(few, by: few.count)
    var all = try await look(
      processes.map { .init(process: $0, batches: first) }, until: isolated ? deadline : nil)
    all.cut()
    guard !all.seen.allSatisfy(\.isEmpty) else { return all }
    // A process started for each piece would take longer than its probes. Those that run at a time
    // share what is left of the time with those after them, which are asked no more than they were.
    var rest = batches(
      again.dropFirst(few.count), by: isolated ? Self.budgetedStarts : Self.budgetedPiece)
    var more = FurtherLooks()
    while more.seen.count < processes.count {
      let groups = (processes.count - more.seen.count - 1) / FurtherLooks.atOnce + 1
      let now = clock.monotonic()
      let looks = try await look(
        processes.dropFirst(more.seen.count).prefix(FurtherLooks.atOnce).map {
          .init(process: $0, batches: rest)
        }, until: now + max(0, deadline - now) / Double(groups))
      more.seen += looks.seen
      more.cut()
      let count = more.seen[0].count
      var given = 0
      rest = rest.prefix { batch in
        given += batch.probes.count
        return given <= count
      }
    }
    for place in all.seen.indices { all.seen[place] += more.seen[place] }
    return all
  }

  func comparison(
    _ one: Suspicion, _ looks: [Observation], candidate: Observation? = nil
  ) -> Comparison {
    comparator.compare(
      one.probe, first: one.seen.first, second: one.seen.second, more: looks,
      candidate: candidate ?? one.seen.candidate, example: one.example)
  }

  /// What further processes do with the batches that they are asked.
  mutating func look(
    _ asked: [FurtherLooks.Asked], until deadline: Double?
  ) async throws -> FurtherLooks {
    let begin = clock.monotonic()
    let looks = try await differ.look(asked, until: deadline)
    outside += clock.monotonic() - begin
    reused += looks.reused
    return looks
  }
}
