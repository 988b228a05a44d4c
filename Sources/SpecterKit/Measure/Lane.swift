import SpecModel

/// One subject's way through a measurement: it takes one batch after another as they are handed
/// out, without waiting for the other subjects.
struct Lane: Sendable {
  /// What a subject did with a batch.
  struct Done: Sendable {
    /// What came out, in the order of the probes as they were handed out. Without a driver: nothing
    /// was run, and costs count as told.
    var answer: BatchAnswer
    /// Wall seconds from the batch's start to its last answer.
    var seconds: Double
  }

  private let driver: (any Driver)?
  private let reversed: Bool
  private let clock: Clock
  private let budget: Double?
  private let batches: AsyncStream<[Probe]>
  private let handOut: AsyncStream<[Probe]>.Continuation
  private let results: AsyncStream<Done>
  private let result: AsyncStream<Done>.Continuation

  /// A lane of `driver`; nil is a subject that can't be loaded, which runs nothing. With `reversed`
  /// it gets the probes of each batch in reverse order. `budget` is the time for all batches, in
  /// seconds.
  init(
    _ driver: (any Driver)?, reversed: Bool = false, clock: Clock, budget: Double? = nil
  ) {
    self.budget = budget
    self.driver = driver
    self.reversed = reversed
    self.clock = clock
    (batches, handOut) = AsyncStream.makeStream()
    (results, result) = AsyncStream.makeStream()
  }

  /// Adds a batch to what is to be run.
  func give(_ probes: [Probe]) { handOut.yield(probes) }

  /// Says that no more batches come.
  func close() { handOut.finish() }

  /// What became of the batches, in their order; ends early when the driver failed.
  func finished() -> AsyncStream<Done>.AsyncIterator { results.makeAsyncIterator() }

  /// Runs batches until no more come.
  func run() async throws {
    defer { result.finish() }
    var strikes = Strikes()
    for await probes in batches {
      let begin = clock.monotonic()
      let answer = try await observe(probes, strikes.left)
      strikes.note(probes, answer.observations)
      result.yield(Done(answer: answer, seconds: clock.monotonic() - begin))
    }
  }

  private func observe(
    _ probes: [Probe], _ strikesLeft: [String: Int]
  ) async throws -> BatchAnswer {
    guard let driver else {
      return BatchAnswer(
        observations: Array(repeating: .notRun, count: probes.count), tellsCosts: true)
    }
    let batch = ProbeBatch(
      probes: reversed ? probes.reversed() : probes, strikesLeft: strikesLeft
    ).within(budget: budget)
    let answer = try await driver.answer(batch)
    guard answer.observations.count == probes.count else { throw Contenders.wrongCount }
    return reversed ? answer.reversed() : answer
  }
}
