import Differential
import SpecModel

/// The three processes of a comparison: the reference twice, with other seeds, and the candidate.
struct Contenders: Sendable {
  let first: any Driver
  let second: any Driver
  /// Nil when the candidate can't be loaded: every operation is missing then.
  let candidate: (any Driver)?
  /// The reference's surface in scope.
  let known: SurfaceDescription
  /// Values in it on which the reference's two processes disagree.
  let unsteady: UnsteadyValues
  /// The candidate's surface in scope.
  let built: SurfaceDescription
  /// Why the candidate can't be loaded; nil when it can.
  let unloadable: String?

  /// What the three did with one probe.
  struct Observed: Sendable {
    var first: Observation
    var second: Observation
    var candidate: Observation
    /// What both sides took, where that makes the candidate a suspect.
    var cost: CostComparison.Look?
  }

  /// Runs probes on all three at once. The second run of the reference gets them in reverse order,
  /// so that what depends on order shows.
  func observe(_ probes: [Probe], isolated: Bool = false) async throws -> [Observed] {
    let batch = ProbeBatch(probes: probes, isolated: isolated)
    var reversed = batch
    reversed.probes.reverse()
    let backwards = reversed
    async let one = first.answer(batch)
    async let two = second.answer(backwards)
    async let three = candidate?.answer(batch)
    let (ones, twos) = try await (one, two.reversed())
    let threes =
      try await three
      ?? BatchAnswer(observations: Array(repeating: .notRun, count: probes.count))
    guard [ones, twos, threes].allSatisfy({ $0.observations.count == probes.count })
    else { throw Self.wrongCount }
    return Self.observed(ones, twos, threes)
  }

  /// What the three did with each probe of a batch, from their answers in one order.
  private static func observed(
    _ one: BatchAnswer, _ two: BatchAnswer, _ three: BatchAnswer
  ) -> [Observed] {
    one.observations.indices.map { index in
      Observed(
        first: one.observations[index], second: two.observations[index],
        candidate: three.observations[index],
        // Where nothing was told of the candidate there is nothing to compare.
        cost: three.costs.isEmpty
          ? nil
          : CostComparison.suspicion(
            one.costs[index], two.costs[index], candidate: three.costs[index]))
    }
  }

  /// Runs many probes on all three, `chunk` at a time, and hands `take` what they did with each
  /// chunk, in order. `goesOn` is asked before each chunk is handed out; once it says no, what was
  /// handed out is still taken.
  ///
  /// A process that is done with a chunk goes on with the next although another is not, up to
  /// `ahead` chunks before the one that is taken next: where three processes share two cores, a
  /// wait for the slowest after every chunk leaves a core idle for a third of the time. The order
  /// of the probes of each process is the same for every `ahead`. `budget` is the time for all, in
  /// seconds.
  func observe(
    _ probes: [Probe], chunk: Int, ahead: Int, clock: Clock, budget: Double? = nil,
    while goesOn: () -> Bool, take: (ArraySlice<Probe>, [Observed]) -> Void
  ) async throws -> LaneReport {
    let lanes = [
      Lane(first, clock: clock, budget: budget),
      Lane(second, reversed: true, clock: clock, budget: budget),
      Lane(candidate, clock: clock, budget: budget),
    ]
    return try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in lanes { group.addTask { try await lane.run() } }
      defer {
        for lane in lanes { lane.close() }
        group.cancelAll()
      }
      var (ones, twos, threes) = (
        lanes[0].finished(), lanes[1].finished(), lanes[2].finished()
      )
      var report = LaneReport()
      var (handedOut, taken) = (0, 0)
      while true {
        while handedOut < probes.count, handedOut - taken < ahead * chunk, goesOn() {
          let end = min(handedOut + chunk, probes.count)
          for lane in lanes { lane.give(Array(probes[handedOut..<end])) }
          handedOut = end
        }
        guard taken < handedOut else { break }
        guard let one = await ones.next(), let two = await twos.next(),
          let three = await threes.next()
        else { break }
        report.add(one, two, three, at: taken)
        let batch = probes[taken..<min(taken + chunk, handedOut)]
        take(batch, Self.observed(one.answer, two.answer, three.answer))
        taken = batch.endIndex
      }
      for lane in lanes { lane.close() }
      // A lane that failed ended early; its error comes out here.
      try await group.waitForAll()
      return report
    }
  }

  /// How many observations of the three came from a cache.
  func reused() async -> Reuse {
    var sum = await first.reused()
    sum += await second.reused()
    if let candidate { sum += await candidate.reused() }
    return sum
  }

  static let wrongCount = Failure(
    .driver, "a driver answered another number of probes than it was given")
}

/// How the processes of a comparison ran its probes.
struct LaneReport: Sendable, Hashable {
  /// Wall seconds in which each process had probes to run. They overlap.
  var first = 0.0
  var second = 0.0
  var candidate = 0.0
  /// Places of the probes at which a new process of the candidate began, in order.
  var restarts: [Int] = []
  /// Whether every process told what probes take.
  var tellsCosts = true

  /// Adds a chunk whose first probe has the place `start`.
  mutating func add(
    _ one: Lane.Done, _ two: Lane.Done, _ three: Lane.Done, at start: Int
  ) {
    tellsCosts = tellsCosts && [one, two, three].allSatisfy(\.answer.tellsCosts)
    restarts += three.answer.restarts.map { start + $0 }
    first += one.seconds
    second += two.seconds
    candidate += three.seconds
  }
}
