import Differential
import SpecModel

extension Differ {
  /// Probes whose cost is measured between two looks at the clock.
  static let weighedPiece = 16

  /// Measures what probes take on both sides, nothing else of this measurement running beside
  /// it: the excess of each, nil where one of the measurements does not show it. Ends early
  /// where the deadline passes, with an entry for each probe that was measured.
  ///
  /// Each side runs a piece of the probes in its own process and those that still exceed once more
  /// in the same process, so that what a first call prepares for all later ones is not held against
  /// it. What a process holds already hides how much more it takes, so an excess in memory is also
  /// to show in processes of their own.
  func weigh(_ request: MeasureRequest, _ probes: [Probe], until deadline: Double?) async throws
    -> [CostExcess?]
  {
    guard !probes.isEmpty else { return [] }
    let (surface, clock) = (surface, clock)
    @Sendable func ask(_ subject: Subject, _ role: String) -> DriverRequest {
      DriverRequest(
        subject: subject, scope: request.scope, seed: request.plan.seed, role: role, costed: true)
    }
    return try await surface.withDriver(ask(request.reference, "reference")) { reference in
      try await surface.withDriver(ask(request.candidate, "candidate")) { candidate in
        let scales = Scales(reference: reference, candidate: candidate)
        var found: [CostExcess?] = []
        while found.count < probes.count, deadline.map({ clock.monotonic() <= $0 }) ?? true {
          let end = min(found.count + Self.weighedPiece, probes.count)
          found += try await scales.weigh(Array(probes[found.count..<end]))
        }
        return found
      }
    }
  }
}

/// Two drivers that tell what every probe takes.
private struct Scales: Sendable {
  let reference: any Driver
  let candidate: any Driver

  /// The excess of each probe.
  func weigh(_ probes: [Probe]) async throws -> [CostExcess?] {
    var looks: [[CostComparison.Look]] = Array(repeating: [], count: probes.count)
    var found: [CostExcess?] = Array(repeating: nil, count: probes.count)
    func look(_ places: [Int], isolated: Bool) async throws {
      let seen = try await self.looks(at: places.map { probes[$0] }, isolated: isolated)
      for (place, look) in zip(places, seen) {
        if let look { looks[place].append(look) }
        found[place] = look == nil ? nil : CostComparison.excess(in: looks[place])
      }
    }
    try await look(Array(probes.indices), isolated: false)
    try await look(probes.indices.filter { found[$0] != nil }, isolated: false)
    try await look(probes.indices.filter { found[$0]?.resource == .memory }, isolated: true)
    return found
  }

  /// What both sides take, one after the other; nil where one does not tell.
  private func looks(at probes: [Probe], isolated: Bool) async throws -> [CostComparison.Look?] {
    guard !probes.isEmpty else { return [] }
    let limit = ProbeBatch(probes: []).seconds
    // Given its time, no process is started anew because others of its probes take long.
    let batch = ProbeBatch(probes: probes, strikes: .max, isolated: isolated, patience: limit)
    let ones = try await reference.answer(batch).costs
    let others = try await candidate.answer(batch).costs
    return probes.indices.map { place in
      guard let one = ones[place], let other = others[place] else { return nil }
      return CostComparison.Look(reference: one, candidate: other)
    }
  }
}
