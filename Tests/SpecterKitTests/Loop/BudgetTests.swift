import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@Suite struct BudgetTests {
  /// An agent whose every step uses the same.
  private struct Priced: Agent {
    var base: ScriptedAgent
    var usage: Usage?

    func perform(_ brief: Brief) async throws -> AgentRun {
      var run = try await base.perform(brief)
      run.usage = usage
      return run
    }
  }

  private static let step = Usage(tokensIn: 80, tokensOut: 20, dollars: 0.25)

  private static func scene(_ budget: RunBudget) -> Scene {
    var scene = Scene()
    scene.settings.probesPerOperation = 8
    scene.settings.finalPerOperation = 30
    scene.settings.largestDivergence = 15
    scene.settings.budget = budget
    scene.tempting = [.long]
    scene.reviser = { _ in Scene.spec(ToySpec.ruling(out: [.long])) }
    return scene
  }

  private func play(_ scene: Scene, _ usage: Usage? = step) async throws -> LoopEnding {
    try await scene.play(Priced(base: scene.agent(), usage: usage))
  }

  // SPEC: R-STOP-01
  @Test(arguments: [
    (
      RunBudget(tokens: 200), RunBudget.Kind.tokens,
      "the budget of 200 tokens is spent: 200 were used"
    ),
    (
      RunBudget(dollars: 0.4), .dollars,
      "the budget of 0.40 dollars is spent: the agents cost 0.50"
    ),
  ])
  func `a budget that is spent ends the run before the next step`(
    budget: RunBudget, kind: RunBudget.Kind, sentence: String
  ) async throws {
    let scene = Self.scene(budget)
    let ending = try await play(scene)
    #expect(ending.reason == .budgetSpent && ending.spent == kind && ending.sentence == sentence)
    #expect(ending.spec == Digest.of(ToySpec.ruling()))
    #expect(
      await scene.story().suffix(3) == [
        "begin measure 1.1.1", "measure 1.1.1", "ended budget spent",
      ])
  }

  // SPEC: R-STOP-09
  @Test func `a run goes on with a larger budget and repeats nothing`() async throws {
    var scene = Self.scene(RunBudget(tokens: 200))
    #expect(try await play(scene).spent == .tokens)
    #expect(try await play(scene).spent == .tokens, "as long as it is no larger")
    scene.settings.budget = RunBudget(tokens: 100_000)
    let agent = scene.agent()
    let ending = try await scene.play(Priced(base: agent, usage: Self.step))
    #expect(ending.reason == .converged && ending.spent == nil)
    #expect(await agent.briefs.map(\.key.role).first == .reviser)
    let whole = Self.scene(RunBudget())
    #expect(try await play(whole) == ending)
    let story = await scene.endings().filter { $0 != "resumed" && $0 != "ended budget spent" }
    #expect(await whole.endings() == story)
    #expect(await scene.endings().filter { $0 == "ended budget spent" }.count == 2)
  }

  @Test func `time is counted over all lives of a run`() async throws {
    let scene = Self.scene(RunBudget(minutes: 2))
    var seconds = 0.0
    var ending: LoopEnding?
    for life in 0..<2 {
      let past = await scene.store.events(run: "toy")
      let ticks = Ticks()
      let start = Double(life) * 10_000
      // Every look at the clock is a second later.
      let clock = Clock(time: { start + Double(ticks.next()) }, monotonic: { 0 })
      let recorder = RunRecorder(run: "toy", past: past, store: scene.store, clock: clock) { _ in }
      try await recorder.record(past.isEmpty ? .began(scene.plan) : .resumed)
      var environment = scene.environment(scene.agent())
      environment.clock = clock
      var settings = scene.settings
      settings.budget.minutes = life == 0 ? 5 / 60.0 : 9 / 60.0
      let loop = Loop(
        settings: settings, environment: environment, recorder: recorder, fresh: false)
      ending = try await loop.run(spec: scene.initial)
      #expect(ending?.spent == .minutes)
      seconds = await recorder.cost.wall
    }
    #expect(seconds < 20, "what lies between two lives is not counted")
    #expect(ending?.sentence.hasPrefix("the budget of 0.15 minutes is spent: ") == true)
  }

  @Test func `what nobody tells is told, not taken for nothing`() async throws {
    let silent = Self.scene(RunBudget(tokens: 1, dollars: 0.01))
    let ending = try await play(silent, nil)
    #expect(ending.reason == .converged)
    #expect(
      ending.sentence.hasSuffix(
        "; 5 of 5 agents' steps did not tell their tokens, and 5 of 5 agents' steps did not tell "
          + "their price, which no budget could count"))
    let priceless = Self.scene(RunBudget(tokens: 100_000, dollars: 0.01))
    let other = try await play(priceless, Usage(tokensIn: 1, tokensOut: 1))
    #expect(
      other.sentence.hasSuffix(
        "; 5 of 5 agents' steps did not tell their price, which no budget could count"))
    let free = Self.scene(RunBudget())
    #expect(try await !play(free, nil).sentence.contains("tell"))
  }
}
