import SpecModel
import Testing

@testable import Differential

private func divergence(
  _ input: Value, _ reference: Observation, _ candidate: Observation,
  pool: Probe.Pool = .heldOut, target: String = "f"
) -> Divergence {
  let probe = Samples.probe([Samples.call(target, input)], target: target, pool: pool)
  let difference =
    Samples.compare(reference, candidate, probe: probe).difference ?? Difference(.value)
  return Divergence(
    probe: probe, reference: reference, candidate: candidate, difference: difference)
}

private func plural(_ word: String, _ right: String, _ wrong: String) -> Divergence {
  divergence(
    .string(word), Samples.returned(.string(right)), Samples.returned(.string(wrong)))
}

private func causes(_ divergences: [Divergence]) -> [CauseGroup] {
  var grouper = CauseGrouper()
  divergences.forEach { grouper.add($0) }
  return grouper.causes()
}

// SPEC: R-SCO-12
@Test func `one root is one cause with one id`() {
  let found = causes([
    plural("city", "cities", "citys"), plural("pony", "ponies", "ponys"),
    plural("fly", "flies", "flys"),
  ])
  #expect(found.count == 1)
  #expect(found.first?.count == 3)
  #expect(found.first?.witness.probe.steps == [Samples.call("f", .string("fly"))])
  #expect(found.first?.id.count == 8 && found.first?.id.hasPrefix("C-") == true)
  #expect(found.first?.id == causes([plural("lady", "ladies", "ladys")]).first?.id)
}

@Test func `roots under one key are told apart, up to five`() {
  let edits = [
    ("city", "cities", "citys"), ("ox", "oxen", "oxs"), ("Foo", "foos", "Foos"),
    ("a b", "a-bs", "a_bs"), ("mouse", "mice", "mouses"), ("cactus", "cacti", "cactuses"),
    ("axis", "axes", "axises"),
  ]
  let found = causes(edits.map(plural))
  #expect(found.count == 5)
  #expect(found.map(\.count).reduce(0, +) == 7)
  #expect(Set(found.map(\.id)).count == 5)
}

@Test func `an early step's difference is a cause of that step's operation`() {
  let steps = [
    Step(name: "a", .call("underscore", on: nil, arguments: [.string("x")], named: [])),
    Samples.call("camelize", .reference("a")),
  ]
  let probe = Samples.probe(steps, target: "camelize")
  let one = Samples.answer(#"{"return":"x"}"#, #"{"return":"X"}"#)
  let other = Samples.answer(#"{"return":"y"}"#, #"{"return":"Y"}"#)
  let difference = Samples.compare(one, other, probe: probe).difference ?? Difference(.crash)
  let key = CauseKey(
    Divergence(probe: probe, reference: one, candidate: other, difference: difference))
  #expect(key.operation == "underscore")
}

// SPEC: R-SCO-15
@Test func `words of a cause quote no input and no output`() {
  let found = causes([
    plural("Secret-1", "zebras", "zebrae"), plural("Secret-22", "zebras", "zebrae"),
  ])
  let words = found.first?.cause().words ?? ""
  #expect(words.contains("`f` gives another string than the reference"))
  #expect(words.contains("hyphens") && words.contains("digits") && words.contains("the end"))
  #expect(!words.contains("Secret") && !words.contains("zebra"))
}

@Test func `the first causes shown are different things`() {
  let found = causes(
    (0..<3).map { plural("w\($0)", "cities", "citys") }
      + (0..<2).map { plural("w\($0)", "oxen", "oxs") }
      + [
        divergence(
          .string("z"), Samples.returned(.int(1)), Samples.raised("E"), target: "g"),
        divergence(.string("m"), Samples.raised("A", "x"), Samples.raised("A", "y"), target: "h"),
      ])
  let ordered = CauseOrder.furthestFirst(found)
  #expect(ordered.map(\.key.operation) == ["f", "g", "f", "h"])
  #expect(ordered.last?.key.kind == .errorMessage)
}

@Test func `a dev witness is preferred so that a reviser can see it`() {
  var hidden = plural("b", "bies", "bys")
  hidden.probe.pool = .heldOut
  var shown = plural("country", "countries", "countrys")
  shown.probe.pool = .dev
  let found = causes([hidden, shown])
  #expect(found.first?.witness.probe.pool == .dev)
  #expect(found.first?.pools == [.dev, .heldOut])
}

/// Shrinks against a candidate that is wrong where `isWrong` says so.
private func shrunk(_ start: Divergence, _ isWrong: (Probe) -> Divergence?) -> (Divergence, Int) {
  guard let cause = causes([start]).first else { return (start, 0) }
  var shrinker = Shrinker(cause)
  var tried = 0
  while true {
    let batch = shrinker.next()
    if batch.isEmpty { break }
    tried += batch.count
    shrinker.learn(batch.map(isWrong))
  }
  return (shrinker.witness, tried)
}

// SPEC: R-SCO-12
@Test func `a witness shrinks to the smallest input of the same cause`() {
  func wrong(_ probe: Probe) -> Divergence? {
    guard case .call(_, _, let arguments, _) = probe.steps.last?.action,
      let text = arguments.first?.stringValue, text.contains("-")
    else { return nil }
    return Divergence(
      probe: probe, reference: Samples.returned(.string("x\(text)ies")),
      candidate: Samples.returned(.string("x\(text)ys")),
      difference: Difference(.value, path: "did.0.return"))
  }
  let start = Samples.probe([
    Samples.call("f", .string("The quick-brown fox, twice over"), .int(12))
  ])
  guard let divergence = wrong(start) else { return }
  let (witness, tried) = shrunk(divergence, wrong)
  #expect(witness.probe.steps == [Samples.call("f", .string("-"))])
  #expect(tried <= Shrinker.mostProbes)
  #expect(shrunk(divergence, wrong).0 == witness)
}

@Test func `shrinking never drops a step that is referred to and never leaves the cause`() {
  let start = Samples.probe([
    Step(name: "v", .call("V", on: nil, arguments: [.int(123), .string("abc")], named: [])),
    Step(name: "w", .call("V", on: nil, arguments: [.int(5)], named: [])),
    Step(.call("bump", on: "v", arguments: [], named: [])),
    Step(.operate("eq", on: "v", arguments: [.reference("w")])),
  ])
  let first = Divergence(
    probe: start, reference: Samples.answer("{}", "{}", "{}", #"{"return":true}"#),
    candidate: Samples.answer("{}", "{}", "{}", #"{"return":false}"#),
    difference: Difference(.value, path: "did.3.return"))
  let (witness, _) = shrunk(first) { probe in
    let names = Set(probe.steps.compactMap(\.name))
    let references = probe.steps.reduce(into: Set<String>()) {
      $0.formUnion(Reduction.references(of: $1))
    }
    #expect(references.isSubset(of: names))
    guard case .operate("eq", _, _) = probe.steps.last?.action else {
      // Another cause: it must not be taken.
      return Divergence(
        probe: probe, reference: Samples.returned(.int(1)), candidate: .timedOut,
        difference: Difference(.crash))
    }
    let last = probe.steps.count - 1
    let made = Array(repeating: "{}", count: last).joined(separator: ",")
    func answer(_ truth: Bool) -> Observation {
      .answered(Array("{\"did\":[\(made),{\"return\":\(truth)}]}".utf8))
    }
    return Divergence(
      probe: probe, reference: answer(true), candidate: answer(false),
      difference: Difference(.value, path: "did.\(last).return"))
  }
  #expect(witness.probe.steps.count == 3)
  #expect(witness.difference.kind == .value)
}
