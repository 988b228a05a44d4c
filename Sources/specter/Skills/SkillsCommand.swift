import ArgumentParser

/// `specter skills …`: what an agent has to know for each part of the work.
struct SkillsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skills",
    abstract: "Show the skills for agents, or put them where an agent looks for them.",
    subcommands: [SkillsList.self, SkillsShow.self, SkillsInstall.self])
}
