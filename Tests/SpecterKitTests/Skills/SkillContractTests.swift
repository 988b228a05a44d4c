import Foundation
import SpecterKit
import Testing
import Yams

/// What every skill must be so that agents find and read it (docs/skills.md).
@Suite struct SkillContractTests {
  @Test func `there are six, in the order of the work`() {
    #expect(
      Skill.all.map(\.name) == [
        "specter-extract", "specter-implement", "specter-probe", "specter-review", "specter-revise",
        "specter-land",
      ])
  }

  @Test(arguments: Skill.all)
  func `its front matter is YAML with a name and a description`(skill: Skill) throws {
    let parts = skill.text.components(separatedBy: "---\n")
    let fields = try #require(try Yams.load(yaml: parts[1]) as? [String: String])
    #expect(fields == ["name": skill.name, "description": skill.description])
    #expect(skill.name.count <= 64)
    #expect(skill.name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
    #expect(skill.description.count <= 1_024)
    #expect(skill.description.contains("Use when"), "it says when it is to be used")
    #expect(EmbeddedFiles.below("skills/\(skill.name)").paths == ["SKILL.md"], "name and folder")
  }

  @Test(arguments: Skill.all)
  func `its body is short and stands alone`(skill: Skill) {
    #expect(skill.body.split(separator: "\n", omittingEmptySubsequences: false).count <= 120)
    #expect(skill.body.hasPrefix("# ") && skill.body.hasSuffix("\n"))
    #expect(!skill.body.contains("{{"), "blanks belong to the brief")
    let fences = skill.body.split(separator: "\n").count { $0.hasPrefix("```") }
    #expect(fences % 2 == 0)
  }

  @Test(arguments: Skill.all)
  func `its links lead to files of its folder`(skill: Skill) {
    let files = EmbeddedFiles.below("skills/\(skill.name)").paths
    for link in links(in: skill.body) { #expect(files.contains(link), "\(link)") }
  }

  @Test func `links are seen`() {
    #expect(links(in: "See [a](b.md) and [c](https://d.e/f).") == ["b.md", "https://d.e/f"])
  }

  @Test(arguments: [
    "", "# No front matter\n", "---\nname: a\n---\n# A\n",
    "---\nname: a\ndescription: \n---\n# A\n",
    "---\ndescription: b\nname: a\n---\n# A\n", "---\nname: a\ndescription: b\n",
  ])
  func `what is no skill is none`(text: String) {
    #expect(Skill(parsing: text) == nil)
  }

  private func links(in body: String) -> [String] {
    body.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }
  }
}

extension Skill: CustomTestStringConvertible {
  /// The name: a failing test names the skill, not its text.
  public var testDescription: String { name }
}
