import Differential
import SpecModel

/// Draws the probes of a measurement.
///
/// What it runs, it runs on a process of the reference of its own: trial calls may change the
/// module's state, and the processes that are compared are to begin alike.
struct ProbeDraw: Sendable {
  /// The drawn probes, those of the guided search last.
  var plan: ProbePlan
  /// Seconds in which the reference ran for trial calls.
  var seconds: Double
  /// Branches of the reference that were seen to be reached; 0 where nothing traces.
  var branches: Int
  /// Probes that were left out (`DrawSieve`).
  var exhausting: Int
  /// Seconds that the guided search took.
  var guidedSeconds: Double

  /// Share of a budget that trial calls may take beside it, and the guided search once more.
  private static let share = 0.25

  /// Draws for a request on a surface; a few trial calls on the reference come first, so that
  /// methods are probed on objects that exist.
  init(
    _ request: MeasureRequest, known: SurfaceDescription, surface: any Surface, clock: Clock
  ) async throws {
    let asked = ProbeRequest(
      surface: known, scope: request.scope, examples: request.spec?.examples ?? [],
      mined: request.mined, constants: request.survey?.constants ?? [],
      choices: request.survey?.choices ?? [:], seed: request.plan.seed,
      perOperation: request.plan.perOperation, pools: request.plan.pools)
    let traced = Self.own(request, traced: GuidedDraw.isWanted(request))
    // Nothing of what the other two do is to be traced, which may take ten times as long, nor to
    // change the state of the process that searches.
    self = try await surface.withDriver(traced) { driver in
      try await ProcessPair.with(Self.own(request), of: surface, clock: clock) { pair in
        try await ProbeDraw(asked, request, on: driver, beside: pair, clock)
      }
    }
  }

  private init(
    _ request: ProbeRequest, _ measure: MeasureRequest, on driver: any Driver,
    beside pair: ProcessPair, _ clock: Clock
  ) async throws {
    var asked = request
    let share = measure.plan.budget.map { $0 * Self.share }
    var trials = makeTrials(asked)
    if share != nil { trials = Turns.order(trials.map(\.target)).map { trials[$0] } }
    let begin = clock.monotonic()
    let runner = TimedRunner(driver: driver, clock: clock, begin: begin, budget: share)
    // A trial that hangs is of no use, and one is enough to know it.
    let observed = try await runner.observe(trials, strikes: 1)
    asked.known = workingProbes(trials, observed)
    try await Self.explore(&asked, trials, observed, on: pair, budget: share)
    seconds = clock.monotonic() - begin
    let drawn = makeProbes(asked)
    var sieve = DrawSieve(asked)
    sieve.note(exhaustingProbes(trials, observed))
    let start = clock.monotonic()
    let search = TimedRunner(driver: driver, clock: clock, begin: start, budget: share)
    let tried = (probes: Array(trials.prefix(observed.count)), reached: observed.map(\.reached))
    let final = asked
    let first = sieve
    async let sifted = Self.sift(drawn, through: first, on: pair, budget: share)
    async let searched = GuidedDraw(final, beside: drawn, tried: tried, measure, on: search)
    let guided = try await searched
    guidedSeconds = clock.monotonic() - start
    branches = guided.reached
    plan = drawn
    exhausting = plan.remove(guided.exhausting)
    let unfit: [Probe]
    (sieve, unfit) = try await sifted
    exhausting += plan.remove(unfit)
    plan.add(guided.probes)
    sieve.note(guided.exhausting)
    exhausting += plan.remove(try await sieve.unfit(of: plan, on: pair, budget: share))
    seconds += clock.monotonic() - start - guidedSeconds
  }
}

extension ProbeDraw {
  /// What to ask for a process of the reference that draws.
  private static func own(_ measure: MeasureRequest, traced: Bool = false) -> DriverRequest {
    DriverRequest(
      subject: measure.reference, scope: measure.scope, seed: measure.plan.seed,
      role: "reference", traced: traced, isPrompt: true)
  }

  /// The sieve after it tried what it suspects in a plan, and what that was unfit.
  private static func sift(
    _ plan: ProbePlan, through first: DrawSieve, on pair: ProcessPair, budget: Double?
  ) async throws -> (DrawSieve, [Probe]) {
    var sieve = first
    let unfit = try await sieve.unfit(of: plan, on: pair, budget: budget)
    return (sieve, unfit)
  }

  /// Finds out how large numbers may be and which results never end.
  private static func explore(
    _ request: inout ProbeRequest, _ trials: [Probe], _ observed: [Observation],
    on pair: ProcessPair, budget: Double?
  ) async throws {
    let begin = pair.clock.monotonic()
    /// What the reference did, up to the first probe that time ran out before.
    func run(_ probes: [Probe]) async throws -> [Observation] {
      let seen = try await pair.observe(probes, strikes: 1, from: begin, budget: budget)
      return seen.prefix { $0 != nil }.compactMap { $0 }
    }
    let results = EndlessResults(trials, observed)
    request.endless = results.operations(try await run(results.probes))
    var ladder = NumberLadder(request.known, surface: request.surface)
    while case let probes = ladder.next, !probes.isEmpty { ladder.learn(try await run(probes)) }
    request.reach = ladder.reach
  }
}

/// Runs probes on one process as far as the time goes, for what they tell of which ones to draw.
struct TimedRunner: Sendable {
  /// Probes that run between two looks at the clock.
  static let piece = 64

  let driver: any Driver
  let clock: Clock
  /// On the clock's monotonic scale.
  let begin: Double
  /// Seconds from there; nil: there is time for everything.
  let budget: Double?

  var deadline: Double? { budget.map { begin + $0 } }
  var isLate: Bool { deadline.map { clock.monotonic() > $0 } ?? false }

  /// Longest wall time of one probe in seconds. A probe that takes longer than this is of little
  /// use, and eight times as much is the limit where probes are compared: what is drawn by these
  /// observations keeps well below it.
  static let usualPatience = 0.25

  /// Longest wall time of one probe in seconds here.
  var patience = Self.usualPatience
  /// Whether many of the probes may hang.
  var isCareful = false

  /// What the subject did; fewer observations than there are probes where time ran out.
  func observe(
    _ probes: [Probe], strikes: Int = ProbeBatch.usualStrikes, strikesLeft: [String: Int] = [:]
  ) async throws -> [Observation] {
    let piece = deadline == nil ? max(1, probes.count) : Self.piece
    var seen: [Observation] = []
    while seen.count < probes.count, !isLate {
      let some = Array(probes[seen.count..<min(seen.count + piece, probes.count)])
      let batch = ProbeBatch(
        probes: some, seconds: patience, strikes: strikes, isForDrawing: true,
        strikesLeft: strikesLeft, isCareful: isCareful)
      // Where many are expected to hang it was said how many may.
      let observed = try await driver.observe(isCareful ? batch : batch.within(budget: budget))
      guard observed.count == some.count else { throw Contenders.wrongCount }
      seen += observed
    }
    return seen
  }
}
