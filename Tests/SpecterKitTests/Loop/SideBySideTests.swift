import SpecModel
import SpecterKit
import SpecterTesting
import Synchronization
import Testing

@Suite struct SideBySideTests {
  /// What stands for the end of the process.
  private struct Killed: Error {}

  /// A store that writes so many ends of builds down and then nothing more, as after `kill -9`.
  private final class MortalStore: Store {
    let base: InMemoryStore
    let left: Mutex<Int>

    init(_ base: InMemoryStore, builds: Int) {
      self.base = base
      left = Mutex(builds)
    }

    var isDead: Bool { left.withLock { $0 < 0 } }

    func append(_ event: RecordedEvent) async throws {
      if case .stepEnded(_, .built, _) = event.event { left.withLock { $0 -= 1 } }
      guard !isDead else { throw Killed() }
      try await base.append(event)
    }

    func events(run: String) async throws -> [RecordedEvent] { await base.events(run: run) }
    func runs() async throws -> [RunHead] { await base.runs() }
    func put(_ bytes: [UInt8]) async throws -> Digest { await base.put(bytes) }
    func object(_ digest: Digest) async throws -> [UInt8] { try await base.object(digest) }
  }

  /// Counts who works at the same time.
  private actor Workshop {
    private(set) var present = 0, most = 0
    private(set) var begun: [Int] = []

    func enter(_ candidate: Int) {
      begun.append(candidate)
      present += 1
      most = max(most, present)
    }

    func leave() { present -= 1 }
  }

  private static let orders = [
    [1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1],
  ]

  /// Three candidates in a round, the second and third of them faulty in ways of their own.
  private static func scene() -> Scene {
    var scene = Scene()
    scene.settings.candidates = 3
    scene.settings.probesPerOperation = 8
    scene.settings.finalPerOperation = 30
    scene.settings.largestDivergence = 15
    scene.settings.rounds = 1
    return scene
  }

  private static func candidate(_ brief: Brief) -> FileTree {
    Toy.candidate([[], [.quiet], [.long]][brief.key.candidate - 1])
  }

  /// An agent whose builds come to their ends in `order`, each written down before the next.
  private func agent(_ scene: Scene, _ order: [Int], _ mortal: MortalStore? = nil) -> ScriptedAgent
  {
    let base = scene.agent()
    return ScriptedAgent { brief in
      guard brief.key.role == .implementer else { return try await base.perform(brief).reply }
      let place = order.firstIndex(of: brief.key.candidate) ?? 0
      let before = Set(order[..<place])
      while true {
        if mortal?.isDead == true { throw Killed() }
        let ended = await Self.built(scene).map(\.candidate)
        if before.isSubset(of: ended) { return Self.candidate(brief) }
        try await Task.sleep(for: .milliseconds(1))
      }
    }
  }

  private static func built(_ scene: Scene) async -> [RunStep] {
    await scene.store.events(run: "toy").compactMap {
      if case .stepEnded(let step, .built, _) = $0.event { step } else { nil }
    }
  }

  @Test(arguments: orders)
  func `what is measured does not depend on which build ends first`(order: [Int]) async throws {
    let scene = Self.scene()
    let ending = try await scene.play(agent(scene, order))
    let calm = Self.scene()
    let expected = try await calm.play(agent(calm, [1, 2, 3]))
    #expect(ending == expected && ending.reason == .budgetSpent)
    #expect(await Self.built(scene).map(\.candidate) == order)
    let story = await scene.endings()
    #expect(
      story.filter { !$0.hasPrefix("build") } == [
        "began", "fetch 0.0.1", "extract 0.0.1", "measure 1.1.1", "measure 1.2.1",
        "measure 1.3.1", "compare 1.0.1", "confirm 1.1.1", "ended budget spent",
      ])
  }

  @Test(arguments: orders, [0, 1, 2])
  func `a build that ended before a kill never runs again`(order: [Int], ends: Int) async throws {
    let scene = Self.scene()
    let mortal = MortalStore(scene.store, builds: ends)
    await #expect(throws: Killed.self) {
      try await scene.play(agent(scene, order, mortal), store: mortal)
    }
    #expect(await Self.built(scene).map(\.candidate) == Array(order.prefix(ends)))
    // The rest ends in the opposite order.
    let again = agent(scene, order.dropFirst(ends).reversed())
    let ending = try await scene.play(again)
    #expect(
      await Set(again.briefs.map(\.key.candidate)) == Set(order.dropFirst(ends)),
      "only what had not ended is asked for")
    #expect(await again.briefs.count == 3 - ends)
    let calm = Self.scene()
    #expect(try await calm.play(agent(calm, [1, 2, 3])) == ending)
  }

  @Test(arguments: [1, 2, 5])
  func `as many are built at once as are allowed, in the order of their numbers`(parallel: Int)
    async throws
  {
    var scene = Self.scene()
    scene.settings.candidates = 5
    scene.settings.parallel = parallel
    let workshop = Workshop()
    let base = scene.agent()
    let agent = ScriptedAgent { brief in
      guard brief.key.role == .implementer else { return try await base.perform(brief).reply }
      await workshop.enter(brief.key.candidate)
      // Waits for the others as long as they may come.
      for _ in 0..<2_000 where await workshop.most < parallel {
        try await Task.sleep(for: .milliseconds(1))
      }
      await workshop.leave()
      return Toy.candidate([])
    }
    #expect(try await scene.play(agent).reason == .converged)
    #expect(await workshop.most == parallel)
    #expect(await workshop.begun.count == 5)
    if parallel == 1 { #expect(await workshop.begun == [1, 2, 3, 4, 5]) }
  }

  @Test func `events that are recorded side by side are in order and without a gap`() async throws {
    let scene = Self.scene()
    let recorder = RunRecorder(run: "r", past: [], store: scene.store, clock: .still) { _ in }
    try await recorder.record(.began(scene.plan))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...200 {
        group.addTask {
          _ = try await recorder.step(RunStep(.build, round: 1, candidate: number)) {
            StepOutcome(.refused(reason: "\(number)"))
          }
        }
      }
      try await group.waitForAll()
    }
    let events = await scene.store.events(run: "r")
    #expect(events.map(\.sequence) == Array(1...401))
  }

  @Test func `an agent that fails ends the round once the others are done`() async throws {
    var scene = Self.scene()
    scene.settings.parallel = 2
    let base = scene.agent()
    let agent = ScriptedAgent { brief in
      guard brief.key.role == .implementer else { return try await base.perform(brief).reply }
      if brief.key.candidate == 2 { throw Failure(.agent, "it gave up") }
      try await Task.sleep(for: .milliseconds(50))
      return Toy.candidate([])
    }
    let ending = try await scene.play(agent)
    #expect(ending.reason == .failed && ending.sentence == "it gave up")
    #expect(await Self.built(scene).map(\.candidate) == [1], "its work is kept")
    #expect(await agent.briefs.count == 3, "the third is not begun any more")
  }

  @Test func `a round that is cancelled stops all its builds`() async throws {
    let scene = Self.scene()
    let workshop = Workshop()
    let base = scene.agent()
    let agent = ScriptedAgent { brief in
      guard brief.key.role == .implementer else { return try await base.perform(brief).reply }
      await workshop.enter(brief.key.candidate)
      try await Task.sleep(for: .seconds(60))
      return Toy.candidate([])
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await #expect(throws: CancellationError.self) { try await scene.play(agent) }
      }
      for _ in 0..<2_000 where await workshop.present < 3 {
        try? await Task.sleep(for: .milliseconds(1))
      }
      group.cancelAll()
    }
    #expect(await workshop.begun.sorted() == [1, 2, 3])
    #expect(await Self.built(scene).isEmpty)
    #expect(try await scene.play().reason == .converged, "and the run goes on")
  }
}
