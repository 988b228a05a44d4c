import SpecModel

/// What the reference did with batches in further processes.
struct FurtherLooks: Sendable {
  /// Most of their processes that run at a time: a machine has memory for few, and more than its
  /// cores gain nothing.
  static let atOnce = 3
  /// The observations of the batches, for each seed in its order.
  var seen: [[Observation]] = []
  /// Observations that came from a cache.
  var reused = 0
}

extension Differ {
  /// Asks the reference again, in a new process under each of `seeds`, what it does with
  /// batches, one after the other.
  func look(_ request: MeasureRequest, _ batches: [ProbeBatch], seeds: [UInt64]) async throws
    -> FurtherLooks
  {
    typealias Look = (place: Int, seen: [Observation], reused: Int)
    let surface = surface
    return try await withThrowingTaskGroup(of: Look.self) { group in
      var looks: [Look] = []
      for (place, seed) in seeds.enumerated() {
        if place >= FurtherLooks.atOnce, let look = try await group.next() { looks.append(look) }
        group.addTask {
          let asked = DriverRequest(
            subject: request.reference, scope: request.scope, seed: seed, role: "reference")
          return try await surface.withDriver(asked) { driver in
            var seen: [Observation] = []
            for batch in batches { seen += try await driver.observe(batch) }
            return (place, seen, await driver.reused())
          }
        }
      }
      for try await look in group { looks.append(look) }
      looks.sort { $0.place < $1.place }
      return FurtherLooks(seen: looks.map(\.seen), reused: looks.reduce(0) { $0 + $1.reused })
    }
  }
}
