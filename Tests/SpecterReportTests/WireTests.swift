import SpecModel
import SpecterKit
import Testing

@testable import SpecterReport

@Suite struct `A diff document` {
  // SPEC: R-CLI-04
  @Test func `has the members that it promises, in their form`() throws {
    let text = JSONText.line(DiffDocument.value(of: Samples.whole))
    #expect(text.hasPrefix(#"{"schema":"specter.diff/1","fidelity":{"value":98.73,"low":98.1,"#))
    let value = try Value(parsing: text)
    for key in [
      "behaviour", "structure", "operations", "probes", "causes", "economy", "isolation", "seconds",
    ] { #expect(value[key] != nil, "\(key)") }
    #expect(value["operations"] == .members(["probed": .int(4), "all": .int(5)]))
    #expect(value["isolation"]?["build"] == .string("folder"))
    let cause = value["causes"]?.arrayValue?.first
    #expect(cause?["witness"]?.description == #"[{"args":["octopus"],"call":"pluralize"}]"#)
    #expect(cause?["reference"]?.description == #"{"did":[{"return":"octopi"}]}"#)
    #expect(cause?["priority"] == .string("P1"))
    #expect(cause?["witnessText"] == .string("pluralize('octopus')"))
  }

  @Test func `is stable to the byte`() throws {
    try expectSnapshot(JSONText.pretty(DiffDocument.value(of: Samples.whole)), "diff.json")
  }
}

@Suite struct `A verdict` {
  private let digests = VerdictDigests(
    spec: .of("s"), reference: .of("r"), candidate: .of("c"), driver: .of("d"),
    interpreter: "CPython 3.11", probes: nil)

  private func roundTrip(_ measurement: Measurement) throws -> VerdictDocument {
    let document = VerdictDocument(measurement, digests: digests)
    let pretty = try VerdictDocument(
      parsing: Array(JSONText.pretty(document.value).utf8), place: "verdict.json")
    let canonical = try VerdictDocument(parsing: document.value.canonicalBytes, place: "object")
    #expect(pretty == canonical)
    return pretty
  }

  @Test func `comes back as it was`() throws {
    for measurement in [Samples.whole, Samples.clean] {
      let back = try roundTrip(measurement)
      #expect(back.measurement == measurement)
      #expect(back.digests == digests)
    }
  }

  @Test func `keeps what both sides took, and shows it instead of what they did`() throws {
    var cause = Samples.plural
    cause.kind = .cost
    cause.priority = .p2
    cause.witness.difference = Difference(.cost, path: "did.0.cost.memory")
    cause.witness.excess = CostExcess(
      .memory, reference: 1 << 20, candidate: 76 << 20, step: 0)
    let measurement = Samples.measurement([cause], fidelity: Samples.whole.fidelity)
    #expect(try roundTrip(measurement).measurement == measurement)
    let lines = ConsoleReporter(width: 100).lines(measurement)
    #expect(
      lines.contains("    reference  1 MiB of memory  |  candidate  76 MiB of memory"), "\(lines)")
    let told = DiffDocument.cause(cause)
    #expect(told["excess"]?["candidate"] == .int(76 << 20))
    #expect(told["candidateText"] == .string("76 MiB of memory"))
  }

  @Test func `keeps the kill rate, and says where none was measured`() throws {
    var measurement = Samples.clean
    #expect(AdequacyText.share(measurement.kills) == "not measured")
    measurement.kills = KillCount(tried: 12, told: 9, broken: 2)
    #expect(try roundTrip(measurement).measurement == measurement)
    let lines = ConsoleReporter(width: 200).lines(measurement)
    #expect(lines.contains("kill rate     90 %, 9 of 10 changes of the reference"))
  }

  // SPEC: R-VER-01
  @Test func `comes back as it was whatever was measured`() throws {
    var random = SystemRandomNumberGenerator()
    let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    let observations: [Observation] = [
      .answered([]), .answered([0xFF, 0x00]), .answered(Array("{ }".utf8)), .crashed(-1),
      .crashed(9), .timedOut, .oversized, .notRun, Samples.answer("null"),
      Samples.answer(#"{"$outcome":"timed out"}"#), Samples.answer(#"{"$raw":"00"}"#),
      Samples.answer(deep), Samples.answer(#"{"did":[{"return":1e400}]}"#),
    ]
    for _ in 0..<200 {
      func share() -> Double { Double.random(in: 0...1, using: &random) }
      var measurement = Samples.whole
      measurement.fidelity = Interval(value: share() * 100, low: -share(), high: .infinity)
      measurement.behaviour = share()
      measurement.seconds = share() * 1e-9
      measurement.seed = UInt64.random(in: .min ... .max, using: &random)
      measurement.economy = Bool.random(using: &random) ? share() : nil
      measurement.isolation.build = Bool.random(using: &random) ? IsolationLevel.none : nil
      measurement.rules.floatTolerance = share()
      measurement.notes = ["\u{0}\"\\\u{2028}"]
      measurement.causes = measurement.causes.map { cause in
        var cause = cause
        cause.witness.reference = observations.randomElement(using: &random) ?? .notRun
        cause.witness.candidate = observations.randomElement(using: &random) ?? .notRun
        return cause
      }
      #expect(try roundTrip(measurement).measurement == measurement)
    }
  }

  @Test func `that is damaged is refused, with the member that is wrong`() throws {
    let good = VerdictDocument.encode(Samples.whole).description
    for (old, new, member) in [
      (#""schema":"specter.verdict/1""#, #""schema":"specter.verdict/9""#, "specter.verdict/1"),
      (#""kind":"value""#, #""kind":"vlaue""#, "kind"),
      (#""behaviour":0.0127"#, #""behaviour":"x""#, "behaviour"),
      (#""seed":7"#, #""seed":-7"#, "seed"),
    ] {
      let bad = try Value(parsing: good.replacing(old, with: new))
      #expect(bad.description != good)
      let failure = #expect(throws: Failure.self) { try VerdictDocument.decode(bad) }
      #expect(failure?.code == .badInput)
      #expect(failure?.what.contains(member) == true, "\(failure?.what ?? "")")
    }
    let failure = #expect(throws: Failure.self) {
      try VerdictDocument(parsing: Array("{".utf8), place: "verdict.json")
    }
    #expect(failure?.place == "verdict.json")
  }

  // SPEC: R-VER-05
  @Test func `names the digests that differ`() {
    var other = digests
    #expect(digests.differences(from: other).isEmpty)
    other.driver = nil
    other.interpreter = "CPython 3.13"
    #expect(digests.differences(from: other) == ["driver", "interpreter"])
  }
}
