import SpecModel
import Testing

@testable import Differential

/// A reference with a branch behind a branch: only a text that begins with `oct` gets to the second
/// test, which wants two more of its letters. Everything else is one branch.
private func reached(_ probe: Probe) -> [String] {
  guard probe.target == "slugify",
    case .call(_, _, let places, let named)? = probe.steps.last?.action
  else { return ["\(probe.target):>1"] }
  let text = places.first?.stringValue ?? named.first { $0.key == "text" }?.value.stringValue ?? ""
  guard text.hasPrefix("oct") else { return ["slugify:>1"] }
  return text.contains("us")
    ? ["slugify:>1", "slugify:1>2", "slugify:2>3"] : ["slugify:>1", "slugify:1>2"]
}

private func search(rounds: Int, seed: UInt64 = 7) -> (search: GuidedSearch, rounds: [[Probe]]) {
  var search = GuidedSearch(Samples.request(seed: seed), perRound: 40)
  var made: [[Probe]] = []
  for _ in 0..<rounds {
    let round = search.next()
    search.learn(round, reached: round.map(reached))
    made.append(round)
  }
  return (search, made)
}

@Test func `a search keeps the first program that reaches a branch, and only that`() {
  let (search, rounds) = search(rounds: 6)
  let all = rounds.flatMap { $0 }
  #expect(search.reached == Set(all.flatMap(reached)).count)
  #expect(search.found.count <= search.reached)
  #expect(search.found.allSatisfy { $0.origin == .guided && $0.pool == .dev })
  let deepest = search.found.contains { reached($0).contains("slugify:2>3") }
  #expect(deepest, "the branch behind the branch is found")
}

@Test func `the same request and the same answers give the same programs, none of them twice`() {
  let (one, other) = (search(rounds: 4).rounds, search(rounds: 4).rounds)
  #expect(one == other)
  let all = one.flatMap { $0 }.map(\.stepsValue)
  #expect(Set(all).count == all.count)
  #expect(search(rounds: 1, seed: 8).rounds != search(rounds: 1).rounds)
}

@Test func `where nothing new appears fewer programs are spent`() {
  let rounds = search(rounds: 5).rounds
  func count(_ round: Int) -> Int { rounds[round].filter { $0.target == "titleize" }.count }
  #expect(count(0) > 20 && count(2) <= GuidedSearch.least && count(4) <= GuidedSearch.least)
}

@Test func `what other probes reach is no find`() {
  var search = GuidedSearch(Samples.request(), perRound: 40)
  let given = [
    Samples.probe([Samples.call("titleize", .string("x"))], target: "titleize", pool: .dev)
  ]
  search.begin(given, reached: given.map(reached))
  let round = search.next().filter { $0.target == "titleize" }
  search.learn(round, reached: round.map(reached))
  #expect(search.reached == 1 && search.found.isEmpty)
}
