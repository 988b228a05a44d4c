import ArgumentParser
import SpecModel
import SpecterAgents
import SpecterKit
import SpecterReport
import SpecterSandbox

/// `specter agents test NAME`.
struct AgentsTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Have an agent do a task of ten seconds, and tell what it took.",
    discussion: "Exit status: 0 it works, 2 it does not.")

  @Argument(help: "The agent as --agent takes it, for example codex:MODEL.")
  var name: String
  @Option(help: "Isolation: sealed or none.")
  var isolation = IsolationLevel.sealed
  @Option(help: "Seconds that it has.")
  var seconds = 120.0
  @Flag(help: "Answer in JSON.")
  var json = false

  func run() async throws {
    try await reportingFailures {
      let choice = try AgentChoice(parsing: name)
      try await withInterrupts {
        let sandbox = try await Sandboxes.make(isolation: isolation)
        var live = LiveSettings(stall: min(60, seconds))
        live.limits.seconds = seconds
        let places = AgentPlaces(
          recordings: "none", handoff: "none", sandbox: sandbox, live: live,
          announce: { Terminal.error($0) })
        let run: AgentRun
        do {
          run = try await AgentTrial.run(choice, places: places)
        } catch let failed as AgentFailure {
          throw failed.failure
        }
        tell(run)
      }
    }
  }

  private func tell(_ run: AgentRun) {
    let usage = run.spent
    if json {
      let number: (Int?) -> Value = { $0.map { .int($0) } ?? .null }
      return Terminal.result(
        Value.object([
          .init("schema", .string("specter.agents.test/1")), .init("agent", .string(run.agent)),
          .init("isolation", .string(run.isolation.rawValue)),
          .init("seconds", .float((run.seconds * 1_000).rounded() / 1_000)),
          .init("tokensIn", number(usage?.tokensIn)), .init("tokensOut", number(usage?.tokensOut)),
          .init("dollars", usage?.dollars.map(Value.float) ?? .null),
          .init("attempts", .int(run.attempts.count)),
        ]).description)
    }
    let tokens = usage.map { ", \($0.tokensIn) tokens in, \($0.tokensOut) out" } ?? ""
    let tenths = (run.seconds * 10).rounded() / 10
    Terminal.result("\(run.agent) works: isolation \(run.isolation.rawValue), \(tenths) s\(tokens)")
  }
}
