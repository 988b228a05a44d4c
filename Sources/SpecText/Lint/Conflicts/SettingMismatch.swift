import SpecModel

extension LintRule {
  /// Unequal numbers and truth values are `setting-conflict`.
  static let settingMismatch = LintRule(
    "setting-mismatch", .warning,
    "Two statements of a setting give other types or duties, or defaults of another kind."
  ) { input, rule in
    input.spec.settings.flatMap { setting in
      mismatches(setting).map { place, other, what in
        rule.finding(
          "'\(setting.key)' has \(what) on line \(other.first)", place,
          remedy: "Make both places say the same, or say it in one place only")
      }
    }
  }

  /// Each statement is held against the first that says something of the same kind, so that n
  /// statements cost n comparisons.
  private static func mismatches(_ setting: Setting)
    -> [(place: SourceLines, other: SourceLines, what: String)]
  {
    var found: [(SourceLines, SourceLines, String)] = []
    var type: Setting.Statement?
    var value: (DefaultMeaning, Setting.Statement)?
    var duty: (Bool, Setting.Statement)?
    for statement in setting.statements {
      if TypeMeaning.isKnown(statement.type) {
        if let first = type, TypeMeaning.disagree(first.type, statement.type) {
          found.append(
            (statement.lines, first.lines, "type '\(statement.type)' here and '\(first.type)'"))
        }
        type = type ?? statement
      }
      if let text = statement.defaultValue, let meaning = DefaultMeaning(text, key: setting.key) {
        if let (known, first) = value, !known.agrees(with: meaning),
          !known.isMeasurable || !meaning.isMeasurable
        {
          let other = first.defaultValue ?? ""
          found.append((statement.lines, first.lines, "default '\(text)' here and '\(other)'"))
        } else if value == nil {
          value = (meaning, statement)
        }
      }
      if let isRequired = statement.isRequired {
        if let (known, first) = duty, known != isRequired {
          let words = isRequired ? ("required", "optional") : ("optional", "required")
          found.append((statement.lines, first.lines, "the mark \(words.0) here and \(words.1)"))
        } else if duty == nil {
          duty = (isRequired, statement)
        }
      }
    }
    return found
  }
}
