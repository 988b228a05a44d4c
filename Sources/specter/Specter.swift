import ArgumentParser

/// The command line; one file a subcommand, composition only.
@main
struct Specter: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "specter",
    abstract: "Ship software as a specification, and measure how faithful a rebuild is.",
    version: "0.1.0",
    subcommands: [SandboxCommand.self])
}
