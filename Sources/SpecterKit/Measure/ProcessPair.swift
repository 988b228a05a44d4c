import SpecModel

/// Two processes of a reference that share the probes which only decide what is drawn. Probes that
/// hang take as long as they are waited for; on two processes they wait at the same time.
struct ProcessPair: Sendable {
  /// Longest wall time of one probe in seconds: most of what is asked here is expected to hang.
  static let patience = 0.15

  let one: any Driver
  let two: any Driver
  let clock: Clock

  /// Runs `body` with two processes. Both start when there is something to run.
  static func with<R: Sendable>(
    _ request: DriverRequest, of surface: any Surface, clock: Clock,
    _ body: @Sendable (ProcessPair) async throws -> R
  ) async throws -> R {
    try await surface.withDriver(request) { one in
      try await surface.withDriver(request) { two in
        try await body(ProcessPair(one: one, two: two, clock: clock))
      }
    }
  }

  /// What the reference did, in the order of the probes; nil for those that time ran out before.
  /// An operation's probes take turns between the processes, and so do the operations' first ones:
  /// what takes long is with neither alone.
  ///
  /// - Parameters:
  ///   - strikes: how many of an operation's probes each process may lose to it.
  ///   - begin: when the budget began, on the clock's monotonic scale.
  ///   - budget: seconds from there; nil: there is time for everything.
  func observe(
    _ probes: [Probe], strikes: Int, from begin: Double, budget: Double?
  ) async throws -> [Observation?] {
    var turns: [String: Int] = [:]
    var halves: [[Int]] = [[], []]
    for (place, probe) in probes.enumerated() {
      let turn = turns[probe.target] ?? turns.count
      halves[turn % 2].append(place)
      turns[probe.target] = turn + 1
    }
    @Sendable func run(_ places: [Int], on driver: any Driver) async throws -> [Observation] {
      if places.isEmpty { return [] }
      let runner = TimedRunner(
        driver: driver, clock: clock, begin: begin, budget: budget,
        patience: Self.patience, isCareful: true)
      return try await runner.observe(places.map { probes[$0] }, strikes: strikes)
    }
    let (first, second) = (halves[0], halves[1])
    async let ones = run(first, on: one)
    async let twos = run(second, on: two)
    var observed: [Observation?] = Array(repeating: nil, count: probes.count)
    for (place, seen) in zip(first, try await ones) { observed[place] = seen }
    for (place, seen) in zip(second, try await twos) { observed[place] = seen }
    return observed
  }
}
