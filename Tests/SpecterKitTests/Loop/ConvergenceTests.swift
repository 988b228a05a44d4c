import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@Suite struct ConvergenceTests {
  // SPEC: R-STOP-02
  @Test func `a library that is built right converges in the first round`() async throws {
    let scene = Scene()
    let agent = scene.agent()
    let ending = try await scene.play(agent)
    #expect(ending.reason == .converged)
    #expect(
      ending.sentence.hasPrefix("on final batch 1 of 120 fresh probes fidelity is 100.00 (at least")
    )
    #expect(ending.sentence.hasSuffix("and a second blind build shows no new cause"))
    #expect(ending.spec == Digest.of(ToySpec.ruling()))
    #expect(ending.best?.fidelity.value == 100)
    #expect(
      await scene.story() == [
        "began", "begin fetch 0.0.1", "fetch 0.0.1", "begin extract 0.0.1", "extract 0.0.1",
        "begin build 1.1.1", "build 1.1.1", "begin measure 1.1.1", "measure 1.1.1",
        "begin confirm 1.1.1", "confirm 1.1.1", "begin build 1.2.1", "build 1.2.1",
        "begin measure 1.2.1", "measure 1.2.1", "ended converged",
      ])
    #expect(await agent.briefs.map(\.key.role) == [.extractor, .implementer, .implementer])
  }

  @Test func `a spec that is mended converges after the revision`() async throws {
    var scene = Scene()
    scene.tempting = [.quiet]
    scene.reviser = { _ in Scene.spec(ToySpec.ruling(out: [.quiet])) }
    let agent = scene.agent()
    let ending = try await scene.play(agent)
    #expect(ending.reason == .converged)
    #expect(ending.spec == Digest.of(ToySpec.ruling(out: [.quiet])))
    #expect(
      await scene.endings() == [
        "began", "fetch 0.0.1", "extract 0.0.1", "build 1.1.1", "measure 1.1.1", "build 1.1.2",
        "measure 1.1.2", "revise 1.0.1", "build 2.1.1", "measure 2.1.1", "confirm 2.1.1",
        "build 2.2.1", "measure 2.2.1", "ended converged",
      ])
  }
}
