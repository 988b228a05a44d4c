import SpecModel
import Testing

@testable import SpecterKit

@Suite struct CauseTextTests {
  private func cause(_ pool: Probe.Pool, long: Bool = false) -> Cause {
    var probe = Measuring.call("shout", .string("secret-input"))
    probe.pool = pool
    let answer = long ? String(repeating: "x", count: 5_000) : "secret-candidate"
    return Cause(
      id: "C-00ff00", operation: "shout", kind: .value, count: 7, pools: [pool],
      witness: Divergence(
        probe: probe, reference: .answered(Array("secret-reference".utf8)),
        candidate: .answered(Array(answer.utf8)), difference: Difference(.value)),
      words: "`shout` gives another string, on 7 probes.")
  }

  private func text(
    _ causes: [Cause], faults: [String: Triage.Fault] = [:], structure: [StructureFinding] = [],
    broken: [String] = [], analysis: String = ""
  ) -> String {
    CauseText.markdown(
      causes, faults: faults, structure: structure, brokenExamples: broken, analysis: analysis)
  }

  // SPEC: R-SCO-15
  @Test(arguments: [Probe.Pool.heldOut, .final])
  func `what only hidden probes show is told in words`(pool: Probe.Pool) {
    let text = text([cause(pool)], faults: ["C-00ff00": .specSilent])
    #expect(text.contains("## C-00ff00 · P1 · `shout`"))
    #expect(text.contains("`shout` gives another string, on 7 probes. Triage"))
    #expect(text.contains("Triage: spec silent."))
    #expect(!text.contains("secret") && !text.contains("```"))
  }

  @Test func `a dev cause shows its witness`() {
    let text = text([cause(.dev)])
    #expect(
      text.contains(
        """
        ```text
        probe      {"args":["secret-input"],"call":"shout"}
        reference  secret-reference
        rebuilt    secret-candidate
        ```
        """))
    #expect(!text.contains("Triage"))
  }

  @Test func `a long observation is cut`() {
    let text = text([cause(.dev, long: true)])
    #expect(text.utf8.count < 1_500 && text.contains("x…"))
  }

  @Test func `losses of the surface, broken examples and the analysis are told`() {
    let lost = StructureFinding(
      id: "add", what: "missing", reference: "function", candidate: "nothing")
    let extra = StructureFinding(
      id: "more", what: "extra", reference: "nothing", candidate: "function")
    let text = text(
      [], structure: [lost, extra], broken: ["SPEC.md:3: the reference answers 4"],
      analysis: "It was rolled back.")
    #expect(text.contains("- `add`: missing: reference `function`, rebuilt `nothing`"))
    #expect(!text.contains("more"))
    #expect(text.contains("- SPEC.md:3: the reference answers 4\n"))
    #expect(text.contains("## What went wrong before\n\nIt was rolled back.\n"))
  }

  // SPEC: R-SCO-15
  @Test func `a loop's reviser sees no hidden probe`() async throws {
    var scene = Scene()
    scene.tempting = [.long]
    scene.reviser = { _ in Scene.spec(ToySpec.ruling(out: [.long])) }
    let agent = scene.agent()
    _ = try await scene.play(agent)
    let brief = try #require(await agent.briefs.first { $0.key.role == .reviser })
    let text = brief.files.text("causes.md") ?? ""
    let measured = try await Measuring.measure(
      Measuring.toy([.long]), Measuring.request(plan: MeasurePlan(perOperation: 40)))
    let hidden = measured.lines.filter { $0.probe.pool == .heldOut && $0.diverged }
    #expect(hidden.count > 3)
    for line in hidden {
      for step in line.probe.steps { #expect(!text.contains(step.value.description)) }
    }
  }
}
