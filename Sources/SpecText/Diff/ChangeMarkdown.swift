import SpecModel

/// A list of changes as markdown, to paste into a pull request.
public enum ChangeMarkdown {
  /// The document: the step and why, a checklist for a port with the most binding first, and every
  /// change by section with both texts.
  public static func text(of list: ModelChangeList) -> String {
    // A comment of a pull request holds 65 536 characters on the commonest host.
    for detail in [Detail.all, .withoutProse] {
      let text = document(list, detail)
      if text.utf8.count <= mostBytes { return text }
    }
    return document(list, .checklist)
      + "The texts are left out here, they are too long: see `specter spec diff`.\n"
  }

  /// How much is told.
  private enum Detail: Int {
    case checklist
    case withoutProse
    case all
  }

  private static let mostBytes = 60_000
  /// They stand in one line.
  private static let mostReasons = 6

  private static func document(_ list: ModelChangeList, _ detail: Detail) -> String {
    let words = ChangeWords(old: ("~~", "~~"), new: ("**", "**"), shown: escaped)
    var lines = ["## Spec: \(name(list.old)) → \(name(list.new))", ""]
    guard list.step != .none || !list.stale.isEmpty else {
      return (lines + ["No difference.", ""]).joined(separator: "\n")
    }
    lines += head(list) + [""]
    lines += checklist(list, words)
    let sections = detail == .checklist ? [] : list.bySection(ModelChangeList.isTold)
    if !sections.isEmpty { lines += ["### Changes by section", ""] }
    for (section, changes) in sections {
      lines += ["#### \(heading(section))", ""]
      for change in changes { lines += entry(change, words) }
      lines.append("")
    }
    lines += prose(list, words, withText: detail == .all)
    return lines.joined(separator: "\n")
  }

  private static func name(_ version: ModelChangeList.Version) -> String {
    let file = version.path.split(separator: "/").last.map(String.init) ?? version.path
    return "`\(file)`" + (version.version.isEmpty ? "" : " \(escaped(version.version))")
  }

  private static func heading(_ section: String) -> String {
    section.isEmpty ? "Above the first heading" : escaped(section)
  }

  private static func head(_ list: ModelChangeList) -> [String] {
    var lines = ["**Step: \(list.step.rawValue)**"]
    var reasons = list.reasons.prefix(mostReasons).map { "\($0.count) × \($0.reason)" }
    let rest = list.reasons.count - reasons.count
    if rest > 0 { reasons.append("and \(rest) more, see `specter spec diff`") }
    if !reasons.isEmpty { lines[0] += " (\(reasons.joined(separator: "; ")))" }
    if let remark = list.versionRemark { lines.append("\nBut \(remark).") }
    if !list.old.hasKeywords || !list.new.hasKeywords {
      lines.append(
        "\nOne version has no keywords: the step says nothing of text that binds without one.")
    }
    lines += ["", "\(ChangeCounts.toRead(list)):", "", "| what | changes |", "|---|---|"]
    lines += ChangeCounts.rows(list).map { row in
      "| \(row.subject) | "
        + row.counts.map { "\($0.count) \($0.word)" }.joined(separator: ", ") + " |"
    }
    return lines
  }

  // MARK: - Checklist

  private static func checklist(_ list: ModelChangeList, _ words: ChangeWords) -> [String] {
    var lines = ["### To do in a port", ""]
    for (step, title) in [
      (SemverStep.major, "**Must be looked at: an implementation may not conform any more**"),
      (.minor, "**New or looser**"), (.patch, "**Other words; read them**"),
    ] {
      let changes = list.changes.filter {
        ($0.all.map(\.step).max() ?? $0.step) == step && ModelChangeList.isTold($0)
      }
      let items = items(changes, words)
      if !items.isEmpty { lines += [title, ""] + items + [""] }
    }
    let louder = list.bySection(ModelChangeList.isOnlyCapitals)
    if !louder.isEmpty {
      lines += ["**Keywords now in capitals, in the same words as before**", ""]
      lines += louder.map { section, changes in
        "- [ ] \(heading(section)):\(ChangeCounts.places(changes))"
      }
      lines.append("")
    }
    let groups = list.bySection(ModelChangeList.isProse)
    if !groups.isEmpty {
      lines += ["**Text without a keyword, which may bind all the same**", ""]
      lines += groups.map { section, changes in
        "- [ ] \(heading(section)): "
          + ChangeCounts.counts(changes).map { "\($0.count) \($0.word)" }.joined(separator: ", ")
          + ChangeCounts.places(changes)
      }
      lines.append("")
    }
    if !list.stale.isEmpty {
      lines += ["**Stale in the implementation**", ""]
      lines += list.stale.map { thing in
        let because = thing.because.map { escaped(words.cut($0)) }.joined(separator: ", ")
        return "- [ ] \(thing.kind) `\(thing.name)`: \(because)"
      }
      lines.append("")
    }
    return lines
  }

  /// Strongest first. Things with names that are just there or gone share a line.
  private static func items(_ changes: [ModelChange], _ words: ChangeWords) -> [String] {
    var lines: [String] = []
    let sorted = changes.enumerated().sorted {
      (UnitKinds.level($1.element.strength), $0.offset)
        < (UnitKinds.level($0.element.strength), $1.offset)
    }.map(\.element)
    for change in sorted where !isListed(change) {
      let aspects = words.aspects(change)
      let told = aspects.isEmpty ? words.brief(change) : aspects
      lines.append(
        "- [ ] \(words.title(change)) \(words.actions(change)), \(section(change)): "
          + balanced(told))
      lines += change.parts.map { "  - " + balanced(words.cut(words.part($0), to: 200)) }
    }
    for subject in ModelChange.Subject.allCases {
      for action in [ModelChange.Action.removed, .added] {
        let own = changes.filter { $0.subject == subject && $0.action == action && isListed($0) }
        guard !own.isEmpty else { continue }
        let names = own.map { "`\(words.cut($0.name).replacing(character: "`", with: "'"))`" }
        lines.append(
          "- [ ] \(ChangeCounts.plural(subject)) \(action == .added ? "new" : "gone"): "
            + names.joined(separator: ", "))
      }
    }
    return lines
  }

  private static func isListed(_ change: ModelChange) -> Bool {
    [.operation, .setting, .entity, .field, .error, .state, .transition, .example]
      .contains(change.subject) && (change.old == nil || change.new == nil)
      && change.parts.isEmpty && change.subject != .setting
  }

  private static func section(_ change: ModelChange) -> String {
    let section = change.section
    let number = SectionTree.numberAndTitle(section).number
    return number.map { "§\($0)" } ?? escaped(section)
  }

  /// A text that was cut may have lost the end of its marks.
  private static func balanced(_ text: String) -> String {
    var text = text
    for mark in ["`", "~~", "**"] where (text.components(separatedBy: mark) - 1) % 2 != 0 {
      text += mark
    }
    return text
  }

  // MARK: - Details

  private static func entry(_ change: ModelChange, _ words: ChangeWords) -> [String] {
    let place =
      switch (change.old?.lines.first, change.new?.lines.first) {
      case (let old?, let new?): "line \(new), was \(old)"
      case (nil, let new?): "line \(new)"
      case (let old?, nil): "was line \(old)"
      case (nil, nil): ""
      }
    let aspects = words.aspects(change)
    let head =
      "- **\(words.title(change))** \(words.actions(change)) (\(place))"
      + (aspects.isEmpty ? "" : ": \(aspects)")
    let text = words.text(change)
    let parts = change.parts.map { "  - \(words.part($0))" }
    if text.isEmpty { return [head] + parts }
    guard text.utf8.contains(0x0A) else { return [head + "  ", "  \(text)"] + parts }
    return [head, "", "  `````diff"]
      + text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
      + ["  `````"] + parts
  }

  private static func prose(_ list: ModelChangeList, _ words: ChangeWords, withText: Bool)
    -> [String]
  {
    let groups = list.bySection(ModelChangeList.isProse)
    guard !groups.isEmpty, withText else { return [] }
    var lines = ["<details><summary>Text without a keyword</summary>", ""]
    for (section, changes) in groups {
      lines += ["#### \(heading(section))", ""]
      for change in changes { lines += entry(change, words) }
      lines.append("")
    }
    return lines + ["</details>", ""]
  }

  /// Text of a spec that does nothing where it is pasted: no tags, and no one is called by name.
  static func escaped(_ text: String) -> String {
    var out = ""
    var isCode = false
    for scalar in text.unicodeScalars {
      if scalar == "`" { isCode.toggle() }
      switch scalar {
      case "<" where !isCode: out += "&lt;"
      case "@" where !isCode: out += "&#64;"
      case "\u{0}"..<"\u{9}", "\u{B}"..<"\u{20}", "\u{7F}"..<"\u{A0}": out += "\u{FFFD}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

extension String {
  /// How many parts a mark cuts the text into.
  fileprivate func components(separatedBy mark: String) -> Int {
    var count = 1
    var rest = utf8[...]
    while !rest.isEmpty {
      if rest.starts(with: mark.utf8) {
        count += 1
        rest = rest.dropFirst(mark.utf8.count)
      } else {
        rest = rest.dropFirst()
      }
    }
    return count
  }
}
