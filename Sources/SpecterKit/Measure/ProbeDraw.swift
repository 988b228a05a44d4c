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
    let own = Self.own(request, traced: GuidedDraw.isWanted(request))
    self = try await surface.withDriver(own) { driver in
      try await ProbeDraw(asked, request, on: driver, of: surface, clock)
    }
  }

  private init(
    _ request: ProbeRequest, _ measure: MeasureRequest, on driver: any Driver,
    of surface: any Surface, _ clock: Clock
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
    try await Self.explore(&asked, trials, observed, measure, surface, clock, seconds: share)
    seconds = clock.monotonic() - begin
    plan = makeProbes(asked)
    let start = clock.monotonic()
    let search = TimedRunner(driver: driver, clock: clock, begin: start, budget: share)
    let tried = (probes: Array(trials.prefix(observed.count)), reached: observed.map(\.reached))
    let guided = try await GuidedDraw(asked, beside: plan, tried: tried, measure, on: search)
    guidedSeconds = clock.monotonic() - start
    branches = guided.reached
    exhausting = plan.remove(guided.exhausting)
    plan.add(guided.probes)
    let last = clock.monotonic()
    var sieve = DrawSieve(asked)
    sieve.note(exhaustingProbes(trials, observed))
    sieve.note(guided.exhausting)
    exhausting += try await Self.apply(sieve, &plan, measure, surface, clock, seconds: share)
    seconds += clock.monotonic() - last
  }
}

extension ProbeDraw {
  /// What to ask for a process of the reference that draws.
  private static func own(_ measure: MeasureRequest, traced: Bool = false) -> DriverRequest {
    DriverRequest(
      subject: measure.reference, scope: measure.scope, seed: measure.plan.seed,
      role: "reference", traced: traced)
  }

  /// Finds out how large numbers may be and which results never end, on one more process: nothing
  /// of it is to be traced, which may take ten times as long, nor to change the state of the
  /// process that the search goes on with.
  private static func explore(
    _ request: inout ProbeRequest, _ trials: [Probe], _ observed: [Observation],
    _ measure: MeasureRequest, _ surface: any Surface, _ clock: Clock, seconds: Double?
  ) async throws {
    let first = NumberLadder(request.known, surface: request.surface)
    let results = EndlessResults(trials, observed)
    if first.next.isEmpty, results.probes.isEmpty { return }
    let own = Self.own(measure)
    (request.reach, request.endless) = try await surface.withDriver(own) { driver in
      var ladder = first
      let runner = TimedRunner(
        driver: driver, clock: clock, begin: clock.monotonic(), budget: seconds, isCareful: true)
      let endless = results.operations(try await runner.observe(results.probes, strikes: 1))
      while case let probes = ladder.next, !probes.isEmpty {
        ladder.learn(try await runner.observe(probes, strikes: 1))
      }
      return (ladder.reach, endless)
    }
  }

  /// Takes out of `plan` what does not pass the sieve, on two processes that are not traced either;
  /// returns how much that was.
  private static func apply(
    _ sieve: DrawSieve, _ plan: inout ProbePlan, _ measure: MeasureRequest,
    _ surface: any Surface, _ clock: Clock, seconds: Double?
  ) async throws -> Int {
    let halves = sieve.suspects(in: plan)
    let own = Self.own(measure)
    @Sendable func exhausting(_ suspects: [Probe]) async throws -> [Probe] {
      if suspects.isEmpty { return [] }
      return try await surface.withDriver(own) { driver in
        let runner = TimedRunner(
          driver: driver, clock: clock, begin: clock.monotonic(), budget: seconds, isCareful: true)
        return try await sieve.exhausting(suspects, on: runner)
      }
    }
    async let one = exhausting(halves.0)
    async let two = exhausting(halves.1)
    return plan.remove(try await one + two)
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
  static let patience = 0.25

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
      let observed = try await driver.observe(
        ProbeBatch(
          probes: some, seconds: Self.patience, strikes: strikes, isForDrawing: true,
          strikesLeft: strikesLeft, isCareful: isCareful
        ).within(budget: budget))
      guard observed.count == some.count else { throw Contenders.wrongCount }
      seen += observed
    }
    return seen
  }
}
