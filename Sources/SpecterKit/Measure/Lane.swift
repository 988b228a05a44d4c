import SpecModel

/// One subject's way through a measurement: it takes one batch after another as they are handed
/// out, without waiting for the other subjects.
struct Lane: Sendable {
  /// What a subject did with a batch.
  struct Done: Sendable {
    /// An observation for each probe, in the order of the probes as they were handed out.
    var observations: [Observation]
    /// Wall seconds from the batch's start to its last answer.
    var seconds: Double
  }

  private let driver: (any Driver)?
  private let reversed: Bool
  private let clock: Clock
  private let batches: AsyncStream<[Probe]>
  private let handOut: AsyncStream<[Probe]>.Continuation
  private let results: AsyncStream<Done>
  private let result: AsyncStream<Done>.Continuation

  /// A lane of `driver`; nil is a subject that can't be loaded, which runs nothing. With `reversed`
  /// it gets the probes of each batch in reverse order.
  init(_ driver: (any Driver)?, reversed: Bool = false, clock: Clock) {
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
    for await probes in batches {
      let begin = clock.monotonic()
      let observations = try await observe(probes)
      result.yield(Done(observations: observations, seconds: clock.monotonic() - begin))
    }
  }

  private func observe(_ probes: [Probe]) async throws -> [Observation] {
    guard let driver else { return Array(repeating: .notRun, count: probes.count) }
    let batch = ProbeBatch(probes: reversed ? probes.reversed() : probes)
    let observations = try await driver.observe(batch)
    guard observations.count == probes.count else { throw Contenders.wrongCount }
    return reversed ? observations.reversed() : observations
  }
}
