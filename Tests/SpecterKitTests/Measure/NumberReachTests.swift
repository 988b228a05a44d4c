import SpecModel
import SpecterTesting
import Testing

@testable import SpecterKit

/// `fill(n)`, which gets no answer from `limit` on.
private func surface(limit: Int) -> ScriptedSurface {
  let described = SurfaceDescription(symbols: [
    .init(id: "fill", kind: .function, parameters: [Parameter(name: "n", type: "int")])
  ])
  return ScriptedSurface(driver: { _ in
    ScriptedDriver(described) { probe in
      guard case .call(_, _, let places, let named)? = probe.steps.last?.action else {
        return .answered(Array("{\"did\":[{\"return\":null}]}".utf8))
      }
      let number = (places + named.map(\.value)).lazy.compactMap(\.intValue).first ?? 0
      return number >= limit
        ? .timedOut : .answered(Array("{\"did\":[{\"return\":\(number)}]}".utf8))
    }
  })
}

@Test func `numbers that the original can't answer cost an operation no probes`() async throws {
  // Below the lowest rung of a ladder nothing is known: the probes themselves are tried.
  for (limit, leftOut) in [(2_000_000, false), (900, true)] {
    let measured = try await Measuring.measure(
      surface(limit: limit), Measuring.request(spec: nil, plan: MeasurePlan(perOperation: 200)))
    let probes = measured.measurement.probes
    #expect(probes.heldOut >= 90, "\(limit)")
    #expect(probes.timedOut == 0 && probes.dropped == 0, "\(limit): \(probes)")
    let notes = measured.measurement.notes
    #expect(notes.contains { $0.contains("probes were left out") } == leftOut, "\(limit): \(notes)")
  }
}

@Test func `what hangs in no trial call is found by a sample of the probes`() async throws {
  let described = SurfaceDescription(symbols: [
    .init(id: "fill", kind: .function, parameters: [Parameter(name: "text", type: "str")])
  ])
  // The process that runs trial calls and searches is the one that traces.
  let surface = ScriptedSurface(driver: { request in
    ScriptedDriver(described) { probe in
      !request.traced && StableHash.steps(probe.steps) % 8 == 0
        ? .timedOut : .answered(Array("{\"did\":[{\"return\":null}]}".utf8))
    }
  })
  let plan = MeasurePlan(perOperation: 60, guided: 6)
  let measured = try await Measuring.measure(surface, Measuring.request(spec: nil, plan: plan))
  #expect(measured.measurement.probes.timedOut == 0 && measured.measurement.probes.heldOut > 10)
  #expect(measured.measurement.notes.contains { $0.contains("probes were left out") })
}
