import Differential
import SpecModel

/// Compares a candidate with its reference: draws probes, runs both sides, groups what differs, and
/// scores it. Needs no agent; it is what CI runs.
public struct Differ: Sendable {
  let surface: any Surface
  let clock: Clock
  /// Whether batches in which a process broke may come from a cache.
  var trustsBreaks = true

  /// The same, with every batch in which a process broke run again.
  var distrusting: Differ {
    var other = self
    other.trustsBreaks = false
    return other
  }

  /// A differ on a surface.
  public init(surface: any Surface, clock: Clock) {
    self.surface = surface
    self.clock = clock
  }

  /// Starts the three processes of a comparison. `missing` in the body names the operations that
  /// the candidate lacks: all of them when it can't be loaded.
  func withContenders<R: Sendable>(
    _ request: MeasureRequest,
    _ body: @Sendable (Contenders, _ missing: Set<String>) async throws -> R
  ) async throws -> R {
    let seed = request.plan.seed
    let (original, other) = (asking(request, seed: seed), asking(request, seed: seed &+ 1))
    let rebuilt = asking(request, candidate: true, seed: seed)
    return try await surface.withDriver(original) { first in
      try await surface.withDriver(other) { second in
        try await surface.withDriver(rebuilt) { candidate in
          // All three load at once.
          async let describingAgain = reference(second, request.scope)
          async let describing = self.candidate(candidate, request.scope)
          let known = try await reference(first, request.scope)
          let unsteady = UnsteadyValues(known, try await describingAgain)
          let built = try await describing
          let missing = Set(known.symbols.map(\.id)).subtracting(built.surface.symbols.map(\.id))
          return try await body(
            Contenders(
              first: first, second: second, candidate: built.unloadable == nil ? candidate : nil,
              known: known, unsteady: unsteady, built: built.surface, unloadable: built.unloadable),
            missing)
        }
      }
    }
  }

  /// What to ask for a process of the reference, or of the candidate. What depends on addresses is
  /// the same in the first and the candidate, as what depends on their seed; the other runs show
  /// that it is noise. One that is asked `again` what another was must not be answered for by it.
  func asking(
    _ request: MeasureRequest, candidate: Bool = false, seed: UInt64, again: Bool = false
  ) -> DriverRequest {
    DriverRequest(
      subject: candidate ? request.candidate : request.reference, scope: request.scope,
      seed: seed, role: (candidate ? "candidate" : "reference") + (again ? " again" : ""),
      fixesAddresses: seed == request.plan.seed, trustsBreaks: trustsBreaks)
  }

  /// The reference's surface; one that can't be loaded is an error, for nothing can be measured.
  private func reference(_ driver: any Driver, _ scope: SurfaceScope) async throws
    -> SurfaceDescription
  {
    do {
      return try await driver.describe().restricted(to: scope)
    } catch let error as SubjectUnloadable {
      throw Failure(
        .driver, "the reference can't be loaded: \(error.failure.what)",
        remedy: "check `surface.module` in the front matter, and that the dependencies are pinned")
    }
  }

  /// The candidate's surface; one that can't be loaded has an empty one.
  private func candidate(_ driver: any Driver, _ scope: SurfaceScope) async throws
    -> (surface: SurfaceDescription, unloadable: String?)
  {
    do {
      return (try await driver.describe().restricted(to: scope), nil)
    } catch let error as SubjectUnloadable {
      return (SurfaceDescription(symbols: []), error.failure.what)
    }
  }
}
