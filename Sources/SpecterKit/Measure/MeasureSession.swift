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
  /// What the reference did with it in the processes that run many probes; empty where `seen` holds
  /// that.
  var earlier: [Observation] = []
}

/// One measurement in progress; a value that lives inside one task.
struct MeasureSession: Sendable {
  /// Probes handed to the drivers at a time: enough to keep them busy, few enough for the budget to
  /// be looked at often.
  static let chunk = 4_096
  /// The same under a budget: probes that time out cost seconds each.
  static let budgetedChunk = 128
  /// Chunks that a process may have been given beyond those that all have run: enough that none
  /// waits, few enough that what waits to be compared stays small.
  static let ahead = 3
  /// Most probes that are run again in fresh processes; each costs three starts of an interpreter.
  static let mostReruns = 60
  /// Most of which those are chosen.
  static let mostSuspects = 20_000
  /// Most probes before a divergence that the reference runs once more, which takes as long as one
  /// of its runs did. A number and no time, so that a fast machine or a cache finds what a slow
  /// machine finds.
  static let mostRecalled = 200_000
  /// Under a budget, probes that are run again at a time between two looks at the clock.
  static let budgetedPiece = 32
  /// The same of probes that each have a process of their own.
  static let budgetedStarts = 4
  /// Most diverging probes that the reference is asked again under other seeds.
  static let mostSecondLooks = 2_000
  /// How many more seeds it is asked under: two runs of a set of two items agree by chance once in
  /// two, five of them once in 16, eight once in 128. All probes of a library that turn on one such
  /// order agree or disagree together.
  static let secondLooks: UInt64 = 6
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
  /// Places in it at which a new process of the candidate began, in order.
  var restarts: [Int] = []
  /// Places in it of the probes that the candidate was not given, after three strikes.
  var withheld: Set<Int> = []
  /// Probes on which the candidate differed, and not when it was run again.
  var unrepeated = 0
  /// Diverging probes of which the reference was not asked again for lack of time.
  var unlooked = 0
  /// Observations that came from a cache, of the processes that are gone.
  var reused = Reuse()
  /// Whether a crash or time-out makes a divergence.
  var countsBreaks = false
  /// Branches of the reference that were seen to be reached; 0 where nothing traces.
  var branches = 0
  var profile = Profile()
  /// Probes that seem to diverge, until the reference was asked again.
  var divergent: [Suspicion] = []
  /// Probes that seem to cost the candidate too much, until both sides were measured again.
  var costly: [CostSuspect] = []

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
      request, known: contenders.known, surface: differ.surface, clock: clock)
    outside += draw.seconds + draw.guidedSeconds
    let plan = draw.plan
    branches = draw.branches
    if draw.exhausting > 0 {
      notes.append(
        "\(draw.exhausting) probes were left out: the original took too much time, memory or "
          + "output over them when they were drawn")
    }
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
    let deadlines = Deadlines(budget: request.plan.budget, from: mark)
    let alone = chosenSuspects()
    try await recall(until: deadlines.recall, alone: deadlines.reruns)
    try await rerun(alone, until: deadlines.reruns)
    profile.add(.rerunning, lap())
    try await lookAgain(until: deadlines.looks)
    profile.add(.lookingAgain, lap())
    if unrepeated > 0 {
      notes.append(
        "\(unrepeated) probes on which the candidate differed once, and not when it was run again, "
          + "do not count")
    }
    try await weigh(until: deadlines.looks)
    profile.add(.weighing, lap())
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
    reused += await contenders.reused()
    reused += shrunk.reused
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
    let report = try await contenders.observe(
      probes, chunk: chunk, ahead: budget == nil ? Self.ahead : 1, clock: clock, budget: budget,
      while: { budget.map { clock.monotonic() - running <= $0 } ?? true }
    ) { batch, observed in
      let begin = clock.monotonic()
      for (place, seen) in zip(batch.indices, observed) { take(batch[place], seen, place) }
      ran += batch.count
      profile.add(.comparing, clock.monotonic() - begin)
    }
    profile.add(.first, report.first)
    profile.add(.second, report.second)
    profile.add(.candidate, report.candidate)
    restarts = report.restarts
    if !report.tellsCosts {
      notes.append("CPU and memory were not compared: a driver does not tell them")
    }
    probing = clock.monotonic() - begin
    outside += probing
    if let budget, ran < probes.count {
      notes.append(
        "the budget of \(rounded(budget)) s ended after \(ran) of \(probes.count) probes")
    }
  }

  var chunk: Int { request.plan.budget == nil ? Self.chunk : Self.budgetedChunk }

  private mutating func take(_ probe: Probe, _ seen: Contenders.Observed, _ before: Int) {
    var example: Example?
    if seen.candidate == .notRun { withheld.insert(before) }
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

  mutating func count(
    _ probe: Probe, _ seen: Contenders.Observed, _ example: Example? = nil,
    isolated: Bool = false, before: Int = 0, earlier: [Observation] = [],
    more: [Observation]? = nil
  ) {
    let comparison = comparator.compare(
      probe, first: seen.first, second: seen.second, more: more ?? [],
      candidate: seen.candidate, example: example)
    if more == nil, comparison.loss > 0, divergent.count < Self.mostSecondLooks {
      divergent.append(
        Suspicion(
          probe: probe, seen: seen, example: example, isolated: isolated, before: before,
          earlier: earlier))
      return
    }
    if let look = seen.cost, !comparison.isDropped,
      comparison.loss < DifferenceKind.cost.loss
    {
      costly.append(CostSuspect(probe: probe, seen: seen, look: look, comparison: comparison))
      return
    }
    settle(probe, seen, comparison)
  }

  /// Counts a probe of which nothing more is to be found out.
  mutating func settle(
    _ probe: Probe, _ seen: Contenders.Observed, _ comparison: Comparison
  ) {
    keeper.add(probe, reference: seen.first, candidate: seen.candidate, comparison)
    if comparison == .unrepeated { unrepeated += 1 }
    if comparison.loss > 0 && !(seen.first.isAnswer && seen.candidate.isAnswer) {
      countsBreaks = true
    }
    guard !comparison.isDropped && comparison.masked.isEmpty else { return }
    lines.append(
      .init(probe: probe, reference: seen.first, diverged: comparison.loss > 0))
    if request.keepsDivergences, let difference = comparison.difference {
      kept.append(
        Divergence(
          probe: probe, reference: seen.first, candidate: seen.candidate, difference: difference))
    }
  }

  /// Runs probes on both sides and counts the time.
  mutating func observe(
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
    probes.unlooked = unlooked
    probes.reused = reused.observations
    probes.branches = branches
    // What comes from a cache says nothing of how fast probes run.
    let isLive = probing > 0 && reused.observations == 0 && ran > 0
    probes.perSecond = isLive ? Double(ran) / probing : nil
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
