import SpecModel
import SpecterTesting
import Synchronization
import Testing

@testable import SpecterKit

/// A candidate that is wrong about long texts, and once about each text that shrinking tries.
private func surface() -> ScriptedSurface {
  let seen = Mutex<Set<UInt64>>([])
  return ScriptedSurface(driver: { request in
    guard request.subject == Measuring.candidate else { return Toy.driver() }
    return ScriptedDriver(Toy.surface) { probe in
      guard probe.origin == .shrunk, probe.target == "shout" else {
        return Toy.observe(probe, [.long])
      }
      let isNew = seen.withLock { $0.insert(StableHash.steps(probe.steps)).inserted }
      return Toy.observe(probe, isNew ? [.quiet] : [.long])
    }
  })
}

@Test func `a smaller witness that does not show its cause once more is not taken`() async throws {
  let measurement = try await Measuring.measure(surface(), Measuring.request(spec: nil)).measurement
  let cause = try #require(measurement.causes.first { $0.operation == "shout" })
  #expect(cause.witness.probe.origin != .shrunk, "\(cause.witness.probe.stepsValue)")
  #expect(Toy.observe(cause.witness.probe, [.long]) == cause.witness.candidate)
  let sound = try await Measuring.measure(Measuring.toy([.long]), Measuring.request(spec: nil))
  let smaller = try #require(sound.measurement.causes.first { $0.operation == "shout" })
  #expect(smaller.witness.probe.origin == .shrunk)
}
