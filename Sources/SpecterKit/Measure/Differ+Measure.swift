import Differential
import SpecModel

extension Differ {
  /// Measures one candidate (SCORING.md).
  public func measure(_ request: MeasureRequest) async throws -> MeasureOutcome {
    let hidden = RulePlant.failures(under: request.rules)
    guard hidden.isEmpty else {
      throw Failure(
        .badInput, "the comparison rules are too loose: \(hidden.joined(separator: "; "))",
        remedy: "narrow `compare` in the front matter")
    }
    let begin = clock.monotonic()
    return try await withContenders(request) { contenders, missing in
      var session = MeasureSession(
        request, contenders, missing: missing, differ: self, begin: begin)
      return try await session.run()
    }
  }
}

/// A probe that seems to diverge.
private struct Suspicion: Sendable {
  var probe: Probe
  var seen: Contenders.Observed
  var example: Example?
  /// Whether it ran in a fresh process, because the reference depends on what ran before.
  var isolated: Bool
}

/// One measurement in progress; a value that lives inside one task.
private struct MeasureSession: Sendable {
  /// Probes handed to the drivers at a time: enough to keep them busy, few enough for the budget to
  /// be looked at often.
  static let chunk = 4_096
  /// Chunks that a process may have been given beyond those that all have run: enough that none
  /// waits, few enough that what waits to be compared stays small.
  static let ahead = 3
  /// Most probes that are run again in fresh processes; each costs three starts of an interpreter.
  static let mostReruns = 60
  /// Most diverging probes that the reference is asked again under other seeds.
  static let mostSecondLooks = 2_000
  /// How many more seeds it is asked under: two runs of a set of three items agree by chance once
  /// in six, five of them once in 1,300.
  static let secondLooks: UInt64 = 3
  let request: MeasureRequest
  let differ: Differ
  let contenders: Contenders
  let comparator: Comparator
  let structure: StructureReport
  let examples: [String: Example]
  let clock: Clock
  let start: Double
  var keeper: ScoreKeeper
  var lines: [ProbeFile.Line] = []
  var suspects: [Probe] = []
  var brokenExamples: [String] = []
  var notes: [String] = []
  var outside = 0.0
  var ran = 0
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
    profile.add(.starting, start - begin)
    comparator = Comparator(rules: request.rules, missing: missing)
    structure = StructureComparison.report(
      reference: contenders.known, candidate: contenders.built)
    examples = Dictionary(
      (request.spec?.examples ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    keeper = ScoreKeeper(
      rules: request.rules, scored: request.plan.pools.contains(.final) ? .final : .heldOut)
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
    try await observeAll(plan.probes)
    profile.add(.running, lap())
    try await rerunSuspects()
    profile.add(.rerunning, lap())
    try await lookAgain()
    profile.add(.lookingAgain, lap())
    let card = keeper.card(
      operations: plan.operations, structure: structure, unprobed: plan.unprobed,
      seed: request.plan.seed, confidence: request.plan.confidence)
    profile.add(.bootstrap, lap())
    let shrinking = Shrinking(
      request: request, comparator: comparator, clock: clock, start: start)
    let shrunk = try await shrinking.causes(
      card.causes, on: differ, hasCandidate: contenders.candidate != nil)
    outside += shrunk.outside
    profile.add(.shrinking, lap())
    reused += await contenders.reused() + shrunk.reused
    let measurement = measurement(card, shrunk.causes)
    return MeasureOutcome(
      measurement: measurement, lines: lines, secondsOutside: outside, profile: profile)
  }

  /// Runs every probe, as far as the budget goes. With a budget no process runs ahead of the
  /// others, so that what is spent past it is one chunk at most.
  private mutating func observeAll(_ probes: [Probe]) async throws {
    let begin = clock.monotonic()
    let (contenders, clock, start, budget) = (contenders, clock, start, request.plan.budget)
    let seconds = try await contenders.observe(
      probes, chunk: Self.chunk, ahead: budget == nil ? Self.ahead : 1, clock: clock,
      while: { budget.map { clock.monotonic() - start <= $0 } ?? true }
    ) { batch, observed in
      let begin = clock.monotonic()
      for (probe, seen) in zip(batch, observed) { take(probe, seen) }
      ran += batch.count
      profile.add(.comparing, clock.monotonic() - begin)
    }
    profile.add(.first, seconds.first)
    profile.add(.second, seconds.second)
    profile.add(.candidate, seconds.candidate)
    outside += clock.monotonic() - begin
    if let budget, ran < probes.count {
      notes.append(
        "the budget of \(rounded(budget)) s ended after \(ran) of \(probes.count) probes")
    }
  }

  private mutating func take(_ probe: Probe, _ seen: Contenders.Observed) {
    var example: Example?
    if case .example(let id) = probe.origin { example = examples[id] }
    if let example, !ExampleCheck.holds(example, seen.first) {
      brokenExamples.append(
        "SPEC.md:\(example.lines.first): the reference answers \(seen.first.text)")
    }
    if seen.first != seen.second && suspects.count < Self.mostReruns {
      let difference = comparator.compare(
        probe, first: seen.first, second: seen.second, candidate: seen.candidate)
      if difference.isDropped || !difference.masked.isEmpty {
        suspects.append(probe)
        return
      }
    }
    count(probe, seen, example)
  }

  private mutating func count(
    _ probe: Probe, _ seen: Contenders.Observed, _ example: Example? = nil,
    isolated: Bool = false, more: [Observation]? = nil
  ) {
    let comparison = comparator.compare(
      probe, first: seen.first, second: seen.second, more: more ?? [],
      candidate: seen.candidate, example: example)
    if more == nil, comparison.loss > 0, divergent.count < Self.mostSecondLooks {
      divergent.append(
        Suspicion(probe: probe, seen: seen, example: example, isolated: isolated))
      return
    }
    keeper.add(probe, reference: seen.first, candidate: seen.candidate, comparison)
    guard !comparison.isDropped && comparison.masked.isEmpty else { return }
    lines.append(
      .init(probe: probe, reference: seen.first, diverged: comparison.loss > 0))
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
    let batch = ProbeBatch(probes: again.map(\.probe), isolated: isolated)
    let begin = clock.monotonic()
    let looks = try await look(batch)
    outside += clock.monotonic() - begin
    for (place, entry) in again.enumerated() {
      count(
        entry.probe, entry.seen, entry.example, isolated: isolated, more: looks.map { $0[place] })
    }
  }

  /// What the reference does with a batch under each of the further seeds, all at once.
  private mutating func look(_ batch: ProbeBatch) async throws -> [[Observation]] {
    typealias Look = (number: UInt64, seen: [Observation], reused: Int)
    let (differ, request) = (differ, request)
    let looks = try await withThrowingTaskGroup(of: Look.self) { group in
      for number in 0..<Self.secondLooks {
        group.addTask {
          let asked = DriverRequest(
            subject: request.reference, scope: request.scope,
            seed: request.plan.seed &+ 2 &+ number, role: "reference")
          return try await differ.surface.withDriver(asked) { driver in
            (number, try await driver.observe(batch), await driver.reused())
          }
        }
      }
      var looks: [Look] = []
      for try await look in group { looks.append(look) }
      return looks.sorted { $0.number < $1.number }
    }
    reused += looks.reduce(0) { $0 + $1.reused }
    return looks.map(\.seen)
  }

  /// Runs again, each in a fresh process on both sides, what the reference did in two ways: it may
  /// depend on what ran before it.
  private mutating func rerunSuspects() async throws {
    guard !suspects.isEmpty else { return }
    let again = suspects
    let observed = try await observe(again, isolated: true)
    for (probe, seen) in zip(again, observed) {
      var example: Example?
      if case .example(let id) = probe.origin { example = examples[id] }
      count(probe, seen, example, isolated: true)
    }
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
    probes.rerun = suspects.count
    probes.reused = reused
    // What comes from a cache says nothing of how fast probes run.
    probes.branches = branches
    probes.perSecond = outside > 0 && reused == 0 && ran > 0 ? Double(ran) / outside : nil
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
      brokenExamples: brokenExamples, notes: notes)
  }
}
