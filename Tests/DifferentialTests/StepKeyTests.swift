import Foundation
import SpecModel
import Testing

@testable import Differential

/// A call of a method on an object that was made before.
private let method = Samples.probe(
  [
    Step(name: "v", .call("V", on: nil, arguments: [], named: [])),
    Step(.call("push", on: "v", arguments: [.array([.int(1)])], named: [])),
  ], target: "V.push")

private func pushed(_ members: String, out: String = "") -> Observation {
  Samples.answer(#"{"return":{"$object":"V"}}"#, "{\(members)}", more: out)
}

// SPEC: R-SCO-04
@Test func `what a method did to its own object is compared`() {
  let right = pushed(#""return":null,"self_after":{"$object":"V","fields":{"n":1}}"#)
  let wrong = pushed(#""return":null,"self_after":{"$object":"V","fields":{"n":2}}"#)
  let idle = pushed(#""return":null"#)
  func only(_ one: Observation, _ other: Observation) -> Difference? {
    let result = Samples.compare(one, other, probe: method)
    return result.differences.count == 1 ? result.difference : nil
  }
  #expect(only(right, wrong) == Difference(.mutation, path: "did.1.self_after.fields.n"))
  #expect(only(right, idle) == Difference(.mutation, path: "did.1.self_after"))
  #expect(only(idle, wrong) == Difference(.mutation, path: "did.1.self_after"))
  let named = #""kwargs_after":{"items":[1]},"return":null"#
  #expect(
    only(pushed(named), pushed(named.replacingOccurrences(of: "1", with: "2")))
      == Difference(.mutation, path: "did.1.kwargs_after.items.0"))
  // Also where the method raised: the same error, another object left behind.
  let error = #""raise":{"message":"m","type":"E"},"self_after""#
  #expect(
    only(pushed(error + ":[1]"), pushed(error + ":[2]"))
      == Difference(.mutation, path: "did.1.self_after.0"))
}

/// Keys that stand in an answer beside the steps; all but the silent ones are compared as output.
private let beside: Set = ["did", "id", "reached", "out", "err", "warned"]
/// Keys inside what those and a step's keys hold, and in answers to what is no probe.
private let inside: Set = ["category", "message", "error", "reset", "$hash"]

@Test func `every key that a driver reports of a step is compared or named with its reason`() throws
{
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let script = try String(
    contentsOf: root.appendingPathComponent("Sources/SpecterDrivers/Python/specter_steps.py"),
    encoding: .utf8)
  // The answers are written as canonical text: a key's colon has no space behind it.
  let reported = Set(script.matches(of: /"([$a-z_]+)":(?=[^ \n])/).map { String($0.1) })
  let known =
    StepKeys.mutations.union(StepKeys.values).union(StepKeys.outcomes)
  #expect(reported.isSuperset(of: known), "\(known.subtracting(reported)) is reported no more")
  #expect(
    reported.subtracting(known).isSubset(of: beside.union(inside)),
    "a new key of the driver: say in StepKeys what becomes of it")
  for key in reported.union(["later"]).subtracting(beside).subtracting(inside) {
    let one = Samples.answer(#"{"\#(key)":"a"}"#)
    let other = Samples.answer(#"{"\#(key)":"b"}"#)
    let isSilent = StepKeys.uncompared[key] != nil || key == "raise"
    #expect(Samples.compare(one, other).differences.isEmpty == isSilent, "\(key)")
    // Named with a reason or not: that it stands on one side alone is a difference.
    let lacking = Samples.answer(StepKeys.outcomes.contains(key) ? "{}" : #"{"return":1}"#)
    let beside = Samples.answer(
      StepKeys.outcomes.contains(key) ? #"{"\#(key)":"a"}"# : #"{"\#(key)":"a","return":1}"#)
    #expect(Samples.compare(beside, lacking).loss == 1, "\(key) alone")
    #expect(Samples.compare(lacking, beside).loss == 1, "\(key) alone")
  }
  for reason in StepKeys.uncompared.merging(StepKeys.uncomparedInRaise, uniquingKeysWith: { $1 }) {
    #expect(reason.value.count > 20, "\(reason.key) has no reason")
  }
}

@Test func `every member of an error is compared or named with its reason`() {
  func raised(_ members: String) -> Observation { Samples.answer("{\"raise\":{\(members)}}") }
  let same = #""bases":["A"],"message":"m","type":"T""#
  for (key, loss) in [("type", 0.5), ("message", 0.1), ("later", 0.1), ("bases", 0)] {
    let other =
      same.contains("\"\(key)\"")
      ? same.replacingOccurrences(
        of: "\"\(key)\":[^,]+", with: "\"\(key)\":\"other\"", options: .regularExpression)
      : same + ",\"\(key)\":1"
    #expect(Samples.compare(raised(same), raised(other)).loss == loss, "\(key)")
    #expect((StepKeys.uncomparedInRaise[key] != nil) == (loss == 0))
  }
}

// SPEC: R-SCO-02
@Test func `a changed object is masked where the reference disagrees with itself`() {
  func object(_ time: Int, _ size: Int) -> Observation {
    pushed(#""return":null,"self_after":{"size":\#(size),"time":\#(time)}"#)
  }
  let quiet = Samples.compare(object(1, 4), object(3, 4), second: object(2, 4), probe: method)
  #expect(quiet.isEqual && quiet.masked == ["did.1.self_after.time"])
  let loud = Samples.compare(object(1, 4), object(3, 5), second: object(2, 4), probe: method)
  #expect(loud.difference == Difference(.mutation, path: "did.1.self_after.size"))
  // Changed in one run of the reference and not in the other.
  let rare = Samples.compare(
    object(1, 4), object(3, 5), second: pushed(#""return":null"#), probe: method)
  #expect(rare.isEqual && rare.masked == ["did.1.self_after"])
}

// SPEC: R-SCO-02
@Test func `a probe is not noise all over while its object or its output can be compared`() {
  func noisy(_ value: Int, _ rest: String, out: String = "") -> Observation {
    Samples.answer("{\"return\":\(value)\(rest)}", more: out)
  }
  #expect(Samples.compare(noisy(1, ""), noisy(3, ""), second: noisy(2, "")).isDropped)
  let object = Samples.compare(
    noisy(1, #","self_after":[1]"#), noisy(3, #","self_after":[2]"#),
    second: noisy(2, #","self_after":[1]"#))
  #expect(object.difference == Difference(.mutation, path: "did.0.self_after.0"))
  let output = Samples.compare(
    noisy(1, "", out: #","out":"a""#), noisy(3, "", out: #","out":"b""#),
    second: noisy(2, "", out: #","out":"a""#))
  #expect(output.difference == Difference(.output, path: "out"))
}

private func spoiled(_ item: Int, raising: Bool = false) -> Divergence {
  let probe = Samples.probe(
    [
      Step(name: "v", .call("V", on: nil, arguments: [], named: [])),
      Step(.call("push", on: "v", arguments: [.int(item)], named: [])),
    ], target: "V.push")
  func answer(_ n: Int) -> Observation {
    let end = raising ? #""raise":{"message":"m","type":"E"}"# : #""return":null"#
    return pushed(end + #","self_after":{"$object":"V","fields":{"n":\#(n)}}"#)
  }
  let (one, other) = (answer(item), answer(item + 1))
  return Divergence(
    probe: probe, reference: one, candidate: other,
    difference: Samples.compare(one, other, probe: probe).difference ?? Difference(.crash))
}

// SPEC: R-SCO-12, R-SCO-15
@Test func `a spoiled object is one cause, in words that quote nothing`() throws {
  for raising in [false, true] {
    var grouper = CauseGrouper()
    for item in [71, 72, 73] { grouper.add(spoiled(item, raising: raising)) }
    let found = grouper.causes()
    #expect(found.count == 1)
    let cause = try #require(found.first).cause()
    #expect(cause.kind == .mutation && cause.priority == .p1 && cause.operation == "V.push")
    #expect(
      cause.words
        == "`V.push` leaves its object in another state at `did.*.self_after.fields.n`, "
        + "on 3 probes; what differs is off by one.")
  }
  var grouper = CauseGrouper()
  let one = Samples.answer(#"{"args_after":[[1]],"return":1}"#)
  let other = Samples.answer(#"{"return":1}"#)
  let probe = Samples.probe(.array([.int(9)]))
  grouper.add(
    Divergence(
      probe: probe, reference: one, candidate: other,
      difference: Difference(.mutation, path: "did.0.args_after")))
  let words = grouper.causes().first?.cause().words ?? ""
  #expect(words.hasPrefix("`f` leaves its arguments in another state at `did.*.args_after`"))
}

// SPEC: R-SCO-12
@Test func `a witness of a spoiled object shrinks and stays one`() throws {
  var grouper = CauseGrouper()
  grouper.add(spoiled(1234))
  var shrinker = Shrinker(try #require(grouper.causes().first))
  while true {
    let batch = shrinker.next()
    if batch.isEmpty { break }
    shrinker.learn(
      batch.map { probe in
        guard probe.steps.count == 2,
          case .call("push", _, let arguments, _) = probe.steps[1].action,
          let item = arguments.first?.intValue
        else { return nil }
        return spoiled(item)
      })
  }
  #expect(shrinker.witness.difference.path == "did.1.self_after.fields.n")
  #expect(shrinker.witness.probe.steps == spoiled(0).probe.steps)
}

// SPEC: R-SCO-06
@Test func `a constant changes nothing, so a method that changes its object is no constant`() {
  func digest(_ answer: Observation) -> OutcomeDigest { OutcomeDigest(answer, of: method) }
  let outcomes = (0..<4).map { digest(pushed(#""return":null,"self_after":[\#($0)]"#)) }
  let losses = ConstantAnswer.losses(outcomes, rules: CompareRules())
  #expect(losses.reduce(0, +) == 3, "all but one leave another object behind")
  let silent = (0..<4).map { _ in digest(pushed(#""return":null"#)) }
  #expect(ConstantAnswer.losses(silent, rules: CompareRules()) == [0, 0, 0, 0])
  let printing = (0..<2).map { digest(pushed(#""return":null"#, out: #","out":"\#($0)""#)) }
  #expect(ConstantAnswer.losses(printing, rules: CompareRules()).reduce(0, +) == 1)
}
