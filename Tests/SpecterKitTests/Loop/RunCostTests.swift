import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@Suite struct RunCostTests {
  private static let plan = Scene().plan

  private func recorded(_ events: [(Double, RunEvent)]) -> [RecordedEvent] {
    events.enumerated().map {
      RecordedEvent(run: "r", sequence: $0.offset + 1, time: $0.element.0, event: $0.element.1)
    }
  }

  private func ended(_ step: RunStep, _ seconds: Double, _ usage: Usage? = nil) -> RunEvent {
    .stepEnded(
      step, .refused(reason: ""), StepCost(seconds: seconds, outside: seconds, usage: usage))
  }

  @Test func `what agents use is added up by role and by round`() {
    let (one, two) = (
      RunStep(.build, round: 1, candidate: 1), RunStep(.build, round: 2, candidate: 1)
    )
    let cost = RunCost(
      recorded([
        (0, .began(Self.plan)), (0, .stepBegan(RunStep(.extract))),
        (10, ended(RunStep(.extract), 10, Usage(tokensIn: 5, tokensOut: 1, dollars: 0.5))),
        (10, .stepBegan(one)),
        (30, ended(one, 20, Usage(tokensIn: 7, tokensOut: 2, cached: 3))),
        (30, .stepBegan(two)), (60, ended(two, 30)),
      ]))
    #expect(cost.total.steps == 3 && cost.total.tokensIn == 12 && cost.total.tokensOut == 3)
    #expect(cost.total.cached == 3 && cost.total.dollars == 0.5)
    #expect(cost.total.withoutTokens == 1 && cost.total.withoutDollars == 2)
    #expect(cost.byRole[.implementer]?.seconds == 50 && cost.byRole[.reviser] == nil)
    #expect(cost.byRound.keys.sorted() == [0, 1, 2] && cost.byRound[1]?.cached == 3)
    #expect(cost.byRound[2]?.dollars == nil && cost.byRound[2]?.withoutDollars == 1)
  }

  @Test func `work side by side is counted once in the wall time`() {
    let builds = (1...3).map { RunStep(.build, round: 1, candidate: $0) }
    let measure = RunStep(.measure, round: 1, candidate: 1)
    var events: [(Double, RunEvent)] = [(0, .began(Self.plan))]
    events += builds.map { (1, .stepBegan($0)) }
    events += builds.enumerated().map {
      (11 + Double($0.offset), ended($0.element, 10 + Double($0.offset)))
    }
    events += [
      (13, .stepBegan(measure)), (20, ended(measure, 6)), (21, .ended(.plateau, sentence: "")),
    ]
    let cost = RunCost(recorded(events))
    #expect(cost.total.seconds == 33 && cost.agents == 12 && cost.subjects == 6)
    #expect(cost.wall == 21 && cost.overhead == 3 && cost.overheadShare == 3 / 21)
  }

  @Test func `the time between two lives is nobody's, and an interrupted step's the agent's`() {
    let step = RunStep(.build, round: 1, candidate: 1)
    let other = RunStep(.build, round: 1, candidate: 2)
    let cost = RunCost(
      recorded([
        (0, .began(Self.plan)), (1, .stepBegan(step)), (1, .stepBegan(other)),
        (5, ended(other, 4)), (100, .resumed), (101, .stepBegan(step)), (111, ended(step, 10)),
      ]))
    #expect(cost.wall == 16 && cost.agents == 14 && cost.overhead == 2)
    #expect(cost.wall(now: 121) == 26)
  }

  @Test func `what a failed turn used is counted`() async throws {
    struct Turns: Agent {
      func perform(_ brief: Brief) async throws -> AgentRun {
        var run = AgentRun(
          reply: FileTree(), agent: "a", isolation: .sealed,
          usage: Usage(tokensIn: 1, tokensOut: 1), seconds: 7)
        let lost = AgentAttempt(
          fault: "rate limited", sentence: "", seconds: 3,
          usage: Usage(tokensIn: 10, tokensOut: 0, dollars: 1))
        run.attempts = [lost]
        if brief.key.role == .implementer {
          throw AgentFailure(Failure(.agent, "it gave up"), run: run, attempts: [lost, lost])
        }
        run.reply = Scene.spec(ToySpec.ruling())
        return run
      }
    }
    let scene = Scene()
    #expect(try await scene.play(Turns()).reason == .failed)
    let cost = RunCost(await scene.store.events(run: "toy"))
    #expect(cost.byRole[.extractor]?.tokensIn == 11 && cost.byRole[.extractor]?.dollars == 1)
    #expect(cost.byRole[.implementer]?.tokensIn == 20 && cost.byRole[.implementer]?.seconds == 7)
    #expect(await scene.story().suffix(2) == ["build 1.1.1 failed", "ended failed"])
  }

  @Test func `an empty run costs nothing`() {
    #expect(RunCost().wall == 0 && RunCost().overheadShare == nil && RunCost().total.steps == 0)
  }
}
