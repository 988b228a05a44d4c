import SpecModel
import SpecterTesting
import Synchronization
import Testing

@testable import SpecterKit

/// What a budget leaves to a probe that hangs.
@Suite struct HurriedBatchTests {
  /// Seconds and strikes of the batches that a measurement runs on its three subjects.
  private func limits(budget: Double?) async throws -> [(seconds: Double, strikes: Int)] {
    let given = Mutex<[(seconds: Double, strikes: Int)]>([])
    let surface = ScriptedSurface(driver: { _ in
      ScriptedDriver(
        Toy.surface, remembering: { probe, _ in Toy.observe(probe, []) },
        restarts: { batch in
          given.withLock { $0.append((batch.seconds, batch.strikes)) }
          return []
        })
    })
    let plan = MeasurePlan(perOperation: 20, budget: budget)
    _ = try await Measuring.measure(surface, Measuring.request(spec: nil, plan: plan))
    return given.withLock { $0 }
  }

  @Test func `under a small budget it costs half a second, once an operation`() async throws {
    let limits = try await limits(budget: 4)
    #expect(!limits.isEmpty && limits.allSatisfy { $0.seconds == 0.5 && $0.strikes == 1 })
  }

  @Test func `without a budget it has two seconds, three times`() async throws {
    let limits = try await limits(budget: nil)
    #expect(!limits.isEmpty && limits.allSatisfy { $0.seconds == 2 && $0.strikes == 3 })
  }

  @Test(arguments: [(nil, 2.0), (1, 0.5), (10, 1), (20, 2), (600, 2)] as [(Double?, Double)])
  func `a tenth of a budget, between half a second and the limit`(budget: Double?, limit: Double) {
    #expect(ProbeBatch(probes: []).within(budget: budget).seconds == limit)
  }
}
