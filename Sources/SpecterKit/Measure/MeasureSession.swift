import Differential
import SpecModel

/// A probe that seems to diverge.
struct Suspicion: Sendable {
  var probe: Probe
  var seen: Contenders.Observed
  var example: Example?
  /// Whether it ran in a fresh process, because the reference depends on what ran before.
  var isolated: Bool
  /// How many probes had run before it.
  var before: Int
}

/// One measurement in progress; a value that lives inside one task.
struct MeasureSession: Sendable {
  /// Probes handed to the drivers at a time: enough to keep them busy, few enough for the budget to
  /// be looked at often.
  static let chunk = 4_096
  /// The same under a budget: probes that time out cost seconds each.
  static let budgetedChunk = 512
  /// Chunks that a process may have been given beyond those that all have run: enough that none
  /// waits, few enough that what waits to be compared stays small.
  static let ahead = 3
  /// Most probes that are run again in fresh processes; each costs three starts of an interpreter.
  static let mostReruns = 60
  /// Most of which those are chosen.
  static let mostSuspects = 20_000
  /// Most probes before a divergence that the reference runs once more. A number and no time, so
  /// that a fast machine or a cache finds what a slow machine finds.
  static let mostRecalled = 20_000
  /// Most diverging probes that the reference is asked again under other seeds.
  static let mostSecondLooks = 2_000
  /// How many more seeds it is asked under: two runs of a set of three items agree by chance once
  /// in six, five of them once in 1,300.
  static let secondLooks: UInt64 = 3
  /// How many seeds more, where the reference disagrees with itself and the probe still differs:
  /// at one place of a list drawn from two items 5 runs agree once in 16, 21 once in a million.
  static let thirdLooks: UInt64 = 16
  /// Most probes that are looked at so often.
  static let mostThirdLooks = 500
  let request: MeasureRequest
  let differ: Differ
  let contenders: Contenders
  let comparator: Comparator
  let structure: StructureReport
  let examples: [String: Example]
  let clock: Clock
  let start: Double
  /// When the probes began to run, by the clock; what the budget is counted from.
  var running: Double
  var keeper: ScoreKeeper
  var lines: [ProbeFile.Line] = []
  /// Divergences among `lines`, where they are asked for.
  var kept: [Divergence] = []
  /// Probes that the reference did in two ways, until some of them were run again.
  var suspects: [Suspicion] = []
  var rerun = 0
  var brokenExamples: [String] = []
  var notes: [String] = []
  var outside = 0.0
  /// Wall seconds in which the drawn probes ran on all three.
  var probing = 0.0
  var ran = 0
  /// The probes in the order in which they ran.
  var sequence: [Probe] = []
  /// Observations that came from a cache, of the processes that are gone.
  var reused = 0
  /// Branches of the reference that were seen to be reached; 0 where nothing traces.
  var branches = 0
  var profile = Profile()
  /// Probes that seem to diverge, until the reference was asked again.
  var divergent: [Suspicion] = []

  init(
    _ request: MeasureRequest, _ contenders: Contenders, missing: Set<String>,
    differ: Differ, begin: Double
  ) {
    self.differ = differ
    self.request = request
    self.contenders = contenders
    clock = differ.clock
    start = clock.monotonic()
    running = start
    profile.add(.starting, start - begin)
    comparator = Comparator(rules: request.rules, missing: missing)
    structure = StructureComparison.report(
      reference: contenders.known, candidate: contenders.built,
      unsteady: contenders.unsteady)
    examples = Dictionary(
      (request.spec?.examples ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    keeper = ScoreKeeper(
      rules: request.rules, scored: request.plan.pools.contains(.final) ? .final : .heldOut)
    let unsteady = contenders.unsteady.names
    if !unsteady.isEmpty {
      notes.append(
        "not compared, for the reference's own processes disagree: "
          + unsteady.joined(separator: ", "))
    }
    if let why = contenders.unloadable { notes.append("the candidate can't be loaded: \(why)") }
    profile.add(.structure, clock.monotonic() - start)
  }

  mutating func run() async throws -> MeasureOutcome {
    var mark = clock.monotonic()
    func lap() -> Double {
      let now = clock.monotonic()
      defer { mark = now }
      return now - mark
    }
    let draw = try await ProbeDraw(
      request, known: contenders.known, on: contenders.first, surface: differ.surface,
      clock: clock)
    outside += draw.seconds + draw.guidedSeconds
    let plan = draw.plan
    branches = draw.branches
    profile.add(.guiding, draw.guidedSeconds)
    profile.add(.drawing, lap() - draw.guidedSeconds)
    running = clock.monotonic()
    // A budget that ends early leaves something of every operation, in every pool.
    let order =
      request.plan.budget == nil
      ? nil : Turns.order(plan.probes.map { "\($0.pool.rawValue) \($0.target)" })
    sequence = order?.map { plan.probes[$0] } ?? plan.probes
    try await observeAll(sequence)
    profile.add(.running, lap())
    try await rerunSuspects()
    try await recall()
    profile.add(.rerunning, lap())
    try await lookAgain()
    profile.add(.lookingAgain, lap())
    let card = keeper.card(
      operations: plan.operations, structure: structure, unprobed: plan.unprobed,
      seed: request.plan.seed, confidence: request.plan.confidence)
    profile.add(.bootstrap, lap())
    let shrinking = Shrinking(
      request: request, comparator: comparator, clock: clock, running: running)
    let shrunk = try await shrinking.causes(
      card.causes, on: differ, hasCandidate: contenders.candidate != nil)
    outside += shrunk.outside
    profile.add(.shrinking, lap())
    reused += await contenders.reused() + shrunk.reused
    let measurement = measurement(card, shrunk.causes)
    return MeasureOutcome(
      measurement: measurement, lines: lines, secondsOutside: outside, profile: profile,
      divergences: kept)
  }

  /// Runs every probe, as far as the budget goes. With a budget no process runs ahead of the
  /// others, so that what is spent past it is one chunk at most.
  private mutating func observeAll(_ probes: [Probe]) async throws {
    let begin = clock.monotonic()
    let (contenders, clock, running, budget) = (contenders, clock, running, request.plan.budget)
    let seconds = try await contenders.observe(
      probes, chunk: chunk, ahead: budget == nil ? Self.ahead : 1, clock: clock,
      while: { budget.map { clock.monotonic() - running <= $0 } ?? true }
    ) { batch, observed in
      let begin = clock.monotonic()
      for (place, seen) in zip(batch.indices, observed) { take(batch[place], seen, place) }
      ran += batch.count
      profile.add(.comparing, clock.monotonic() - begin)
    }
    profile.add(.first, seconds.first)
    profile.add(.second, seconds.second)
    profile.add(.candidate, seconds.candidate)
    probing = clock.monotonic() - begin
    outside += probing
    if let budget, ran < probes.count {
      notes.append(
        "the budget of \(rounded(budget)) s ended after \(ran) of \(probes.count) probes")
    }
  }

  private var chunk: Int { request.plan.budget == nil ? Self.chunk : Self.budgetedChunk }

  private mutating func take(_ probe: Probe, _ seen: Contenders.Observed, _ before: Int) {
    var example: Example?
    if case .example(let id) = probe.origin { example = examples[id] }
    if let example, !ExampleCheck.holds(example, seen.first) {
      brokenExamples.append(
        "SPEC.md:\(example.lines.first): the reference answers \(seen.first.text)")
    }
    if seen.first != seen.second && suspects.count < Self.mostSuspects {
      let difference = comparator.compare(
        probe, first: seen.first, second: seen.second, candidate: seen.candidate)
      if difference.isDropped || !difference.masked.isEmpty {
        suspects.append(
          Suspicion(
            probe: probe, seen: seen, example: example, isolated: false, before: before))
        return
      }
    }
    count(probe, seen, example, before: before)
  }

  private mutating func count(
    _ probe: Probe, _ seen: Contenders.Observed, _ example: Example? = nil,
    isolated: Bool = false, before: Int = 0, more: [Observation]? = nil
  ) {
    let comparison = comparator.compare(
      probe, first: seen.first, second: seen.second, more: more ?? [],
      candidate: seen.candidate, example: example)
    if more == nil, comparison.loss > 0, divergent.count < Self.mostSecondLooks {
      divergent.append(
        Suspicion(
          probe: probe, seen: seen, example: example, isolated: isolated, before: before))
      return
    }
    keeper.add(probe, reference: seen.first, candidate: seen.candidate, comparison)
    guard !comparison.isDropped && comparison.masked.isEmpty else { return }
    lines.append(
      .init(probe: probe, reference: seen.first, diverged: comparison.loss > 0))
    if request.keepsDivergences, let difference = comparison.difference {
      kept.append(
        Divergence(
          probe: probe, reference: seen.first, candidate: seen.candidate, difference: difference))
    }
  }

  /// Asks the reference again, under other seeds, what it does with the probes that seem to
  /// diverge: where it disagrees with itself the difference is noise. The candidate is not asked
  /// again.
  private mutating func lookAgain() async throws {
    for isolated in [false, true] {
      try await lookAgain(divergent.filter { $0.isolated == isolated }, isolated: isolated)
    }
  }

  private mutating func lookAgain(_ again: [Suspicion], isolated: Bool) async throws {
    guard !again.isEmpty else { return }
    let looks = try await look(again, isolated: isolated, seeds: 0..<Self.secondLooks)
    var noisy: [(suspicion: Suspicion, looks: [Observation])] = []
    for (place, entry) in again.enumerated() {
      let seen = looks.map { $0[place] }
      if noisy.count < Self.mostThirdLooks, isDoubtful(entry, seen) {
        noisy.append((entry, seen))
      } else {
        count(entry.probe, entry.seen, entry.example, isolated: isolated, more: seen)
      }
    }
    guard !noisy.isEmpty else { return }
    let last = try await look(
      noisy.map(\.suspicion), isolated: isolated,
      seeds: Self.secondLooks..<Self.secondLooks + Self.thirdLooks)
    for (place, entry) in noisy.enumerated() {
      let (one, more) = (entry.suspicion, entry.looks + last.map { $0[place] })
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
    _ again: [Suspicion], isolated: Bool, seeds: Range<UInt64>
  ) async throws -> [[Observation]] {
    let first = request.plan.seed &+ 2
    return try await look(
      [ProbeBatch(probes: again.map(\.probe), isolated: isolated)],
      seeds: seeds.map { first &+ $0 })
  }

  /// What the reference does with batches in a new process under each of `seeds`.
  private mutating func look(
    _ batches: [ProbeBatch], seeds: [UInt64]
  ) async throws -> [[Observation]] {
    let begin = clock.monotonic()
    let looks = try await differ.look(request, batches, seeds: seeds)
    outside += clock.monotonic() - begin
    reused += looks.reused
    return looks.seen
  }

  /// Runs again, each in a fresh process on both sides, what the reference did in two ways: it may
  /// depend on what ran before it.
  private mutating func rerunSuspects() async throws {
    guard !suspects.isEmpty else { return }
    let turns = Turns.taken(suspects.map(\.probe.target), most: Self.mostReruns)
    for place in suspects.indices where !turns.contains(place) {
      let one = suspects[place]
      count(one.probe, one.seen, one.example, before: one.before)
    }
    try await runAlone(turns.sorted().map { suspects[$0] })
  }

  private mutating func runAlone(_ again: [Suspicion]) async throws {
    rerun += again.count
    let observed = try await observe(again.map(\.probe), isolated: true)
    for (one, seen) in zip(again, observed) {
      count(one.probe, seen, one.example, isolated: true)
    }
  }

  /// Runs the reference once more on all that ran before a divergence, which takes no longer than
  /// it took at first. Where it then does something else, it depends on what ran before, and a
  /// process that was started anew in between (after a probe that hung) had forgotten it: such
  /// probes are run in fresh processes on both sides, or what differs is noise.
  private mutating func recall() async throws {
    let alone = divergent.filter { !$0.isolated }
    let recalled = alone.filter { $0.before < Self.mostRecalled }
    if recalled.count < alone.count {
      notes.append(
        "\(alone.count - recalled.count) diverging probes were not held against what had run "
          + "before them: more than \(Self.mostRecalled) probes")
    }
    guard let last = recalled.map(\.before).max() else { return }
    // In the same chunks, for what is not run after three time-outs is told anew in each.
    let batches = stride(from: 0, through: last, by: chunk).map {
      ProbeBatch(probes: Array(sequence[$0...min($0 + chunk - 1, last)]))
    }
    let seen = try await look(batches, seeds: [request.plan.seed])[0]
    func isForgetful(_ one: Suspicion) -> Bool {
      !one.isolated && one.before <= last && seen[one.before] != one.seen.first
    }
    let forgetful = divergent.filter(isForgetful)
    guard !forgetful.isEmpty else { return }
    divergent.removeAll(where: isForgetful)
    let turns = Turns.taken(forgetful.map(\.probe.target), most: Self.mostReruns)
    for place in forgetful.indices where !turns.contains(place) {
      let one = forgetful[place]
      count(one.probe, one.seen, one.example, more: [seen[one.before]])
    }
    try await runAlone(turns.sorted().map { forgetful[$0] })
  }

  /// Runs probes on both sides and counts the time.
  private mutating func observe(
    _ probes: [Probe], isolated: Bool = false
  ) async throws -> [Contenders.Observed] {
    let begin = clock.monotonic()
    let observed = try await contenders.observe(probes, isolated: isolated)
    outside += clock.monotonic() - begin
    return observed
  }

  private func measurement(_ card: ScoreCard, _ causes: [Cause]) -> Measurement {
    var probes = card.probes
    probes.rerun = rerun
    probes.reused = reused
    probes.branches = branches
    // What comes from a cache says nothing of how fast probes run.
    probes.perSecond = probing > 0 && reused == 0 && ran > 0 ? Double(ran) / probing : nil
    let bytes = request.spec?.byteCount
    let bare = request.survey?.bareBytes ?? 0
    return Measurement(
      fidelity: card.fidelity, behaviour: card.behaviour, structure: card.structure,
      operations: card.operations, unprobed: card.unprobed, probes: probes, causes: causes,
      surface: structure.findings, undiscovered: card.undiscovered, gap: card.gap,
      economy: bare > 0 ? bytes.map { Double($0) / Double(bare) } : nil,
      isolation: IsolationPair(build: request.buildIsolation, run: request.isolation),
      rules: request.rules, allowed: card.allowed, seed: request.plan.seed,
      perOperation: request.plan.perOperation, seconds: clock.monotonic() - start,
      brokenExamples: brokenExamples, notes: notes, noise: card.noise)
  }
}
