import SpecModel

/// What the reference did with a batch under further seeds.
struct FurtherLooks: Sendable {
  /// Most of their processes that run at a time: a machine has memory for few, and more than its
  /// cores gain nothing.
  static let atOnce = 3
  /// The observations of the batch, for each seed in its order.
  var seen: [[Observation]] = []
  /// Observations that came from a cache.
  var reused = 0
}

extension Differ {
  /// Asks the reference again, in a new process under each of `seeds`, what it does with a batch.
  /// They are counted from the first seed that the contenders of a measurement don't have.
  func look(_ request: MeasureRequest, _ batch: ProbeBatch, seeds: Range<UInt64>) async throws
    -> FurtherLooks
  {
    typealias Look = (seed: UInt64, seen: [Observation], reused: Int)
    let surface = surface
    return try await withThrowingTaskGroup(of: Look.self) { group in
      var looks: [Look] = []
      for (place, seed) in seeds.enumerated() {
        if place >= FurtherLooks.atOnce, let look = try await group.next() { looks.append(look) }
        group.addTask {
          let asked = DriverRequest(
            subject: request.reference, scope: request.scope, seed: request.plan.seed &+ 2 &+ seed,
            role: "reference")
          return try await surface.withDriver(asked) { driver in
            (seed, try await driver.observe(batch), await driver.reused())
          }
        }
      }
      for try await look in group { looks.append(look) }
      looks.sort { $0.seed < $1.seed }
      return FurtherLooks(seen: looks.map(\.seen), reused: looks.reduce(0) { $0 + $1.reused })
    }
  }
}
