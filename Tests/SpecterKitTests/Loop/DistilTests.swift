import SpecModel
import SpecterTesting
import Synchronization
import Testing

@testable import SpecterKit

@Suite struct DistilTests {
  /// What stands for the end of the process.
  private struct Killed: Error {}

  /// A store that ends the process after writing so many events down.
  private final class DeadlyStore: Store {
    let base: InMemoryStore
    let left: Mutex<Int>

    init(_ base: InMemoryStore, at event: Int) {
      self.base = base
      left = Mutex(event)
    }

    func append(_ event: RecordedEvent) async throws {
      let now = left.withLock { left in
        left -= 1
        return left
      }
      if now >= 0 { try await base.append(event) }
      if now <= 0 { throw Killed() }
    }

    func events(run: String) async throws -> [RecordedEvent] { await base.events(run: run) }
    func runs() async throws -> [RunHead] { await base.runs() }
    func put(_ bytes: [UInt8]) async throws -> Digest { await base.put(bytes) }
    func object(_ digest: Digest) async throws -> [UInt8] { try await base.object(digest) }
  }

  private static let filler = String(
    repeating: "It is well known that words are words.\n", count: 9)
  private static let long = Array((Toy.Fault.long.requirement + "\n").utf8)

  /// A spec that rules out what its builds would get wrong, with words that nobody needs.
  private static func scene() -> Scene {
    var scene = Scene()
    scene.initial = ToySpec.ruling(out: [.long], more: filler)
    scene.tempting = [.long]
    scene.settings.probesPerOperation = 24
    scene.settings.rounds = 6
    return scene
  }

  private static func without(_ text: [UInt8], _ part: [UInt8]) -> [UInt8] {
    Array(
      String(decoding: text, as: UTF8.self).replacing(
        String(decoding: part, as: UTF8.self), with: ""
      ).utf8)
  }

  private static func spec(_ brief: Brief) -> [UInt8] { brief.files["SPEC.md"] ?? [] }

  private func distil(
    _ scene: Scene, economy: Double, agent: (any Agent)? = nil, store: (any Store)? = nil
  ) async throws -> LoopEnding {
    let past = await scene.store.events(run: "toy")
    let recorder = RunRecorder(
      run: "toy", past: past, store: store ?? scene.store, clock: .still
    ) { _ in }
    var plan = scene.plan
    plan.economy = economy
    try await recorder.record(past.isEmpty ? .began(plan) : .resumed)
    let loop = Loop(
      settings: scene.settings,
      environment: scene.environment(agent ?? scene.agent(), store: store),
      recorder: recorder, fresh: false)
    return try await loop.distil(spec: scene.initial, DistilGoal(economy: economy))
  }

  @Test func `a cut that holds is kept, and the target ends it`() async throws {
    var scene = Self.scene()
    scene.distiller = { Scene.spec(Self.without(Self.spec($0), Array(Self.filler.utf8))) }
    let agent = scene.agent()
    let ending = try await distil(scene, economy: 0.6, agent: agent)
    #expect(ending.reason == .converged)
    #expect(ending.sentence.hasPrefix("the target economy of 0.60 is reached; economy 0."))
    #expect(ending.spec == Digest.of(ToySpec.ruling(out: [.long])))
    #expect(
      await scene.endings() == [
        "began", "fetch 0.0.1", "build 0.1.1", "measure 0.1.1", "distil 1.0.1", "build 1.1.1",
        "measure 1.1.1", "ended converged",
      ])
    let brief = try #require(await agent.briefs.first { $0.key.role == .distiller })
    #expect(brief.files.paths == ["SPEC.md", "measured.md"], "nothing of the reference")
    #expect(brief.key.reference == nil)
    #expect(brief.files.text("measured.md")?.contains("- wanted: economy 0.60, about ") == true)
    #expect(brief.text.hasPrefix("# Shorten a spec that holds\n"))
    #expect(Prompt.standard(.distiller).contains("{{name}}"))
  }

  // SPEC: R-STOP-10
  @Test func `a cut that opens a cause is taken back, with the analysis in the next brief`()
    async throws
  {
    var scene = Self.scene()
    scene.distiller = { Scene.spec(Self.without(Self.spec($0), Self.long)) }
    let agent = scene.agent()
    let ending = try await distil(scene, economy: 0.1, agent: agent)
    #expect(ending.reason == .plateau)
    #expect(ending.sentence.hasPrefix("2 cuts in a row were rejected; economy 0."))
    #expect(ending.spec == Digest.of(scene.initial))
    #expect(
      await scene.endings().filter { $0.hasPrefix("rollBack") } == [
        "rollBack 1.0.1", "rollBack 2.0.1",
      ])
    let briefs = await agent.briefs.filter { $0.key.role == .distiller }
    #expect(briefs.map(\.key.attempt) == [1, 2], "keys of recordings do not collide")
    let text = briefs.last?.files.text("measured.md") ?? ""
    #expect(
      text.contains("## The last cut was rejected") && text.contains("SPEC.md is again as it"))
    #expect(text.contains("causes that the spec had not before: C-") && text.contains("rebuilt  "))
    let measured = try await Measuring.measure(
      Measuring.toy([.long]), Measuring.request(plan: MeasurePlan(perOperation: 24)))
    let hidden = measured.lines.filter { $0.probe.pool == .heldOut && $0.diverged }
    #expect(!hidden.isEmpty)
    for line in hidden {
      for step in line.probe.steps { #expect(!text.contains(step.value.description)) }
    }
  }

  @Test func `cuts are not rejected in a row when one between them holds`() async throws {
    var scene = Self.scene()
    scene.distiller = { brief in
      let text = Self.spec(brief)
      let known = brief.files.text("measured.md") ?? ""
      let one = Array("It is well known that words are words.\n".utf8)
      guard known.contains("rejected") else { return Scene.spec(Self.without(text, Self.long)) }
      return Scene.spec(Array(text.dropLast(one.count)))
    }
    let ending = try await distil(scene, economy: 0.1)
    #expect(ending.reason == .budgetSpent)
    #expect(ending.sentence.hasPrefix("6 rounds were played; economy 0."))
    let filler = Self.filler.utf8.dropLast(3 * 39)
    #expect(
      ending.spec
        == Digest.of(
          ToySpec.ruling(out: [.long], more: String(decoding: Array(filler), as: UTF8.self))))
    #expect(await scene.endings().count { $0.hasPrefix("rollBack") } == 3)
  }

  @Test(arguments: [
    ("longer", "must have fewer than"), ("head", "the front matter belongs to people"),
    ("broken", "R-ADD-1"), ("none", "SPEC.md was not changed"),
  ])
  func `what can't be accepted goes back, and three times is a rejected cut`(
    what: String, why: String
  ) async throws {
    var scene = Self.scene()
    scene.distiller = { brief in
      let text = String(decoding: Self.spec(brief), as: UTF8.self)
      switch what {
      case "longer": return Scene.spec(Array((text + "And more.\n").utf8))
      case "head": return Scene.spec(Array(text.replacing("0.1.0", with: "0.2").utf8))
      case "broken":
        let twice = "- **R-ADD-1** It MUST be so.\n"
        return Scene.spec(Array((text.replacing(Self.filler, with: "") + twice).utf8))
      default: return FileTree(["notes.md": [0x61]]) ?? FileTree()
      }
    }
    let agent = scene.agent()
    let ending = try await distil(scene, economy: 0.1, agent: agent)
    #expect(ending.reason == .plateau && ending.spec == Digest.of(scene.initial))
    let briefs = await agent.briefs.filter { $0.key.role == .distiller }
    #expect(briefs.count == 6 && briefs[1].text.contains("The last attempt was refused"))
    #expect(briefs[1].text.contains(why))
    #expect(Set(briefs.map(\.key)).count == 6)
  }

  @Test func `a spec that is short enough is not cut`() async throws {
    let scene = Self.scene()
    let ending = try await distil(scene, economy: 5)
    #expect(ending.reason == .converged && ending.spec == Digest.of(scene.initial))
    #expect(await scene.endings().count { $0.hasPrefix("distil") } == 0)
  }

  @Test func `of several builds the least faithful counts`() async throws {
    var scene = Self.scene()
    scene.settings.candidates = 2
    scene.implementer = { brief in
      let knows = (brief.files.text("SPEC.md") ?? "").contains(Toy.Fault.long.requirement)
      return Toy.candidate(brief.key.candidate == 2 && !knows ? [.long] : [])
    }
    scene.distiller = { Scene.spec(Self.without(Self.spec($0), Self.long)) }
    #expect(try await distil(scene, economy: 0.1).reason == .plateau)
  }

  @Test func `a build that breaks an example is built again, as in a loop`() async throws {
    var scene = Self.scene()
    scene.implementer = { Toy.candidate($0.key.attempt == 1 ? [.quiet] : []) }
    scene.distiller = { Scene.spec(Self.without(Self.spec($0), Array(Self.filler.utf8))) }
    #expect(try await distil(scene, economy: 0.6).reason == .converged)
  }

  @Test func `a distillation that is killed at any event comes to the same end`() async throws {
    func scene() -> Scene {
      var scene = Self.scene()
      scene.settings.probesPerOperation = 8
      scene.settings.rounds = 3
      scene.distiller = { brief in
        let known = brief.files.text("measured.md") ?? ""
        let part = known.contains("rejected") ? Array(Self.filler.utf8) : Self.long
        return Scene.spec(Self.without(Self.spec(brief), part))
      }
      return scene
    }
    let whole = scene()
    let agent = whole.agent()
    let expected = try await distil(whole, economy: 0.1, agent: agent)
    let keys = await agent.briefs.map(\.key)
    let story = await whole.endings()
    #expect(story.contains("rollBack 1.0.1") && expected.reason == .budgetSpent)
    #expect(Set(keys).count == keys.count)
    for event in 1..<(await whole.story().count) {
      let killed = scene()
      let before = killed.agent()
      await #expect(throws: Killed.self) {
        try await distil(
          killed, economy: 0.1, agent: before, store: DeadlyStore(killed.store, at: event))
      }
      let done = await killed.endings().count {
        $0.hasPrefix("build") || $0.hasPrefix("distil")
      }
      let after = killed.agent()
      #expect(try await distil(killed, economy: 0.1, agent: after) == expected, "at \(event)")
      #expect(await after.briefs.map(\.key) == Array(keys.dropFirst(done)), "at \(event)")
      #expect(await killed.endings().filter { $0 != "resumed" } == story)
    }
  }

  @Test func `each fault of a cut has its sentence`() async throws {
    let scene = Self.scene()
    _ = try await distil(scene, economy: 5)
    let measured = try await Measuring.measure(Measuring.toy([])).measurement
    func stand(_ change: (inout MeasureSummary) -> Void) -> DistilStand {
      var summary = MeasureSummary(
        verdict: .of("v"), candidate: .of("c"), spec: .of("s"),
        fidelity: Interval(value: 99.9, low: 99, high: 100), structure: 0, undiscovered: 0,
        economy: 0.5, open: ["C-1"], minor: [], unprobed: ["f"], probes: 9)
      change(&summary)
      let build = Build(
        candidate: .of("c"), spec: .of("s"), brief: .of("b"), agent: "a", isolation: .sealed)
      return DistilStand(
        spec: .of("s"), bytes: [],
        candidates: [Measured(build: build, summary: summary, measurement: measured)])
    }
    let judge = DistilJudge(start: stand { _ in }, goal: DistilGoal())
    #expect(judge.faults(of: stand { $0.open = [] }).isEmpty)
    #expect(judge.faults(of: stand { $0.fidelity.low = 98.5 }).isEmpty, "0.5 is allowed")
    #expect(
      judge.faults(of: stand { $0.fidelity.low = 98.25 })
        == ["the lower end of fidelity fell from 99.00 to 98.25, by more than 0.50"])
    #expect(
      judge.faults(of: stand { $0.open = ["C-1", "C-2"] })
        == ["causes that the spec had not before: C-2"])
    #expect(
      judge.faults(of: stand { $0.unprobed = ["f", "g"] }) == ["no probe could tell how g behaves"])
    #expect(
      judge.faults(of: stand { $0.structure = 0.1 })
        == ["more of the public surface is missing or broken"])
  }
}
