/// A skill: what an agent has to know for one part of the work, as a file `SKILL.md` that Claude
/// Code, Codex and others read (docs/skills.md). The same text is the brief of a role, so it is
/// written once.
public struct Skill: Sendable, Hashable {
  /// The name, which is its folder's: `specter-extract`.
  public let name: String
  /// What it does and when to use it: all that an agent sees before it opens the skill.
  public let description: String
  /// The markdown below the front matter, from its first heading on.
  public let body: String
  /// The whole file.
  public let text: String

  /// What every name begins with: agents keep the skills of all tools side by side.
  public static let prefix = "specter-"

  /// Reads a `SKILL.md` of Specter's own: front matter of a `name` and a `description`, each on one
  /// line, and a body. nil for anything else.
  public init?(parsing text: String) {
    let lines = text.split(separator: "\n", maxSplits: 4, omittingEmptySubsequences: false)
    guard lines.count == 5, lines[0] == "---", lines[3] == "---",
      let name = Self.value(of: "name", in: lines[1]),
      let description = Self.value(of: "description", in: lines[2])
    else { return nil }
    self.name = name
    self.description = description
    body = String(lines[4].drop { $0 == "\n" })
    self.text = text
  }

  private static func value(of key: String, in line: Substring) -> String? {
    let start = "\(key): "
    guard line.hasPrefix(start), line.utf8.count > start.utf8.count else { return nil }
    return String(line.dropFirst(start.count))
  }

  /// The skills that Specter brings, in the order of the work.
  public static let all: [Skill] = {
    let files = EmbeddedFiles.below("skills")
    return ["extract", "implement", "probe", "review", "revise", "land"].compactMap {
      files.text("\(prefix)\($0)/SKILL.md").flatMap(Skill.init(parsing:))
    }
  }()

  /// The skill of this name, with `specter-` before it or not.
  public static func named(_ name: String) -> Skill? {
    all.first { $0.name == name || $0.name == prefix + name }
  }
}
