import SpecModel

/// What subjects did with probes in further processes.
struct FurtherLooks: Sendable {
  /// Most of their processes that run at a time: a machine has memory for few, and more than its
  /// cores gain nothing.
  static let atOnce = 3
  /// What a further process is asked.
  struct Asked: Sendable {
    var process: DriverRequest
    var batches: [ProbeBatch]
  }

  /// For each process the observations of its probes in their order, as far as the time went; none
  /// where it was not asked.
  var seen: [[Observation]] = []
  /// Observations that came from a cache.
  var reused = Reuse()

  /// Keeps of each process what every one has.
  mutating func cut() {
    let count = seen.map(\.count).min() ?? 0
    for place in seen.indices { seen[place].removeLast(seen[place].count - count) }
  }

  /// What was seen of the probe at `place`, for the processes in their order.
  func of(_ place: Int) -> [Observation] {
    seen.compactMap { $0.indices.contains(place) ? $0[place] : nil }
  }
}

extension Differ {
  /// Asks new processes for one batch after the other. No batch is begun after `deadline`.
  func look(_ asked: [FurtherLooks.Asked], until deadline: Double?) async throws -> FurtherLooks {
    typealias Look = (place: Int, seen: [Observation], reused: Reuse)
    let (surface, clock) = (surface, clock)
    @Sendable func isLate() -> Bool { deadline.map { clock.monotonic() > $0 } ?? false }
    return try await withThrowingTaskGroup(of: Look.self) { group in
      var looks = FurtherLooks(seen: Array(repeating: [], count: asked.count))
      func take(_ look: Look) {
        looks.seen[look.place] = look.seen
        looks.reused += look.reused
      }
      for (place, asked) in asked.enumerated() {
        if place >= FurtherLooks.atOnce, let look = try await group.next() { take(look) }
        if isLate() { continue }
        group.addTask {
          return try await surface.withDriver(asked.process) { driver in
            var seen: [Observation] = []
            for batch in asked.batches where !isLate() { seen += try await driver.observe(batch) }
            return (place, seen, await driver.reused())
          }
        }
      }
      for try await look in group { take(look) }
      return looks
    }
  }
}
