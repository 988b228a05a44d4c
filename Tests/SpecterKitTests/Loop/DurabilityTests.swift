import SpecModel
import SpecterKit
import SpecterTesting
import Synchronization
import Testing

@Suite struct DurabilityTests {
  /// What stands for the end of the process.
  private struct Killed: Error {}

  /// A store that ends the process at one of its events, after writing it down or before.
  private final class DeadlyStore: Store {
    let base: InMemoryStore
    let writesLast: Bool
    let left: Mutex<Int>

    init(_ base: InMemoryStore, at event: Int, writesLast: Bool) {
      self.base = base
      self.writesLast = writesLast
      left = Mutex(event)
    }

    func append(_ event: RecordedEvent) async throws {
      let isLast = left.withLock { left in
        left -= 1
        return left == 0
      }
      if !isLast || writesLast { try await base.append(event) }
      if isLast { throw Killed() }
    }

    func events(run: String) async throws -> [RecordedEvent] { await base.events(run: run) }
    func runs() async throws -> [RunHead] { await base.runs() }
    func put(_ bytes: [UInt8]) async throws -> Digest { await base.put(bytes) }
    func object(_ digest: Digest) async throws -> [UInt8] { try await base.object(digest) }
  }

  /// A run with a refused extraction, a rollback, a final batch and a second build; its candidates
  /// are wrong in ways that are quickly measured.
  private static func scene() -> Scene {
    var scene = Scene()
    scene.settings.probesPerOperation = 8
    scene.settings.finalPerOperation = 30
    scene.settings.largestDivergence = 15
    scene.tempting = [.unloadable, .lacking]
    scene.extractor = { brief in
      let isFirst = brief.key.attempt == 1
      return Scene.spec(
        ToySpec.ruling(
          out: [.unloadable], more: isFirst ? "- **R-ADD-1** It MUST be so.\n" : ""))
    }
    scene.reviser = { brief in
      let known: Set<Toy.Fault> = brief.key.attempt == 1 ? [.lacking] : [.unloadable, .lacking]
      return Scene.spec(ToySpec.ruling(out: known))
    }
    return scene
  }

  private func doneKeys(_ events: [RecordedEvent], _ briefs: [Brief]) -> Int {
    var done = 0
    for case .stepEnded(let step, _, _) in events.map(\.event)
    where [.extract, .build, .revise].contains(step.kind) {
      done += 1
    }
    return min(done, briefs.count)
  }

  // SPEC: R-CLI-14
  @Test func `a run that is killed at any event comes to the same end`() async throws {
    let whole = Self.scene()
    let agent = whole.agent()
    let expected = try await whole.play(agent)
    let keys = await agent.briefs.map(\.key)
    let story = await whole.endings()
    let all = await whole.story()
    #expect(expected.reason == .converged && all.count > 25)
    #expect(story.contains("rollBack 2.0.1") && story.contains("extract 0.0.1 refused"))
    #expect(Set(keys).count == keys.count, "every agent's call has a key of its own")
    for event in 1...all.count {
      // Before the end of an agent's step is written down its work was done, and is lost.
      let isAgents = ["extract", "build", "revise"].contains { all[event - 1].hasPrefix($0) }
      for writesLast in isAgents ? [true, false] : [true] {
        let scene = Self.scene()
        let before = scene.agent()
        let deadly = DeadlyStore(scene.store, at: event, writesLast: writesLast)
        await #expect(throws: Killed.self) { try await scene.play(before, store: deadly) }
        let past = await scene.store.events(run: "toy")
        let done = doneKeys(past, await before.briefs)
        let after = scene.agent()
        #expect(try await scene.play(after) == expected, "killed at event \(event)")
        #expect(
          await after.briefs.map(\.key) == Array(keys.dropFirst(done)),
          "killed at event \(event): what had ended runs again, or what had not does not")
        #expect(await scene.endings().filter { $0 != "resumed" } == story)
      }
    }
  }

  @Test func `a run that is killed after every event still ends`() async throws {
    let whole = Self.scene()
    let expected = try await whole.play()
    let scene = Self.scene()
    var ending: LoopEnding?
    var kills = 0
    while ending == nil, kills < 200 {
      // Every life gets as far as the end of one step.
      let deadly = DeadlyStore(scene.store, at: 3, writesLast: true)
      do {
        ending = try await scene.play(scene.agent(), store: deadly)
      } catch is Killed {
        kills += 1
      }
    }
    #expect(ending == expected)
    #expect(await scene.endings().filter { $0 != "resumed" } == whole.endings())
  }

  @Test func `a step that was interrupted starts clean, and both beginnings stay`() async throws {
    let scene = Self.scene()
    // began, fetch (2), extract (2), extract (2), then the build's beginning.
    let deadly = DeadlyStore(scene.store, at: 8, writesLast: true)
    await #expect(throws: Killed.self) { try await scene.play(scene.agent(), store: deadly) }
    #expect(await scene.story().last == "begin build 1.1.1")
    _ = try await scene.play()
    #expect(await scene.story().filter { $0 == "begin build 1.1.1" }.count == 2)
    #expect(await scene.story().filter { $0 == "build 1.1.1" }.count == 1)
  }

  @Test func `tests are mined once, and their calls are kept`() async throws {
    var scene = Self.scene()
    var call = Measuring.call("shout", .string("mined!"))
    call.origin = .mined("test_toy.py::test_shout")
    scene.mined = [call]
    let deadly = DeadlyStore(scene.store, at: 8, writesLast: true)
    let agent = scene.agent()
    await #expect(throws: Killed.self) { try await scene.play(agent, store: deadly) }
    #expect(try await scene.play().reason == .converged)
    #expect(scene.minings.next() == 1)
    #expect(
      await scene.endings().prefix(4) == [
        "began", "fetch 0.0.1", "mine 0.0.1", "extract 0.0.1 refused",
      ])
    #expect(
      await agent.briefs.first?.files.paths
        == [
          "SPEC.md", "reference/CANARY.txt", "reference/tests/test_toy.py", "reference/toy.py",
        ])
  }

  @Test func `a run does not go on with another reference`() async throws {
    let scene = Self.scene()
    let deadly = DeadlyStore(scene.store, at: 8, writesLast: true)
    await #expect(throws: Killed.self) { try await scene.play(scene.agent(), store: deadly) }
    let past = await scene.store.events(run: "toy")
    let recorder = RunRecorder(run: "toy", past: past, store: scene.store, clock: .still) { _ in }
    var environment = scene.environment(scene.agent())
    var other = Scene.reference
    other.digest = Digest.of("another")
    environment.references = FixedReference(other)
    let loop = Loop(
      settings: scene.settings, environment: environment, recorder: recorder, fresh: false)
    let failure = await #expect(throws: Failure.self) {
      try await loop.run(spec: scene.initial)
    }
    #expect(failure?.code == .integrity)
  }
}
