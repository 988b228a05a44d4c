import ArgumentParser
import SpecModel
import SpecterAgents
import SpecterReport
import SpecterSandbox

/// `specter agents list`.
struct AgentsList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Tell which agents are installed, their versions, keys and isolation.",
    discussion: "Exit status: 0 when at least one can be used, 1 when none can.")

  @Option(help: "Isolation: sealed or none.")
  var isolation = IsolationLevel.sealed
  @Flag(help: "Answer in JSON.")
  var json = false

  func run() async throws {
    try await reportingFailures {
      let sandbox = try await Sandboxes.make(isolation: isolation)
      let agents = try await AgentCensus.take(in: sandbox)
      if json {
        Terminal.result(AgentText.document(agents).description)
      } else {
        for line in AgentText.lines(agents) { Terminal.result(line) }
      }
      if !agents.contains(where: \.isReady) { throw Exit.found }
    }
  }
}
