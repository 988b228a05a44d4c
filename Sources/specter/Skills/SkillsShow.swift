import ArgumentParser
import SpecModel
import SpecterKit
import SpecterReport

/// `specter skills show NAME`.
struct SkillsShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a skill's SKILL.md.")

  @Argument(help: "The skill, for example extract or specter-extract.")
  var name: String

  @Flag(help: "Answer in JSON (specter.skills-show/1).")
  var json = false

  func run() async throws {
    try await reportingFailures {
      guard let skill = Skill.named(name) else {
        throw Failure(
          .usage, "there is no skill '\(name)'",
          remedy: "Skills are \(Skill.all.map(\.name).joined(separator: ", "))")
      }
      if json { return Terminal.result(SkillText.document(skill).description) }
      Terminal.write(skill.text, to: 1)
    }
  }
}
