import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@Suite struct ConfirmTests {
  /// An implementer whose candidate `number` has `faults` unless the spec rules them out.
  private static func faulty(_ number: Int, _ faults: Set<Toy.Fault>) -> Scene.Script {
    { brief in
      let known = ToySpec.ruledOut(by: brief.files.text("SPEC.md") ?? "")
      return Toy.candidate(brief.key.candidate == number ? faults.subtracting(known) : [])
    }
  }

  private func causes(_ agent: ScriptedAgent) async -> String {
    await agent.briefs.first { $0.key.role == .reviser }?.files.text("causes.md") ?? ""
  }

  @Test func `a wrong build is built again from the same spec`() async throws {
    var scene = Scene()
    scene.implementer = {
      Toy.candidate($0.key.attempt == 1 && $0.key.candidate == 1 ? [.quiet] : [])
    }
    #expect(try await scene.play().reason == .converged)
    #expect(
      await scene.endings() == [
        "began", "fetch 0.0.1", "extract 0.0.1", "build 1.1.1", "measure 1.1.1", "build 1.1.2",
        "measure 1.1.2", "confirm 1.1.1", "build 1.2.1", "measure 1.2.1", "ended converged",
      ])
  }

  @Test func `what two builds get wrong is the spec's`() async throws {
    var scene = Scene()
    scene.tempting = [.quiet]
    scene.reviser = { _ in Scene.spec(ToySpec.ruling(out: [.quiet])) }
    let agent = scene.agent()
    _ = try await scene.play(agent)
    #expect(await causes(agent).contains("Triage: spec wrong."))
    #expect(await !causes(agent).contains("implementation wrong"))
  }

  @Test func `what every one of several builds gets wrong is the spec's`() async throws {
    var scene = Scene()
    scene.settings.candidates = 2
    scene.tempting = [.quiet]
    scene.reviser = { _ in Scene.spec(ToySpec.ruling(out: [.quiet])) }
    let agent = scene.agent()
    _ = try await scene.play(agent)
    #expect(await causes(agent).contains("Triage: spec wrong."))
    #expect(await !causes(agent).contains("implementation wrong"))
  }

  @Test func `one of two builds serves as the second one`() async throws {
    var scene = Scene()
    scene.settings.candidates = 2
    scene.settings.parallel = 1
    #expect(try await scene.play().reason == .converged)
    #expect(
      await scene.endings() == [
        "began", "fetch 0.0.1", "extract 0.0.1", "build 1.1.1", "build 1.2.1", "measure 1.1.1",
        "measure 1.2.1", "compare 1.0.1", "confirm 1.1.1", "ended converged",
      ])
  }

  // SPEC: R-STOP-02
  @Test(arguments: [1, 2])
  func `a second build with a new cause prevents convergence`(candidates: Int) async throws {
    var scene = Scene()
    scene.settings.candidates = candidates
    scene.implementer = Self.faulty(2, [.long])
    scene.reviser = { _ in Scene.spec(ToySpec.ruling(out: [.long])) }
    let agent = scene.agent()
    let ending = try await scene.play(agent)
    #expect(ending.reason == .converged)
    #expect(ending.spec == Digest.of(ToySpec.ruling(out: [.long])))
    let story = await scene.endings()
    #expect(story.contains("revise 1.0.1") && story.contains("confirm 2.1.2"))
    #expect(await causes(agent).contains("Triage: spec silent."))
  }

  // SPEC: R-STOP-02
  @Test func `a second build with another signature prevents convergence`() async throws {
    var scene = Scene()
    scene.implementer = Self.faulty(2, [.renamed])
    scene.reviser = { _ in Scene.spec(ToySpec.ruling(out: [.renamed])) }
    let agent = scene.agent()
    #expect(try await scene.play(agent).spec == Digest.of(ToySpec.ruling(out: [.renamed])))
    #expect(await causes(agent).contains("- `shout`: parameters: reference `(text)`"))
  }

  // SPEC: R-STOP-03
  @Test func `a final batch that fails becomes dev`() async throws {
    var scene = Scene()
    scene.tempting = [.late]
    scene.reviser = { _ in Scene.spec(ToySpec.ruling(out: [.late])) }
    let agent = scene.agent()
    let ending = try await scene.play(agent)
    #expect(ending.reason == .converged)
    #expect(ending.sentence.hasPrefix("on final batch 2 of "))
    #expect(
      await scene.endings() == [
        "began", "fetch 0.0.1", "extract 0.0.1", "build 1.1.1", "measure 1.1.1", "confirm 1.1.1",
        "revise 1.0.1", "build 2.1.1", "measure 2.1.1", "confirm 2.1.2", "build 2.2.1",
        "measure 2.2.1", "ended converged",
      ])
    #expect(await causes(agent).contains("probe      {\"args\""), "the witness may be seen now")
    var finals: [MeasureSummary] = []
    for case .stepEnded(let step, .measured(let summary), _)
      in await scene.store.events(run: "toy").map(\.event) where step.kind == .confirm
    {
      finals.append(summary)
    }
    try #require(finals.count == 2)
    // The second attempt has half the error rate, and the probes that this takes.
    #expect(finals.map(\.probes) == [120, 150])
    #expect(100 - finals[1].fidelity.low > 2.4, "1 − 0.025^(1/150) of none found")
    #expect(100 - finals[1].fidelity.low < 5)
  }

  @Test func `an example that the reference breaks goes to the reviser`() async throws {
    var scene = Scene()
    scene.extractor = { _ in Scene.spec(ToySpec.ruling(sum: 4)) }
    scene.reviser = { _ in Scene.spec(ToySpec.ruling()) }
    let agent = scene.agent()
    #expect(try await scene.play(agent).spec == Digest.of(ToySpec.ruling()))
    #expect(await causes(agent).contains("Examples of the spec that the reference itself breaks"))
    #expect(await causes(agent).contains(#"the reference answers {"did":[{"return":3}]}"#))
  }
}
