import ArgumentParser
import SpecModel
import SpecterKit
import SpecterReport

/// `specter skills list`.
struct SkillsList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the skills, one a line.")

  @Flag(help: "Answer in JSON (specter.skills-list/1).")
  var json = false

  func run() async throws {
    if json { return Terminal.result(SkillText.listDocument(Skill.all).description) }
    for line in SkillText.list(Skill.all) { Terminal.result(line) }
  }
}
