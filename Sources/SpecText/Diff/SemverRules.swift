import SpecModel

/// What a change makes of a spec's version. The rules stand in docs/spec-diff.md.
///
/// Major: an implementation that conformed may not any more, or a user may miss what was there.
/// Minor: something is new, and what conformed still does. Patch: words.
enum SemverRules {
  /// The reason of a change that only puts a keyword into capitals.
  static let capitals = "a keyword is now in capitals"

  /// Sets the step of a change and the reason for it.
  static func judge(_ change: inout ModelChange) {
    (change.step, change.reason) = verdict(change)
    // What applies only where something optional is implemented breaks no one who left it out.
    if change.isOptional, change.step == .major, change.old == nil {
      (change.step, change.reason) = (.minor, "\(change.reason), in an optional part")
    }
  }

  private static func verdict(_ change: ModelChange) -> (SemverStep, String) {
    switch change.subject {
    case .requirement: requirement(change)
    case .operation, .setting, .entity, .field, .error, .state, .transition: named(change)
    case .example: example(change)
    case .matrixCase, .checklistItem: check(change)
    case .algorithm:
      change.action == .moved
        ? (.patch, "an algorithm moved") : (.minor, "an algorithm is \(word(change.action))")
    case .frontMatter: frontMatter(change)
    case .silence: (.minor, "what is left open changed")
    case .section: (.patch, "a heading is \(word(change.action))")
    case .prose: (.patch, "text without a keyword is \(word(change.action))")
    }
  }

  private static func word(_ action: ModelChange.Action) -> String {
    switch action {
    case .added: "new"
    case .removed: "gone"
    default: action.rawValue
    }
  }

  // MARK: - Requirements

  private static func requirement(_ change: ModelChange) -> (SemverStep, String) {
    let strength = change.strength
    let level = UnitKinds.level(strength)
    let name = strength == .none ? "requirement without a keyword" : strength.rawValue
    switch change.action {
    case .added:
      return (level == 3 ? .major : .minor, "a \(name) is new")
    case .removed:
      return (level == 3 ? .major : .minor, "a \(name) is gone")
    case .reversed:
      return (level == 3 ? .major : .minor, "a \(name) is turned round")
    case .strengthened, .weakened:
      return strengthChange(change, name)
    case .moved: return (.patch, "a requirement moved")
    default:
      guard level == 3 else { return (.patch, "a \(name) is reworded") }
      if let what = hardDifference(change.old?.text ?? "", change.new?.text ?? "") {
        return (.major, "a \(name) has other \(what)")
      }
      return (.patch, "a \(name) is reworded")
    }
  }

  private static func strengthChange(_ change: ModelChange, _ name: String) -> (SemverStep, String)
  {
    let from = change.old?.strength.rawValue ?? ""
    let to = change.new?.strength.rawValue ?? ""
    let isBinding = UnitKinds.level(change.strength) == 3
    // The same words with and without capitals say the same louder.
    if let old = change.old, let new = change.new, UnitKinds.isOnlyCase(old.text, new.text),
      change.action == .strengthened, old.strength == .none
    {
      return (.minor, capitals)
    }
    let reason =
      from == "NONE"
      ? "text without a keyword became a \(to)"
      : to == "NONE" ? "a \(from) lost its keyword" : "a \(from) became a \(to)"
    return (isBinding ? .major : .minor, reason)
  }

  /// What differs besides words: code, numbers or a negation; nil where only words do.
  static func hardDifference(_ left: String, _ right: String) -> String? {
    let (one, other) = (HardParts(left), HardParts(right))
    if one.code != other.code { return "code in it" }
    if one.numbers != other.numbers { return "numbers in it" }
    if one.negations != other.negations { return "negations in it" }
    return nil
  }

  private struct HardParts {
    var code: Set<String> = []
    var numbers: Set<String> = []
    var negations = 0

    init(_ text: String) {
      code = Set(TableRows.codeSpans(text))
      for word in text.utf8.split(whereSeparator: { !Self.isWord($0) }) {
        if word.contains(where: { (0x30...0x39).contains($0) }) {
          numbers.insert(String(decoding: word, as: UTF8.self))
        }
        let word = String(decoding: word, as: UTF8.self).lowercased()
        if ["not", "no", "never", "neither", "nor", "without", "unless", "except"].contains(word) {
          negations += 1
        }
      }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
  }

  // MARK: - Everything else

  private static func named(_ change: ModelChange) -> (SemverStep, String) {
    let name = "\(article(change.subject)) \(change.subject.rawValue)"
    switch change.action {
    case .added:
      let must =
        (change.subject == .setting || change.subject == .field)
        && change.aspects.contains { $0.name == "required" && $0.new == "yes" }
      return must
        ? (.major, "a required \(change.subject.rawValue) is new") : (.minor, "\(name) is new")
    case .removed: return (.major, "\(name) is gone")
    case .renamed: return (.major, "\(name) has another name")
    case .changed:
      let first = change.aspects[0]
      if change.actions.contains(.renamed) { return (.major, "\(name) has another name") }
      if change.subject == .operation, change.aspects.allSatisfy(isNewOption) {
        return (.minor, "an operation has a new optional parameter")
      }
      // Saying what was not said before is no change of it, unless it demands something.
      let isNews = change.aspects.allSatisfy { aspect in
        aspect.old == nil && !(aspect.name == "required" && aspect.new == "yes")
      }
      if isNews { return (.minor, "\(name) says its \(first.name)") }
      if first.name == "required", first.new == "no" {
        return (.minor, "\(name) need not be given any more")
      }
      return (.major, "\(name) has another \(first.name.prefix { $0 != " " })")
    default: return (.patch, "\(name) is described in other words")
    }
  }

  private static func isNewOption(_ aspect: ModelChange.Aspect) -> Bool {
    aspect.old == nil && aspect.name.hasPrefix("parameter")
      && aspect.new?.hasPrefix("optional") == true
  }

  private static func article(_ subject: ModelChange.Subject) -> String {
    "aeiou".contains(subject.rawValue.first ?? "x") ? "an" : "a"
  }

  private static func example(_ change: ModelChange) -> (SemverStep, String) {
    switch change.action {
    case .changed: (.major, "an example has another outcome")
    case .added: (.patch, "an example is new")
    case .removed: (.patch, "an example is gone")
    default: (.patch, "an example is reworded")
    }
  }

  private static func check(_ change: ModelChange) -> (SemverStep, String) {
    let name = "\(article(change.subject)) \(change.subject.rawValue)"
    return switch change.action {
    case .added where !change.isOptional: (.minor, "\(name) is new")
    case .moved: (.patch, "\(name) moved")
    case .reworded where !change.isOptional: (.minor, "\(name) is reworded")
    default: (.patch, "\(name) is \(word(change.action))")
    }
  }

  private static func frontMatter(_ change: ModelChange) -> (SemverStep, String) {
    let names = Set(change.aspects.map(\.name))
    if names.contains("surface") || names.contains("reference") || change.action != .changed {
      return (.major, "the front matter has another surface or reference")
    }
    if names.contains("compare") { return (.minor, "the front matter compares otherwise") }
    return (.patch, "the front matter changed")
  }
}
