import SpecModel
import SpecterKit
import Testing

@testable import SpecterReport

@Suite struct `An ambiguity` {
  private static func operation(_ name: String, _ disagreeing: Int) -> AmbiguousOperation {
    AmbiguousOperation(
      operation: name, probes: 40, disagreeing: disagreeing,
      difference: Difference(.value, path: "did.0.return"), witness: Samples.plural.witness.probe,
      reference: .answered(Array(#"{"did":[{"return":"a"}]}"#.utf8)),
      answers: [
        .init(.answered(Array(#"{"did":[{"return":"<b>"}]}"#.utf8)), builds: 2, isReference: false),
        .init(.crashed(11), builds: 1, isReference: false),
      ], requirements: ["R-1", "R-<2>"], section: "Plurals & more")
  }

  private func summary(_ count: Int) -> (Ambiguity, AmbiguitySummary) {
    let whole = Ambiguity(
      builds: 3, operations: 12, ambiguous: (0..<count).map { Self.operation("op\($0)", $0 + 1) })
    return (whole, AmbiguitySummary(whole, document: .of("ambiguity")))
  }

  @Test func `is one line on a console`() {
    let step = RunStep(.compare, round: 2)
    func told(_ count: Int) -> [ReportChunk] {
      var run = ConsoleRun(isTerminal: false)
      _ = run.consume(Samples.events[0])
      return run.consume(
        RecordedEvent(
          run: "r", sequence: 2, time: 1,
          event: .stepEnded(step, .compared(summary(count).1), StepCost(seconds: 1))))
    }
    #expect(told(0) == [.result("round 2  ambiguous: none of 12 operations, 3 builds agree")])
    #expect(
      told(4) == [
        .result(
          "round 2  ambiguous: 4 of 12 operations, op0 on 1 of 40 probes, op1 on 2 of 40 probes, "
            + "op2 on 3 of 40 probes, …")
      ])
  }

  @Test func `is shown in the report with every answer, escaped`() {
    let (whole, head) = summary(1)
    let html = AmbiguityView(summary: head, whole: whole).html
    #expect(html.contains("<h3>Ambiguous: 1 of 12 operations</h3>"))
    #expect(html.contains("Plurals &amp; more: <code>R-1</code>, <code>R-&lt;2&gt;</code>"))
    #expect(html.contains("2 builds") && html.contains("&lt;b&gt;"))
    #expect(html.contains("crashed (signal 11)"))
    let bare = AmbiguityView(summary: head, whole: nil).html
    #expect(bare.contains("not in the local state") && bare.contains("op0 on 1 of 40 probes"))
  }

  @Test func `is an event for programs`() {
    let value = EventDocument.result(.compared(summary(2).1))
    #expect(value["kind"] == .string("compared") && value["builds"] == .int(3))
    #expect(value["ambiguous"]?.arrayValue?.count == 2)
    #expect(value["ambiguous"]?.arrayValue?[1]["disagreeing"] == .int(2))
  }
}
