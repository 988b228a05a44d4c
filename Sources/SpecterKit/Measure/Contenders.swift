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
  }

  /// Runs probes on all three at once. The second run of the reference gets them in reverse order,
  /// so that what depends on order shows.
  func observe(_ probes: [Probe], isolated: Bool = false) async throws -> [Observed] {
    let batch = ProbeBatch(probes: probes, isolated: isolated)
    var reversed = batch
    reversed.probes.reverse()
    let backwards = reversed
    async let one = first.observe(batch)
    async let two = second.observe(backwards)
    async let three = candidate?.observe(batch)
    let (ones, twos) = try await (one, two)
    let threes = try await three ?? Array(repeating: .notRun, count: probes.count)
    guard ones.count == probes.count, twos.count == probes.count, threes.count == probes.count
    else { throw Failure(.driver, "a driver answered another number of probes than it was given") }
    return probes.indices.map { index in
      Observed(
        first: ones[index], second: twos[probes.count - 1 - index], candidate: threes[index])
    }
  }
}
