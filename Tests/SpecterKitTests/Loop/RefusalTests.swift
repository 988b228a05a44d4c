import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@Suite struct RefusalTests {
  private static let twice = "- **R-ADD-1** It MUST say so twice.\n"

  private func change(_ story: [RecordedEvent], _ kind: RunStep.Kind) -> SpecChange? {
    for case .stepEnded(let step, .wrote(let change), _) in story.map(\.event)
    where step.kind == kind {
      return change
    }
    return nil
  }

  @Test func `a refused extraction goes back with its draft and what was wrong`() async throws {
    let draft = ToySpec.ruling(more: Self.twice)
    var scene = Scene()
    scene.extractor = { Scene.spec($0.key.attempt == 1 ? draft : ToySpec.ruling()) }
    let agent = scene.agent()
    #expect(try await scene.play(agent).reason == .converged)
    let briefs = await agent.briefs.filter { $0.key.role == .extractor }
    try #require(briefs.count == 2)
    #expect(briefs[0].files["SPEC.md"] == ToySpec.bare)
    #expect(briefs[1].files["SPEC.md"] == draft)
    #expect(briefs[1].key.spec == Digest.of(draft) && briefs[1].key.attempt == 2)
    #expect(briefs[1].text.contains("## The last attempt was refused"))
    #expect(briefs[1].text.contains("'R-ADD-1' is the id of something on line"))
    #expect(
      await scene.endings().prefix(4) == [
        "began", "fetch 0.0.1", "extract 0.0.1 refused", "extract 0.0.2",
      ])
  }

  @Test func `an extraction that is never right fails the run`() async throws {
    var scene = Scene()
    scene.extractor = { brief in
      Scene.spec(ToySpec.ruling(more: Self.twice + "\nAttempt \(brief.key.attempt).\n"))
    }
    let ending = try await scene.play()
    #expect(ending.reason == .failed)
    #expect(ending.sentence.hasPrefix("no extraction was accepted in 3 attempts: SPEC.md:"))
    #expect(await scene.endings().filter { $0.hasSuffix("refused") }.count == 3)
  }

  @Test func `a refused revision goes back with its draft and the same causes`() async throws {
    let draft = ToySpec.ruling(out: [.long], more: Self.twice)
    let mended = ToySpec.ruling(out: [.long])
    var scene = Scene()
    scene.tempting = [.long]
    scene.reviser = { Scene.spec($0.key.spec == Digest.of(draft) ? mended : draft) }
    let agent = scene.agent()
    #expect(try await scene.play(agent).spec == Digest.of(mended))
    let briefs = await agent.briefs.filter { $0.key.role == .reviser }
    try #require(briefs.count == 2)
    #expect(briefs[1].files["SPEC.md"] == draft)
    #expect(briefs[1].files["causes.md"] == briefs[0].files["causes.md"])
    #expect(briefs[1].text.contains("'R-ADD-1' is the id"))
    let change = change(await scene.store.events(run: "toy"), .revise)
    #expect(change?.from == Digest.of(ToySpec.ruling()), "the spec before, not the draft")
    #expect(change?.spec == Digest.of(mended))
  }

  // SPEC: R-STOP-07
  @Test func `a changed front matter is refused and comes back as people wrote it`() async throws {
    let other = ToySpec.frontMatter + "\n"
    let loose = other.replacing("surface:", with: "compare: { floats: 0.5 }\nsurface:")
    var scene = Scene()
    scene.tempting = [.long]
    scene.reviser = { brief in
      guard brief.text.contains("refused") else {
        return Scene.spec(ToySpec.ruling(out: [.long], head: loose))
      }
      return Scene.spec((brief.files["SPEC.md"] ?? []) + Array("Mended.\n".utf8))
    }
    let agent = scene.agent()
    #expect(try await scene.play(agent).reason == .converged)
    let briefs = await agent.briefs.filter { $0.key.role == .reviser }
    try #require(briefs.count == 2)
    #expect(briefs.last?.text.contains("the front matter belongs to people") == true)
    let again = briefs.last?.files.text("SPEC.md") ?? ""
    #expect(again.hasPrefix(ToySpec.frontMatter))
    #expect(again.contains(Toy.Fault.long.requirement), "the rest of the draft is kept")
  }

  @Test func `a reply without a spec is refused`() async throws {
    var scene = Scene()
    scene.tempting = [.long]
    scene.reviser = { brief in
      guard brief.key.attempt == 2 else {
        return FileTree(["declined.md": Array("C-000000 is right as it is\n".utf8)]) ?? FileTree()
      }
      var reply = Scene.spec(ToySpec.ruling(out: [.long]))
      reply["declined.md"] = Array("# Declined\n\nC-000000 is right as it is\n".utf8)
      return reply
    }
    let agent = scene.agent()
    #expect(try await scene.play(agent).reason == .converged)
    let briefs = await agent.briefs.filter { $0.key.role == .reviser }
    #expect(briefs.last?.text.contains("SPEC.md was not changed") == true)
    #expect(briefs.last?.files["SPEC.md"] == ToySpec.ruling())
    let change = change(await scene.store.events(run: "toy"), .revise)
    #expect(change?.declined == ["C-000000 is right as it is"])
    #expect(change?.causes.isEmpty == false)
  }
}
