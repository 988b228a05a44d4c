import SpecModel
import SpecterKit

/// What `specter skills` answers.
public enum SkillText {
  /// A line a skill: its name and the first sentence of its description.
  public static func list(_ skills: [Skill]) -> [String] {
    let width = skills.map(\.name.count).max() ?? 0
    return skills.map { skill in
      let sentence = skill.description.split(separator: ". ").first ?? ""
      return skill.name.padded(width + 2) + (sentence.hasSuffix(".") ? sentence : sentence + ".")
    }
  }

  /// `specter.skills-list/1`: names and descriptions.
  public static func listDocument(_ skills: [Skill]) -> Value {
    .members([
      "schema": .string("specter.skills-list/1"),
      "skills": .array(
        skills.map {
          .members(["name": .string($0.name), "description": .string($0.description)])
        }),
    ])
  }

  /// `specter.skills-show/1`: one skill; `text` is its whole file.
  public static func document(_ skill: Skill) -> Value {
    .members([
      "schema": .string("specter.skills-show/1"), "name": .string(skill.name),
      "description": .string(skill.description), "text": .string(skill.text),
    ])
  }

  /// What an installation below `root` did: a count for each agent, and in full what was kept or
  /// overwritten.
  public static func lines(_ outcomes: [SkillInstallation.Outcome], root: String) -> [String] {
    var lines: [String] = []
    for reader in SkillReader.allCases {
      let own = outcomes.filter { $0.reader == reader }
      guard !own.isEmpty else { continue }
      let counts = SkillInstallation.Outcome.Action.allCases.compactMap { action in
        let count = own.count { $0.action == action }
        return count == 0 ? nil : "\(count) \(action.rawValue)"
      }
      lines.append(
        "\(reader.rawValue)  \(root)/\(reader.folder): \(counts.joined(separator: ", "))")
      for outcome in own where outcome.action == .overwritten {
        lines.append("  overwritten, though changed: \(outcome.path)")
      }
      for outcome in own where outcome.action == .kept {
        lines.append("  kept, for somebody changed it: \(outcome.path) (--force overwrites it)")
      }
    }
    return lines.map(Escaping.terminal)
  }

  /// `specter.skills-install/1`: the folder, and for each skill and agent its file below it and
  /// what was done: `installed`, `updated`, `unchanged`, `overwritten` or `kept`.
  public static func document(_ outcomes: [SkillInstallation.Outcome], root: String) -> Value {
    .members([
      "schema": .string("specter.skills-install/1"), "folder": .string(root),
      "skills": .array(
        outcomes.map {
          .members([
            "name": .string($0.skill), "for": .string($0.reader.rawValue),
            "path": .string($0.path), "action": .string($0.action.rawValue),
          ])
        }),
    ])
  }
}
