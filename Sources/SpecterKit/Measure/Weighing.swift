import Differential
import SpecModel

extension Differ {
  /// Probes whose cost is measured between two looks at the clock.
  static let weighedPiece = 16
  /// How often more the reference is measured: of a function that takes long in half of its calls,
  /// one in 2¹⁰ is then quick each time.
  static let moreOfReference = 8

  /// Measures what probes take on both sides, nothing else of this measurement running beside
  /// it: the excess of each, nil where one of the measurements does not show it. Ends early
  /// where the deadline passes, with an entry for each probe that was measured.
  ///
  /// Each side runs a piece of the probes in its own process and those that still exceed once more
  /// in the same process, so that what a first call prepares for all later ones is not held against
  /// it; and the reference, which takes a tenth, some times more, so that what takes long by chance
  /// is seen to. What a process holds already hides how much more it takes, so an excess in memory
  /// is also to show in processes of their own.
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

  /// What both sides took of one probe, each time it was measured; empty once one did not tell.
  private struct Taken {
    var reference: [ProbeCost] = []
    var candidate: [ProbeCost] = []

    var excess: CostExcess? {
      CostComparison.excess(reference: reference, candidate: candidate)
    }
  }

  /// The excess of each probe.
  func weigh(_ probes: [Probe]) async throws -> [CostExcess?] {
    var taken = Array(repeating: Taken(), count: probes.count)
    var suspects = Array(probes.indices)
    func measure(
      _ side: WritableKeyPath<Taken, [ProbeCost]>, _ driver: any Driver, isolated: Bool = false
    ) async throws {
      let costs = try await costs(of: suspects.map { probes[$0] }, driver, isolated: isolated)
      for (place, cost) in zip(suspects, costs) {
        if let cost { taken[place][keyPath: side].append(cost) } else { taken[place] = Taken() }
      }
    }
    for _ in 0..<2 {
      try await measure(\.reference, reference)
      try await measure(\.candidate, candidate)
      suspects = suspects.filter { taken[$0].excess != nil }
    }
    for _ in 0..<Differ.moreOfReference { try await measure(\.reference, reference) }
    suspects = suspects.filter { taken[$0].excess?.resource == .memory }
    try await measure(\.reference, reference, isolated: true)
    try await measure(\.candidate, candidate, isolated: true)
    return taken.map(\.excess)
  }

  /// What a side takes of each probe; nil where it does not tell, as where it now runs out of time.
  private func costs(of probes: [Probe], _ driver: any Driver, isolated: Bool) async throws
    -> [ProbeCost?]
  {
    guard !probes.isEmpty else { return [] }
    let limit = ProbeBatch(probes: []).seconds
    // Given its time, no process is started anew because others of its probes take long.
    let batch = ProbeBatch(probes: probes, strikes: .max, isolated: isolated, patience: limit)
    let costs = try await driver.answer(batch).costs
    return probes.indices.map { costs[$0] }
  }
}
