import SpecModel

/// A list of changes for a terminal.
public enum ChangeText {
  /// The lines: the step and why, what changed by section with both texts, and what is stale.
  /// `withProse` also shows the texts that the model does not know as anything.
  public static func lines(of list: ModelChangeList, withProse: Bool) -> [String] {
    guard list.step != .none || !list.stale.isEmpty else {
      return ["\(list.old.path) and \(list.new.path) say the same"]
    }
    var lines = head(list)
    let words = ChangeWords(old: ("[-", "-]"), new: ("{+", "+}"), shown: { $0 })
    for (section, changes) in list.bySection({
      ModelChangeList.isTold($0) || withProse && ModelChangeList.isProse($0)
    }) {
      lines += ["", section.isEmpty ? "(above the first heading)" : section]
      for change in changes { lines += entry(change, words) }
    }
    let louder = list.changes.filter(ModelChangeList.isOnlyCapitals)
    if !louder.isEmpty {
      lines += ["", "\(louder.count) keywords are in capitals now, in the same words as before:"]
      lines += list.bySection(ModelChangeList.isOnlyCapitals).map { section, changes in
        "  \(section):\(ChangeCounts.places(changes))"
      }
    }
    if !withProse { lines += prose(list) }
    if !list.stale.isEmpty {
      lines += ["", "stale:"]
      lines += list.stale.map {
        "  \($0.kind) \($0.name): \($0.because.joined(separator: ", "))"
      }
    }
    return lines
  }

  private static func head(_ list: ModelChangeList) -> [String] {
    var lines = ["\(list.old.path) → \(list.new.path): \(list.step.rawValue)"]
    lines += list.reasons.map { "  \($0.count) × \($0.reason)" }
    if let remark = list.versionRemark { lines.append("  but \(remark)") }
    if !list.old.hasKeywords || !list.new.hasKeywords {
      lines.append(
        "  one version has no keywords: the step says nothing of text that binds without one")
    }
    lines += ["", "  \(ChangeCounts.toRead(list))"]
    lines += ChangeCounts.rows(list).map { row in
      "  \(row.subject): " + row.counts.map { "\($0.count) \($0.word)" }.joined(separator: ", ")
    }
    return lines
  }

  private static func entry(_ change: ModelChange, _ words: ChangeWords) -> [String] {
    let place =
      change.new.map { "\($0.lines.first)" } ?? change.old.map { "(\($0.lines.first))" } ?? ""
    let aspects = words.aspects(change)
    var lines = [
      "  \(place) \(words.title(change)) \(words.actions(change)) [\(change.step.rawValue)]"
        + (aspects.isEmpty ? "" : " \(aspects)")
    ]
    let text = words.text(change)
    if !text.isEmpty {
      lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { "      \($0)" }
    }
    return lines + change.parts.map { "      \(words.part($0))" }
  }

  private static func prose(_ list: ModelChangeList) -> [String] {
    let groups = list.bySection(ModelChangeList.isProse)
    guard !groups.isEmpty else { return [] }
    return ["", "text without a keyword (--prose shows it):"]
      + groups.map { section, changes in
        "  \(section.isEmpty ? "(above the first heading)" : section): "
          + ChangeCounts.counts(changes).map { "\($0.count) \($0.word)" }.joined(separator: ", ")
          + ChangeCounts.places(changes)
      }
  }
}

/// How many changes of each kind there are.
enum ChangeCounts {
  static func rows(_ list: ModelChangeList)
    -> [(subject: String, counts: [(count: Int, word: String)])]
  {
    ModelChange.Subject.allCases.compactMap { subject in
      let own = list.all.filter { $0.subject == subject }
      return own.isEmpty ? nil : (plural(subject), counts(own))
    }
  }

  /// `118 changes in 41 sections`
  static func toRead(_ list: ModelChangeList) -> String {
    let sections = Set(list.changes.map(\.section)).count
    let count = list.changes.count
    return
      "\(count) change\(count == 1 ? "" : "s") in \(sections) section\(sections == 1 ? "" : "s")"
  }

  static func counts(_ changes: [ModelChange]) -> [(count: Int, word: String)] {
    ModelChange.Action.allCases.compactMap { action in
      let count = changes.count { $0.action == action }
      return count == 0 ? nil : (count, action.rawValue)
    }
  }

  /// ` (lines 12, 15-18; gone: 40)`
  static func places(_ changes: [ModelChange]) -> String {
    let new = changes.compactMap { $0.new?.lines }.sorted { $0.first < $1.first }
    let gone = changes.filter { $0.new == nil }.compactMap { $0.old?.lines }
    var parts: [String] = []
    if !new.isEmpty { parts.append("lines \(joined(new))") }
    if !gone.isEmpty { parts.append("gone: \(joined(gone))") }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))"
  }

  private static func joined(_ lines: [SourceLines]) -> String {
    var runs: [SourceLines] = []
    for next in lines {
      // A blank line between two changed paragraphs is none of a third's.
      if let last = runs.last, next.first <= last.last + 2 {
        runs[runs.count - 1].last = max(last.last, next.last)
      } else {
        runs.append(next)
      }
    }
    return runs.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }
      .joined(separator: ", ")
  }

  static func plural(_ subject: ModelChange.Subject) -> String {
    switch subject {
    case .entity: "entities"
    case .prose: "text without a keyword"
    case .frontMatter: "front matter"
    case .silence: "stated silences"
    default: subject.rawValue + "s"
    }
  }
}
