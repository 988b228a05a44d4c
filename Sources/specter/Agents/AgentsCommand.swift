import ArgumentParser

/// `specter agents …`: the agents that are installed, and whether they work.
struct AgentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agents",
    abstract: "List the agents that Specter can start, or try one.",
    subcommands: [AgentsList.self, AgentsTest.self], defaultSubcommand: AgentsList.self)
}
