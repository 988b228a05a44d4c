import SpecModel

extension LintRule {
  /// Defaults of which two can only be equal or not; those of another kind are `setting-mismatch`.
  static let settingConflict = LintRule(
    "setting-conflict", .error,
    "Two tables or lists give a setting unequal numbers or truth values as its default."
  ) { input, rule in
    let owners = SettingOwners(input.spec)
    return input.spec.settings.flatMap { setting -> [Diagnostic] in
      var known: [(meaning: DefaultMeaning, owner: Set<String>, statement: Setting.Statement)] = []
      var found: [Diagnostic] = []
      for statement in setting.statements {
        guard let text = statement.defaultValue,
          let meaning = DefaultMeaning(text, key: setting.key), meaning.isMeasurable
        else { continue }
        let owner = owners.owner(of: setting.key, in: statement)
        // Held against a bounded number of statements: a key with very many is no key.
        let earlier = known.first {
          !$0.meaning.agrees(with: meaning) && SettingOwners.mayBeOne($0.owner, owner)
        }
        if let earlier {
          found.append(
            rule.finding(
              "'\(setting.key)' has default '\(text)' here and "
                + "'\(earlier.statement.defaultValue ?? "")' on line "
                + "\(earlier.statement.lines.first)",
              statement.lines, remedy: "Give one default in both places"))
        } else if known.count < ClashFinder.mostClaims {
          known.append((meaning, owner, statement))
        }
      }
      return found
    }
  }
}

/// What settings belong to, as the headings say: the `enabled` below *Cache* is not that below
/// *Log*, and either may be the one that a summary lists.
struct SettingOwners {
  private let sections: [Section]
  /// Whether the first level holds the document's title and nothing else.
  private let hasTitle: Bool

  init(_ spec: Spec) {
    sections = spec.sections
    hasTitle = sections.lazy.filter { $0.level == 1 }.prefix(2).count == 1
  }

  /// The words that tell what a statement's key belongs to; none for a dotted key, which says it,
  /// and below headings that only speak of settings.
  func owner(of key: String, in statement: Setting.Statement) -> Set<String> {
    if key.contains(".") { return [] }
    var place = sections.partitioningIndex { $0.lines.first > statement.lines.first } - 1
    var level = Int.max
    while place >= 0 {
      let section = sections[place]
      if section.level < level {
        level = section.level
        if level == 1, hasTitle { return [] }
        let words = DefinitionWords.owner(of: section.title)
        if !words.isEmpty { return words }
      }
      place -= 1
    }
    return []
  }

  /// Whether a key of one owner may be the key of another.
  static func mayBeOne(_ left: Set<String>, _ right: Set<String>) -> Bool {
    left.isSubset(of: right) || right.isSubset(of: left)
  }
}
