import SpecModel
import SpecterAgents

/// How the list of agents is told.
enum AgentText {
  /// An agent a line, and below one that can't be used what it lacks.
  static func lines(_ agents: [AgentCensus]) -> [String] {
    let width = agents.map(\.name.count).max() ?? 0
    return agents.flatMap { agent -> [String] in
      let name = agent.name + String(repeating: " ", count: width - agent.name.count)
      guard let program = agent.program else {
        return ["\(name)  not installed (set \(agent.variable) to its program)"]
      }
      let version = agent.version ?? "of unknown version"
      let login =
        agent.login.map { "key from \($0)" }
        ?? "no key (set \(agent.keys.joined(separator: " or ")))"
      return [
        "\(name)  \(version)  \(login)  isolation \(agent.isolation.rawValue)  "
          + "\(agent.endpoint)  \(program)"
      ]
    }
  }

  /// `specter.agents/1`.
  static func document(_ agents: [AgentCensus]) -> Value {
    func text(_ text: String?) -> Value { text.map(Value.string) ?? .null }
    return .object([
      .init("schema", .string("specter.agents/1")),
      .init(
        "agents",
        .array(
          agents.map { agent in
            .object([
              .init("name", .string(agent.name)), .init("program", text(agent.program)),
              .init("version", text(agent.version)), .init("login", text(agent.login)),
              .init("isolation", .string(agent.isolation.rawValue)),
              .init("endpoint", .string(agent.endpoint)), .init("ready", .bool(agent.isReady)),
            ])
          })),
    ])
  }
}
