import SpecModel
import Testing

@testable import Differential

/// A call of `repeat(text, times)`.
private func call(_ text: Value, _ times: Value, named: Bool = false) -> Probe {
  Samples.probe(
    [
      Step(
        .call(
          "repeat", on: nil, arguments: named ? [text] : [text, times],
          named: named ? [.init("times", times)] : []))
    ], target: "repeat")
}

private let surface = SurfaceDescription(symbols: [
  .init(
    id: "repeat", kind: .function,
    parameters: [Parameter(name: "text"), Parameter(name: "times", type: "int")])
])

/// What a ladder from `working` shows, where a number for `times` from `limit` on gets `lost`.
private func reach(
  _ working: Probe, limit: Int, lost: Observation = .timedOut
) -> NumberReach {
  let ladder = NumberReach.ladder([working], surface: surface)
  let observations = ladder.map { probe -> Observation in
    guard case .call(_, _, let places, let named)? = probe.steps.last?.action else { return lost }
    let times = (named.first?.value ?? places.last)?.intValue ?? 0
    return times >= limit ? lost : Samples.returned(.string("x"))
  }
  return NumberReach(ladder, observations, surface: surface)
}

private func allows(_ reach: NumberReach, _ text: Value, _ times: Value, named: Bool = false)
  -> Bool
{
  reach.allows(call(text, times, named: named).steps, of: "repeat")
}

@Test(arguments: [.timedOut, .crashed(9), .oversized] as [Observation], [false, true])
func `a number is not larger than the rung below the first that got no answer`(
  lost: Observation, named: Bool
) {
  let reach = reach(call(.int(5), .int(3), named: named), limit: 2_000_000, lost: lost)
  for times in [7, 1_000_000, -1_000_000] {
    #expect(allows(reach, .int(5), .int(times)), "\(times)")
  }
  for times in [1_000_001, 1_000_000_000, -2_000_000] {
    #expect(!allows(reach, .int(5), .int(times)), "\(times)")
    #expect(!allows(reach, .int(5), .int(times), named: true), "\(times) by its name")
  }
  let beyond = Value.members(["$int": .string("100000000000000000000000000")])
  #expect(!allows(reach, .int(5), beyond))
  #expect(allows(reach, beyond, .int(1)), "the other parameter was answered on every rung")
}

@Test func `where not even the first rung is answered numbers stay small`() {
  let reach = reach(call(.string("x"), .int(3)), limit: 5_000)
  #expect(allows(reach, .string("x"), .int(1_000)))
  #expect(!allows(reach, .string("x"), .int(1_001)))
}

@Test func `answers and what was not run limit nothing`() {
  for lost in [Samples.raised("ValueError"), .notRun] {
    let reach = reach(call(.string("x"), .int(3)), limit: 5_000, lost: lost)
    #expect(allows(reach, .string("x"), .int(3_000_000_000)))
  }
}

@Test func `a ladder has a call a rung for each whole number of a few calls`() {
  let times = (0..<9).map { call(.string("x\($0)"), .int($0)) }
  let ladder = NumberReach.ladder(times + [call(.int(2), .float(1.5))], surface: surface)
  let texts = ladder.map { $0.steps.last?.value.description ?? "" }
  #expect(texts.filter { $0.contains("\"args\":[\"x") }.count == 6 * 4)
  #expect(texts.suffix(4).allSatisfy { $0.contains("000,1.5") })
  #expect(texts.count == 6 * 4 + 4)
}

@Test func `probes and the guided search keep to it`() {
  var request = Samples.request(perOperation: 400)
  func largest(_ probes: [Probe]) -> UInt {
    var numbers: [UInt] = []
    for probe in probes where probe.target == "Version" {
      guard case .call(_, _, let places, let named)? = probe.steps.last?.action else { continue }
      numbers += (places + named.map(\.value)).compactMap { $0.intValue?.magnitude }
    }
    return numbers.max() ?? 0
  }
  var search = GuidedSearch(request, perRound: 300)
  #expect(largest(makeProbes(request).probes) > 1_000)
  #expect(largest(search.next()) > 1_000)
  let works = Samples.probe([Samples.call("Version", .int(5), .int(5))], target: "Version")
  let ladder = NumberReach.ladder([works], surface: Samples.surface)
  request.reach = NumberReach(
    ladder, ladder.map { _ in .timedOut }, surface: Samples.surface)
  search = GuidedSearch(request, perRound: 300)
  #expect(largest(makeProbes(request).probes) <= 1_000)
  #expect(largest(search.next()) <= 1_000)
}
