import SpecModel

/// A skill's file where an agent looks for it. It carries the digest of its own text, so that an
/// older one of Specter's is told apart from one that a person changed.
public enum SkillCopy {
  /// How a file stands to a skill that is to be put there.
  public enum Standing: Sendable, Hashable {
    /// There is none.
    case absent
    /// It says what the skill says.
    case current
    /// It is as Specter once wrote it.
    case outdated
    /// Somebody changed it, or it was never Specter's.
    case changed
  }

  /// The file that is installed: the skill with two lines more at the end of its front matter.
  public static func text(of skill: Skill) -> String {
    let seal = [open, "\(mark)\"\(Digest.of(skill.text))\""]
    var lines = lines(of: skill.text)
    lines.insert(contentsOf: seal.map { $0[...] }, at: 3)
    return lines.joined(separator: "\n")
  }

  /// How `file`, nil for none, stands to `skill`.
  public static func standing(of file: [UInt8]?, to skill: Skill) -> Standing {
    guard let file else { return .absent }
    guard let text = String(validating: file, as: UTF8.self) else { return .changed }
    // The skill itself may lie there too, by a link to where it is edited.
    if text == Self.text(of: skill) || text == skill.text { return .current }
    return isSealed(text) ? .outdated : .changed
  }

  private static let open = "metadata:"
  private static let mark = "  specter-digest: "

  private static func isSealed(_ text: String) -> Bool {
    var lines = lines(of: text)
    guard let place = lines.firstIndex(where: { $0.hasPrefix(mark) }), place > 0,
      lines[place - 1] == open
    else { return false }
    let told = lines[place].dropFirst(mark.count)
    lines.removeSubrange(place - 1...place)
    return told == "\"\(Digest.of(lines.joined(separator: "\n")))\""
  }

  private static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
