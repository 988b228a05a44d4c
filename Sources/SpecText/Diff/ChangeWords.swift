import SpecModel

/// How changes are put into words, for terminals and for markdown alike.
struct ChangeWords {
  /// Marks around words that are gone and words that are new.
  var old: (String, String)
  var new: (String, String)
  /// Makes a piece of the spec's own text safe to show.
  var shown: (String) -> String
  /// An unchanged run of more words than this is told by its ends.
  var mostSame = 14

  /// The strength and name of what changed: `MUST R-12`, `setting tracker.kind`.
  func title(_ change: ModelChange) -> String {
    let name =
      change.name.isEmpty || change.name.hasPrefix("§") ? "" : " " + shown(cut(change.name))
    switch change.subject {
    case .requirement:
      let (one, other) = (change.old?.strength, change.new?.strength)
      if let one, let other, one != other {
        return "\(Self.word(one)) → \(Self.word(other))\(name)"
      }
      return Self.word(change.strength) + name
        + (change.within.isEmpty ? "" : " in \(shown(cut(change.within)))")
    case .prose: return "text"
    default: return change.subject.rawValue + name
    }
  }

  /// One line for a part: `MUST new: It must not …`.
  func part(_ change: ModelChange) -> String {
    "\(title(change)) \(actions(change)): \(text(change))"
  }

  private static func word(_ strength: Requirement.Strength) -> String {
    strength == .none ? "no keyword" : strength.rawValue
  }

  /// What happened: `reworded, moved from 4.1 Old title`.
  func actions(_ change: ModelChange) -> String {
    change.actions.map { action in
      switch action {
      case .added: "new"
      case .removed: "gone"
      case .moved where change.aspects.contains { $0.name == "order" }:
        "moved within its section"
      case .moved where change.old?.section != change.new?.section && change.subject != .section:
        "moved from “\(shown(change.old?.section ?? ""))”"
      case .renamed: "renamed, was \(shown(cut(change.old?.name ?? "")))"
      default: action.rawValue
      }
    }.joined(separator: ", ")
  }

  /// The properties that differ: `default: 5 → 10`.
  func aspects(_ change: ModelChange) -> String {
    change.aspects.filter { $0.old != nil || $0.new != nil }.map { aspect in
      switch (aspect.old, aspect.new) {
      case (let old?, let new?): "\(aspect.name): \(shown(cut(old))) → \(shown(cut(new)))"
      case (let old?, nil):
        change.new == nil
          ? "\(aspect.name): \(shown(cut(old)))" : "\(aspect.name): \(shown(cut(old))) → not said"
      case (nil, let new?):
        change.old == nil
          ? "\(aspect.name): \(shown(cut(new)))" : "\(aspect.name): not said → \(shown(cut(new)))"
      case (nil, nil): ""
      }
    }.joined(separator: "; ")
  }

  /// Both texts as one, with marks; one text where there is only one or both are the same.
  func text(_ change: ModelChange) -> String {
    let before = change.old?.text ?? ""
    let after = change.new?.text ?? ""
    if before == after || before.isEmpty || after.isEmpty {
      return shown(after.isEmpty ? before : after)
    }
    let isFence = before.utf8.contains(0x0A) || after.utf8.contains(0x0A)
    let pieces =
      isFence
      ? WordDiff.lines(from: before, to: after) : WordDiff.pieces(from: before, to: after)
    return pieces.map { piece in
      switch piece {
      case .same(let text): isFence ? sameLines(text) : same(text)
      case .old(let text): marked(text, old, isFence)
      case .new(let text): marked(text, new, isFence)
      }
    }.joined(separator: isFence ? "\n" : " ")
  }

  /// The text for a line: cut, or the lines of a fence counted.
  func brief(_ change: ModelChange) -> String {
    let text = text(change)
    guard text.utf8.contains(0x0A) else { return cut(text, to: 200) }
    let lines = text.split(separator: "\n")
    guard change.old != nil, change.new != nil else { return "\(lines.count) lines" }
    return "\(lines.count { $0.hasPrefix("+") }) lines new, "
      + "\(lines.count { $0.hasPrefix("-") }) gone"
  }

  private func marked(_ text: String, _ marks: (String, String), _ isFence: Bool) -> String {
    guard isFence else { return marks.0 + shown(text) + marks.1 }
    let sign = marks.0 == old.0 ? "-" : "+"
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { "\(sign) \($0)" }
      .joined(separator: "\n")
  }

  /// Of lines that stay, those next to a change.
  private func sameLines(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 5 else { return lines.map { "  \($0)" }.joined(separator: "\n") }
    return (lines.prefix(2) + ["…"] + lines.suffix(2)).map { "  \($0)" }.joined(separator: "\n")
  }

  private func same(_ text: String) -> String {
    let words = WordDiff.words(text)
    guard words.count > mostSame else { return shown(text) }
    let ends = mostSame / 2 - 1
    return shown(
      words.prefix(ends).joined(separator: " ") + " … "
        + words.suffix(ends).joined(separator: " "))
  }

  /// A name or value that is short enough for a line.
  func cut(_ text: String, to most: Int = 80) -> String {
    let line = text.split(separator: "\n").joined(separator: " ⏎ ")
    return line.count > most ? line.prefix(most - 1) + "…" : line
  }
}

extension ModelChangeList {
  /// The changes of each section in the order of the list; sections come as they first occur.
  func bySection(_ isMeant: (ModelChange) -> Bool) -> [(section: String, changes: [ModelChange])] {
    var order: [String] = []
    var groups: [String: [ModelChange]] = [:]
    for change in changes where isMeant(change) {
      if groups[change.section] == nil { order.append(change.section) }
      groups[change.section, default: []].append(change)
    }
    return order.map { ($0, groups[$0] ?? []) }
  }

  /// Whether a change is one of text that the model does not know as anything.
  static func isProse(_ change: ModelChange) -> Bool {
    change.subject == .prose || change.subject == .section
  }

  /// Whether a change is told by its lines alone: the same words with a keyword in capitals.
  static func isOnlyCapitals(_ change: ModelChange) -> Bool {
    change.parts.isEmpty && change.reason == SemverRules.capitals
  }

  /// Whether a change is told with its texts.
  static func isTold(_ change: ModelChange) -> Bool {
    !isProse(change) && !isOnlyCapitals(change)
  }

  /// A remark where the version in the front matter says less than the changes do.
  public var versionRemark: String? {
    guard !old.version.isEmpty, !new.version.isEmpty else { return nil }
    func parts(_ version: String) -> [Int] {
      version.prefix { $0 != "-" && $0 != "+" }.split(separator: ".").map { Int($0) ?? 0 }
    }
    let (one, other) = (parts(old.version), parts(new.version))
    guard one.count == 3, other.count == 3, step != .none else { return nil }
    let declared: SemverStep =
      one[0] != other[0]
      ? .major : one[1] != other[1] ? .minor : one[2] != other[2] ? .patch : .none
    // Before 1.0.0 the minor number stands for the major one (semver.org, 4).
    let meant: SemverStep = one[0] == 0 && other[0] == 0 && declared == .minor ? .major : declared
    guard meant < step else { return nil }
    return "the front matter goes from \(old.version) to \(new.version), which is "
      + (declared == .none ? "no step" : "a \(declared.rawValue) step")
  }
}
