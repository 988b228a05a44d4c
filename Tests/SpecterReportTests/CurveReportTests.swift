import SpecModel
import SpecterKit
import Testing

@testable import SpecterReport

@Suite struct `The curve of a distillation` {
  private func events(economy: Double?) -> [RecordedEvent] {
    var plan = RunPlan(
      name: "inflection", folder: "specs/inflection", agents: [], candidates: 2, rounds: 5,
      seed: 7, fresh: false, isolation: .sealed)
    plan.economy = economy
    func measured(_ round: Int, _ candidate: Int, _ economy: Double, _ fidelity: Double)
      -> RunEvent
    {
      var summary = Samples.summary("one", Samples.clean, spec: "s\(round)")
      summary.economy = economy
      summary.fidelity = Interval(value: fidelity, low: fidelity - 1, high: fidelity + 0.5)
      let step = RunStep(.measure, round: round, candidate: candidate)
      return .stepEnded(step, .measured(summary), StepCost(seconds: 1))
    }
    let events: [RunEvent] = [
      .began(plan), measured(0, 1, 0.62, 99.5), measured(0, 2, 0.62, 99), measured(1, 1, 0.5, 99),
      measured(1, 2, 0.5, 98.75), measured(2, 1, 0.25, 91),
      .stepEnded(
        RunStep(.rollBack, round: 2), .rolledBack(to: .of("s1"), reason: "worse"),
        StepCost(seconds: 0)),
    ]
    return events.enumerated().map {
      RecordedEvent(
        run: "r", sequence: $0.offset + 1, time: Double($0.offset), event: $0.element)
    }
  }

  @Test func `is a table of the least faithful builds, with what was taken back`() {
    #expect(
      EconomyCurve(RunStory(events(economy: 0.3))).lines == [
        "cut    economy  fidelity", "start  0.620    99 [98, 99.5]",
        "1      0.500    98.75 [97.75, 99.25]", "2      0.250    91 [90, 91.5]  taken back",
      ])
  }

  @Test func `is data for programs`() {
    let value = ReportDocument.value(ReportRequest(events: events(economy: 0.3)))
    let curve = value["curve"]?.arrayValue ?? []
    #expect(curve.map { $0["kept"] } == [.bool(true), .bool(true), .bool(false)])
    #expect(curve.map { $0["economy"]?.doubleValue } == [0.62, 0.5, 0.25])
    #expect(value["plan"]?["economy"]?.doubleValue == 0.3)
  }

  @Test func `is a picture whose line joins what was kept`() {
    let page = HTMLReport.page(ReportRequest(events: events(economy: 0.3)))
    #expect(page.contains("<h2>Fidelity against economy</h2>"))
    #expect(
      page.contains(
        "Fidelity against economy: economy 0.62: 99, economy 0.5: 98.75, economy 0.25: 91"))
    #expect(page.contains("cut 2: economy 0.25, fidelity 91 [90, 91.5], taken back</title>"))
    let line = page.split(separator: "<polyline class=\"fidelity\" points=\"").last
    #expect(line?.prefix { $0 != "\"" }.split(separator: " ").count == 2)
  }

  @Test func `is none of a loop`() {
    let story = RunStory(events(economy: nil))
    #expect(EconomyCurve(story).lines.isEmpty && EconomyCurve(story).html.isEmpty)
    #expect(ReportDocument.value(ReportRequest(events: events(economy: nil)))["curve"] == .null)
  }
}
