import ArgumentParser

/// The command line; one file a subcommand, composition only.
@main
struct Specter: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "specter",
    abstract: "Ship software as a specification, and measure how faithful a rebuild is.",
    version: version,
    subcommands: [
      InitCommand.self, LoopCommand.self, DistilCommand.self, DiffCommand.self, CheckCommand.self,
      LogCommand.self, ReportCommand.self, SpecCommand.self, AgentsCommand.self,
      SkillsCommand.self, PlantCommand.self, AuditCommand.self, SandboxCommand.self,
    ])

  /// Runs the verb that the words name. However it ends, a result that did not reach standard
  /// output is a failure: help and versions too.
  static func main() async {
    var ending: (any Error)?
    do {
      var command = try await asyncParseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      ending = error
    }
    // What the parser would print to standard output it may not check.
    if let error = ending, exitCode(for: error).isSuccess {
      let message = fullMessage(for: error)
      if !message.isEmpty { Terminal.result(message) }
      ending = nil
    }
    do {
      try Terminal.finish()
    } catch {
      Terminal.error("specter: \(error)")
      // Something worse than findings keeps its own status.
      if ending.map({ exitCode(for: $0) == Exit.found }) ?? true { ending = Exit.failed }
    }
    exit(withError: ending)
  }

  /// Specter's own version.
  static let version = "0.1.0"
}
