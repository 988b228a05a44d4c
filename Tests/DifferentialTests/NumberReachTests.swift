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

/// What a ladder from `working` shows, where a call with a number for `times` from `limit` on gets
/// `lost`, and the rest of its batch is not run.
private func reach(
  _ working: Probe..., limit: Int, lost: Observation = .timedOut
) -> NumberReach {
  var ladder = NumberLadder(working, surface: surface)
  var batches = 0
  while case let probes = ladder.next, !probes.isEmpty, batches < 100 {
    batches += 1
    var hasStruck = false
    ladder.learn(
      probes.map { probe in
        guard case .call(_, _, let places, let named)? = probe.steps.last?.action else {
          return lost
        }
        let times = (named.first?.value ?? places.last)?.intValue ?? 0
        if hasStruck { return .notRun }
        guard times >= limit else { return Samples.returned(.string("x")) }
        if case .answered = lost {} else { hasStruck = true }
        return lost
      })
  }
  #expect(batches < 100, "a ladder ends")
  return ladder.reach
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

@Test func `what is given to another operation keeps to it too`() {
  let reach = reach(call(.string("x"), .int(3)), limit: 5_000)
  for (times, isAllowed) in [(1_000, true), (1_001, false)] {
    let giver = Step(
      name: "v1",
      .call("repeat", on: nil, arguments: [.string("x"), .int(times)], named: []))
    let taker = Step(.call("size", on: nil, arguments: [.reference("v1")], named: []))
    #expect(reach.allows([giver, taker], of: "size") == isAllowed)
  }
}

@Test func `an error is an answer`() {
  let raised = Samples.raised("ValueError")
  let reach = reach(call(.string("x"), .int(3)), limit: 5_000, lost: raised)
  #expect(allows(reach, .string("x"), .int(3_000_000_000)))
}

@Test func `a number beside the one that was tried is not blamed`() {
  let reach = reach(
    call(.int(1_000_000), .int(3)), call(.int(10_000), .int(10_000)), limit: 50_000_000)
  #expect(allows(reach, .int(900_000_000), .int(1_000_000)))
  #expect(!allows(reach, .int(1), .int(1_000_001)))
}

@Test func `one argument without an answer leaves the others to be tried`() {
  // Whichever of the two is on the rung, the first call of a batch that is lost strikes the rest.
  let both = Samples.probe(
    [Samples.call("repeat", .int(60_000_000), .int(70_000_000))], target: "repeat")
  let reach = reach(both, limit: 50_000_000)
  #expect(!allows(reach, .int(2_000), .int(1)), "its calls were lost for the other's sake")
  #expect(!allows(reach, .int(1), .int(100_000_001)))
  #expect(allows(reach, .int(1), .int(1_000_000)))
}

@Test func `a ladder asks of each place one call at a time, and six at most`() {
  let times = (0..<9).map { call(.string("x\($0)"), .int($0)) }
  var ladder = NumberLadder(times + [call(.int(2), .float(1.5))], surface: surface)
  var asked: [[String]] = []
  while asked.count < 6 {
    let probes = ladder.next
    asked.append(probes.map { $0.steps.last?.value.description ?? "" })
    ladder.learn(probes.map { _ in Samples.returned(.null) })
  }
  #expect(asked[0].count == 2 && asked[0][1].contains("\"args\":[10000,1.5]"))
  #expect(asked[1...].allSatisfy { $0.count == 1 })
  let texts = asked.map { $0[0] }
  #expect(Set(texts).count == 6 && texts.allSatisfy { $0.contains("\"args\":[\"x") })
  #expect(ladder.next.allSatisfy { $0.steps.last?.value.description.contains("1000000") == true })
}

@Test func `probes and the guided search keep to it`() {
  var request = Samples.request(perOperation: 400)
  request.reach = NumberReach(Samples.surface)
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
  for place in ["major", "minor"] { request.reach.limit("Version/\(place)", to: 1_000) }
  search = GuidedSearch(request, perRound: 300)
  #expect(largest(makeProbes(request).probes) <= 1_000)
  #expect(largest(search.next()) <= 1_000)
}
