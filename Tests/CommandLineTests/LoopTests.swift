import FoundationEssentials
import Glibc
import SpecModel
import Testing

/// `specter loop`, with agents that are scripts.
@Suite(.serialized, .needsProgram) struct LoopTests {
  // SPEC: R-EXIT-04
  @Test func `a loop goes round until it converges`() async throws {
    try await Bench.with { bench in
      try await bench.begin()
      let plan = try await bench.specter(bench.loop(["--dry-run"]))
      #expect(plan.status == 0 && plan.output.contains("candidates  1 a round"), plan.story)
      #expect(bench.files("project/.specter").isEmpty)
      let ran = try await bench.specter(bench.loop())
      #expect(ran.status == 0, ran.story)
      #expect(ran.output.contains("converged"))
      #expect(bench.text("project/specs/\(bench.module)/SPEC.md")?.contains("R-COU-02") == true)
      let log = try await bench.specter(["log"])
      #expect(log.status == 0 && log.output.contains("converged"), log.story)
      let steps = try await bench.specter(["log", "--run", bench.module])
      #expect(steps.status == 0 && steps.output.contains("round 2  confirm"), steps.story)
      let report = try await bench.specter(["report", "--output", "-"])
      #expect(report.status == 0 && report.output.hasPrefix("<!"), report.story)
      #expect(report.output.contains("R-COU-02"))
      #expect(await bench.leftovers().isEmpty && bench.temporary.isEmpty)
    }
  }
}
