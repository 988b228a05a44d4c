import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@Suite struct StopTests {
  /// A reviser that changes a word and mends nothing.
  private static let idle: Scene.Script = { brief in
    Scene.spec((brief.files["SPEC.md"] ?? []) + Array("Nothing more.\n".utf8))
  }

  // SPEC: R-STOP-01, R-STOP-05
  @Test func `a loop that gets no further ends as a plateau`() async throws {
    var scene = Scene()
    scene.tempting = [.long]
    scene.reviser = Self.idle
    let ending = try await scene.play()
    #expect(ending.reason == .plateau)
    #expect(
      ending.sentence
        == "in 3 rounds neither fidelity rose nor the open causes became fewer")
    let story = await scene.endings()
    #expect(story.filter { $0.hasPrefix("measure") }.count == 4)
    #expect(story.last == "ended plateau")
    #expect(ending.best != nil && ending.spec == ending.best?.spec)
  }

  // SPEC: R-STOP-06
  @Test func `a cause that is closed and opened twice is left to a person`() async throws {
    var scene = Scene()
    scene.settings.plateauRounds = 10
    scene.tempting = [.long, .negative]
    scene.extractor = { _ in Scene.spec(ToySpec.ruling(out: [.negative])) }
    scene.reviser = { brief in
      let known = ToySpec.ruledOut(by: brief.files.text("SPEC.md") ?? "")
      return Scene.spec(ToySpec.ruling(out: known == [.long] ? [.negative] : [.long]))
    }
    let ending = try await scene.play()
    #expect(ending.reason == .oscillating)
    #expect(ending.sentence.hasPrefix("closed and reopened twice, for a person to decide: C-"))
    let story = await scene.endings()
    #expect(story.filter { $0.hasPrefix("measure") }.count == 5)
    #expect(!story.contains { $0.hasPrefix("rollBack") })
  }

  // SPEC: R-STOP-01
  @Test func `a loop ends when its rounds are played`() async throws {
    var scene = Scene()
    scene.settings.rounds = 2
    scene.tempting = [.long]
    scene.reviser = Self.idle
    let ending = try await scene.play()
    #expect(ending.reason == .budgetSpent)
    #expect(ending.sentence == "2 rounds were played")
    #expect(
      await scene.endings() == [
        "began", "fetch 0.0.1", "extract 0.0.1", "build 1.1.1", "measure 1.1.1", "revise 1.0.1",
        "build 2.1.1", "measure 2.1.1", "ended budget spent",
      ])
  }

  // SPEC: R-STOP-01
  @Test func `a recording that has no more replies ends the loop with its best`() async throws {
    var scene = Scene()
    scene.tempting = [.long]
    scene.reviser = { _ in throw Failure(.recordingExhausted, "no reviser's reply is left") }
    let ending = try await scene.play()
    #expect(ending.reason == .budgetSpent)
    #expect(ending.sentence == "recording exhausted: no reviser's reply is left")
    #expect(ending.spec == Digest.of(ToySpec.ruling()))
    #expect(ending.best?.open.isEmpty == false)
    #expect(await scene.story().last == "ended budget spent")
  }

  // SPEC: R-STOP-01
  @Test func `an agent that fails ends the loop with its best`() async throws {
    var scene = Scene()
    scene.tempting = [.long]
    scene.reviser = { _ in throw Failure(.agent, "it gave up", remedy: "ask another") }
    let ending = try await scene.play()
    #expect(ending.reason == .failed)
    #expect(ending.sentence == "it gave up. ask another")
    #expect(ending.spec == Digest.of(ToySpec.ruling()))
    #expect(ending.best != nil)
  }

  @Test func `an extractor that fails leaves no spec`() async throws {
    var scene = Scene()
    scene.extractor = { _ in throw Failure(.agent, "it gave up") }
    let ending = try await scene.play()
    #expect(ending.reason == .failed)
    #expect(ending.spec == nil && ending.best == nil)
  }

  @Test func `a fault of the environment is thrown and the run can go on`() async throws {
    var scene = Scene()
    scene.implementer = { _ in throw Failure(.sandbox, "no namespace") }
    let failure = await #expect(throws: Failure.self) { try await scene.play() }
    #expect(failure?.code == .sandbox)
    #expect(await scene.story().last == "begin build 1.1.1")
    scene.implementer = nil
    #expect(try await scene.play().reason == .converged)
  }

  @Test func `a loop that is cancelled has not failed`() async throws {
    var scene = Scene()
    scene.implementer = { _ in
      withUnsafeCurrentTask { $0?.cancel() }
      throw Failure(.agent, "it was killed")
    }
    let stopped = scene
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await #expect(throws: CancellationError.self) { try await stopped.play() }
      }
    }
    #expect(await scene.story().last == "begin build 1.1.1")
  }

  // SPEC: R-STOP-06
  @Test func `a reference that disagrees with itself ends the loop`() async throws {
    var scene = Scene()
    scene.unstable = true
    let ending = try await scene.play()
    #expect(ending.reason == .unstableReference)
    #expect(ending.sentence.hasPrefix("the reference disagrees with itself on "))
    #expect(await scene.story().last == "ended unstable reference")
  }

  // SPEC: R-STOP-05
  @Test func `no reviser is asked when there is nothing to revise`() async throws {
    var scene = Scene()
    scene.settings.largestDivergence = 0.1
    let agent = scene.agent()
    let ending = try await scene.play(agent)
    #expect(ending.reason == .plateau)
    #expect(
      ending.sentence.hasPrefix(
        "nothing is left to revise, but 120 probes bound the divergence only at "))
    #expect(await agent.briefs.allSatisfy { $0.key.role != .reviser })
  }

  @Test func `a spec without a reference is refused before anything runs`() async throws {
    var scene = Scene()
    scene.initial = Array("---\nspec: toy\n---\n".utf8)
    let failure = await #expect(throws: Failure.self) { try await scene.play() }
    #expect(failure?.code == .badInput && failure?.place == "SPEC.md:1")
    #expect(await scene.story() == ["began"])
  }

  @Test func `a spec that is there is not extracted again unless asked for`() async throws {
    var scene = Scene()
    scene.initial = ToySpec.ruling(more: "By hand.\n")
    #expect(try await scene.play().spec == Digest.of(scene.initial))
    #expect(await !scene.story().contains("extract 0.0.1"))
    var again = scene
    again.store = InMemoryStore()
    again.fresh = true
    #expect(try await again.play().spec == Digest.of(ToySpec.ruling()))
  }
}
