import ArgumentParser
import SpecterAgents
import SpecterKit

/// Who works, and how much a live agent may use for one brief.
struct AgentOptions: ParsableArguments {
  @Option(
    help: """
      Who works: recorded, handoff[:DIR], command:ARGV, acp:ARGV, or claude, codex, \
      mini-swe-agent, aider with [:MODEL][@EFFORT]; ROLE=AGENT for one role. Repeatable.
      """)
  var agent: [String] = []
  @Option(help: "Minutes that a live agent has for one brief.")
  var agentMinutes = 60.0
  @Option(help: "Dollars that a live agent may spend on one brief, where it can be told.")
  var agentDollars: Double?
  @Option(help: "Turns that a live agent may take for one brief, where it can be told.")
  var agentTurns: Int?
  @Option(help: "Tokens that a live agent may use for one brief, where it tells them as it goes.")
  var agentTokens: Int?
  @Option(help: "Seconds without any event after which a live agent counts as stalled.")
  var stall = 300.0

  func validate() throws {
    let counts = [agentTurns ?? 1, agentTokens ?? 1].map(Double.init)
    if ([agentMinutes, stall, agentDollars ?? 1] + counts).contains(where: { $0 <= 0 }) {
      throw ValidationError("budgets of an agent must be more than nothing")
    }
  }

  /// The budgets.
  var live: LiveSettings {
    var settings = LiveSettings(
      dollars: agentDollars, turns: agentTurns, tokens: agentTokens, stall: stall)
    settings.limits.seconds = agentMinutes * 60
    return settings
  }
}
