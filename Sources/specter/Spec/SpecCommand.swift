import ArgumentParser

/// `specter spec …`: what can be asked of a spec alone.
struct SpecCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spec", abstract: "Read and check a spec.",
    subcommands: [
      SpecParseCommand.self, SpecShowCommand.self, SpecLintCommand.self, SpecIDsCommand.self,
      SpecDiffCommand.self, SpecTraceCommand.self,
    ])
}
