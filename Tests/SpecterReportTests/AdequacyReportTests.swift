import SpecModel
import SpecterKit
import Testing

@testable import SpecterReport

@Suite struct AdequacyReportTests {
  private static let mutant = Mutant(
    file: "lib.py", line: 3, function: "f", kind: "constant", range: 10..<12, text: "11",
    before: "LIMIT = 10", after: "LIMIT = 11")
  private static func returned(_ value: Value) -> Observation {
    .answered(Value.members(["did": .array([.members(["return": value])])]).canonicalBytes)
  }
  private static let change = PlantedChange(
    id: "P-01", mutant: mutant,
    witnesses: [
      .init(
        probe: Probe(
          steps: [Step(.call("f", on: nil, arguments: [.int(10)], named: []))], target: "f",
          origin: .generated, pool: .dev),
        planted: returned(.bool(true)), plain: .timedOut)
    ])

  @Test func `the list of what was planted is read as it was written`() throws {
    let document = PlantDocument(
      reference: "pypi:lib==1.0", scope: SurfaceScope(module: "lib", exclude: ["g"]),
      seed: .max, changes: [Self.change])
    let bytes = Array(JSONText.pretty(document.value).utf8)
    let read = try PlantDocument(parsing: bytes, place: "planted.json")
    #expect(read.changes == [Self.change])
    #expect(read.seed == .max && read.scope == document.scope)
    #expect(read.reference == document.reference)
    #expect(throws: Failure.self) { try PlantDocument(parsing: Array("{}".utf8), place: "x") }
    #expect(throws: Failure.self) {
      try PlantDocument(
        parsing: Array(
          String(decoding: bytes, as: UTF8.self).replacing("\"line\"", with: "\"l\"").utf8),
        place: "x")
    }
  }

  @Test func `what was not seen and not carried is shown in full`() throws {
    let rate = KillRate(
      tried: 5, told: 2, broken: 1, shaped: [], survivors: [Self.mutant, Self.mutant])
    let audit = Audit(rows: [
      .init(
        change: Self.change, finding: .lost,
        missed: .init(witness: Self.change.witnesses[0], candidate: .timedOut)),
      .init(change: Self.change, finding: .carried),
    ])
    let lines =
      AdequacyText.lines(rate) + AdequacyText.lines(audit)
      + AdequacyText.lines([Self.change])
    try expectSnapshot(lines.joined(separator: "\n") + "\n", "adequacy.txt")
    #expect(AdequacyDocument.value(of: rate)["rate"]?.doubleValue == 0.5)
    #expect(AdequacyDocument.value(of: audit)["share"]?.doubleValue == 0.5)
  }
}
