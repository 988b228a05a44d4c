import SpecModel
import Testing

/// `specter loop` with budgets of the run.
@Suite(.serialized, .needsProgram) struct LoopBudgetTests {
  @Test func `a run whose time is spent goes on with more of it`() async throws {
    try await Bench.with { bench in
      try await bench.begin()
      let short = bench.loop(pause: 0.4, ["--max-minutes", "0.01"])
      let spent = try await bench.specter(short)
      #expect(spent.status == 1, spent.story)
      #expect(spent.output.contains("budget spent: the budget of 0.01 minutes is spent"))
      let ran = try await bench.specter(bench.loop(pause: 0.4, ["--max-minutes", "10"]))
      #expect(ran.status == 0 && ran.errors.contains("resumed after "), ran.story)
      let events = try await bench.events()
      #expect(events.filter { $0.kind == "resumed" }.count == 1)
      let ends = events.filter { $0.kind == "stepEnded" }.map(\.step)
      #expect(Set(ends).count == ends.count, "nothing runs twice")
      let again = try await bench.specter(bench.loop(["--max-minutes", "10", "--dry-run"]))
      #expect(again.status == 0, again.story)
      let none = try await bench.specter(bench.loop(["--max-tokens", "0"]))
      #expect(none.status == 64, none.story)
    }
  }

  @Test func `the end tells what it cost, and the report too`() async throws {
    try await Bench.with { bench in
      try await bench.begin()
      let ran = try await bench.specter(bench.loop(["--json"]))
      #expect(ran.status == 0, ran.story)
      let cost = ran.lines.last?["cost"]
      #expect(cost?["roles"]?["implementer"]?["steps"]?.intValue == 3, ran.story)
      #expect(cost?["total"]?["stepsWithoutTokens"]?.intValue == 5)
      let seconds = cost?["seconds"]
      let parts = ["agents", "subjects", "overhead"].compactMap { seconds?[$0]?.doubleValue }
      #expect(parts.count == 3 && parts.allSatisfy { $0 > 0 })
      #expect(abs(parts.reduce(0, +) - (seconds?["wall"]?.doubleValue ?? 0)) < 0.01)
      let json = try await bench.specter(["report", "--json"])
      #expect(try json.json["cost"] == cost, json.story)
      let text = try await bench.specter(["report", "--text"])
      #expect(text.output.contains("implementer     3 steps"), text.story)
      #expect(text.output.contains("tokens and dollars not told"))
      let both = try await bench.specter(["report", "--text", "--json"])
      #expect(both.status == 64, both.story)
    }
  }
}
