import Differential
import SpecModel

/// What the reference does with a set of probes, seen twice: what mutants are held against.
struct AnswerBook: Sendable {
  /// A probe and both observations.
  struct Entry: Sendable {
    var probe: Probe
    var first: Observation
    var second: Observation
  }

  /// Probes on which the reference agrees with itself, mixed so that a change shows early.
  let entries: [Entry]
  /// The reference's surface in scope.
  let known: SurfaceDescription
  /// Probes that were left out because the reference disagrees with itself.
  let dropped: Int

  /// Draws probes and runs them on the reference in two processes with other seeds.
  static func make(_ request: MeasureRequest, surface: any Surface, clock: Clock) async throws
    -> AnswerBook
  {
    func ask(_ seed: UInt64) -> DriverRequest {
      DriverRequest(subject: request.reference, scope: request.scope, seed: seed)
    }
    let seed = request.plan.seed
    let (known, probes, first) = try await surface.withDriver(ask(seed)) { driver in
      let known = try await driver.describe().restricted(to: request.scope)
      let plan = try await ProbeDraw(
        request, known: known, surface: surface, clock: clock
      ).plan
      var chance = SeededGenerator(seed: seed &+ 7)
      let probes = plan.probes.shuffled(using: &chance)
      return (known, probes, try await driver.observe(ProbeBatch(probes: probes)))
    }
    let second = try await surface.withDriver(ask(seed &+ 1)) { driver in
      try await driver.observe(ProbeBatch(probes: probes.reversed()))
    }
    guard first.count == probes.count, second.count == probes.count else {
      throw Failure(.driver, "a driver answered another number of probes than it was given")
    }
    let entries = probes.indices.compactMap { place -> Entry? in
      let other = second[probes.count - 1 - place]
      guard first[place] == other, first[place] != .notRun else { return nil }
      return Entry(probe: probes[place], first: first[place], second: other)
    }
    return AnswerBook(entries: entries, known: known, dropped: probes.count - entries.count)
  }
}
