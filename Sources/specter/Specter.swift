import ArgumentParser

/// The command line; one file a subcommand, composition only.
@main
struct Specter: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "specter",
    abstract: "Ship software as a specification, and measure how faithful a rebuild is.",
    version: version,
    subcommands: [
      InitCommand.self, LoopCommand.self, DiffCommand.self, CheckCommand.self, LogCommand.self,
      ReportCommand.self, SpecCommand.self, PlantCommand.self, AuditCommand.self,
      SandboxCommand.self,
    ])

  /// Specter's own version.
  static let version = "0.1.0"
}
