import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@Suite struct RollBackTests {
  private static let first = ToySpec.ruling(out: [.quiet, .broken])
  private static let worse = ToySpec.ruling(out: [.long])
  private static let right = ToySpec.ruling(out: [.quiet, .broken, .long])

  /// The first revision mends one fault and brings back two.
  private func scene() -> Scene {
    var scene = Scene()
    scene.tempting = [.quiet, .broken, .long]
    scene.extractor = { _ in Scene.spec(Self.first) }
    scene.reviser = { Scene.spec($0.key.attempt == 1 ? Self.worse : Self.right) }
    return scene
  }

  // SPEC: R-STOP-04
  @Test func `a revision that made it worse is rolled back`() async throws {
    let scene = scene()
    #expect(try await scene.play().spec == Digest.of(Self.right))
    #expect(
      await scene.endings() == [
        "began", "fetch 0.0.1", "extract 0.0.1", "build 1.1.1", "measure 1.1.1", "revise 1.0.1",
        "build 2.1.1", "measure 2.1.1", "build 2.1.2", "measure 2.1.2", "rollBack 2.0.1",
        "revise 2.0.1", "build 3.1.1", "measure 3.1.1", "confirm 3.1.1", "build 3.2.1",
        "measure 3.2.1", "ended converged",
      ])
    for case .stepEnded(_, .rolledBack(let to, let reason), _)
      in await scene.store.events(run: "toy").map(\.event)
    {
      #expect(to == Digest.of(Self.first))
      #expect(reason.hasPrefix("The last revision was rolled back: fidelity 0.00 (at most"))
      #expect(reason.contains("of round 1."))
    }
  }

  @Test func `the next revision has the old spec, its causes, and what went wrong`() async throws {
    let scene = scene()
    let agent = scene.agent()
    _ = try await scene.play(agent)
    let briefs = await agent.briefs.filter { $0.key.role == .reviser }
    try #require(briefs.count == 2)
    #expect(briefs.map(\.key.attempt) == [1, 2])
    #expect(briefs.map(\.key.spec) == [Digest.of(Self.first), Digest.of(Self.first)])
    let one = briefs[0].files.text("causes.md") ?? ""
    let two = briefs[1].files.text("causes.md") ?? ""
    #expect(!one.contains("What went wrong before"))
    #expect(two.contains("## What went wrong before\n\nThe last revision was rolled back"))
    // The spec is again the one of round 1: so are its causes.
    #expect(one.contains("`shout`") && !one.contains("`add`"))
    #expect(two.contains("`shout`"))
    #expect(!two.contains("· `add`"), "causes of a spec that is no longer there")
  }

  // SPEC: R-STOP-04
  @Test func `a revision whose interval overlaps is kept`() async throws {
    var scene = Scene()
    scene.settings.rounds = 3
    scene.tempting = [.long, .negative]
    scene.extractor = { _ in Scene.spec(ToySpec.ruling(out: [.negative])) }
    scene.reviser = { _ in Scene.spec(ToySpec.ruling(out: [.long])) }
    _ = try await scene.play()
    #expect(await !scene.endings().contains { $0.hasPrefix("rollBack") })
  }
}
