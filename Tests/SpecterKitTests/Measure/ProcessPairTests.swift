import SpecModel
import SpecterTesting
import Synchronization
import Testing

@testable import SpecterKit

/// Two processes that tell which operations they were asked for.
private final class Told: Sendable {
  private let given = Mutex<[[String]]>([[], []])

  var operations: [[String]] { given.withLock { $0 } }

  func pair(
    _ observe: @escaping @Sendable (Probe) -> Observation
  ) -> ProcessPair {
    func driver(_ place: Int) -> ScriptedDriver {
      ScriptedDriver(SurfaceDescription(symbols: [])) { probe in
        self.given.withLock { $0[place].append(probe.target) }
        return observe(probe)
      }
    }
    return ProcessPair(one: driver(0), two: driver(1), clock: .still)
  }
}

private func answer(_ probe: Probe) -> Observation {
  .answered(Array("{\"did\":[{\"return\":\"\(probe.target)\"}]}".utf8))
}

@Test func `two processes share each operation's probes, and the order stays`() async throws {
  let told = Told()
  let probes = ["a", "a", "a", "b", "b", "c"].map { Measuring.call($0) }
  let seen = try await told.pair(answer).observe(probes, strikes: 3, from: 0, budget: nil)
  #expect(seen == probes.map(answer))
  #expect(told.operations == [["a", "a", "b", "c"], ["a", "b"]])
}

@Test func `each of two processes has its strikes, and what time ran out before is nil`()
  async throws
{
  let hanging = Array(repeating: Measuring.call("a"), count: 10)
  let struck = try await Told().pair { _ in .timedOut }.observe(
    hanging, strikes: 2, from: 0, budget: nil)
  #expect(struck.filter { $0 == .timedOut }.count == 4)
  #expect(struck.filter { $0 == .notRun }.count == 6)
  let late = try await Told().pair(answer).observe(
    hanging, strikes: 2, from: -9, budget: 1)
  #expect(late.allSatisfy { $0 == nil })
}
