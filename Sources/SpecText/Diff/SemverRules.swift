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
    for place in change.parts.indices {
      let part = change.parts[place]
      (change.parts[place].step, change.parts[place].reason) = (
        .patch, "text inside a requirement is \(word(part.action))"
      )
      // The requirement is what binds: the step of what stands inside it is its own.
      if change.step < .major, let reason = inside(part, of: change) {
        (change.step, change.reason) = (.major, reason)
      }
    }
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
      return strengthChange(change)
    case .moved: return (.patch, "a requirement moved")
    default:
      guard level == 3 else { return (.patch, "a \(name) is reworded") }
      if let what = HardWords.difference(change.old?.text ?? "", change.new?.text ?? "") {
        return (.major, "a \(name) has \(what)")
      }
      if let what = itemDifference(change.old?.text ?? "", change.new?.text ?? "") {
        return (.major, "a \(name) has \(what)")
      }
      return (.patch, "a \(name) is reworded")
    }
  }

  /// What differs between the items that two texts hold besides their words; nil for nothing.
  private static func itemDifference(_ left: String, _ right: String) -> String? {
    func items(_ text: String) -> [String] {
      text.split(separator: UnitText.itemMark).dropFirst().map { String($0).trimmed }
    }
    let (one, other) = (items(left), items(right))
    if one.count != other.count { return newItems }
    return one != other && one.sorted() == other.sorted() && isOrdered(right) ? otherOrder : nil
  }

  private static let newItems = "items that are new or gone"
  private static let otherOrder = "items in another order"

  /// Whether a text asks for an order of what it lists.
  private static func isOrdered(_ text: String) -> Bool {
    let text = text.lowercased()
    return ["order", "sequence", "steps", "one after"].contains { text.contains($0) }
  }

  /// What makes a change inside a MUST more than one of words; nil for nothing.
  private static func inside(_ part: ModelChange, of change: ModelChange) -> String? {
    guard let old = change.old, let new = change.new, UnitKinds.level(new.strength) == 3 else {
      return nil
    }
    let name = "a \(new.strength.rawValue)"
    if let before = part.old, let after = part.new,
      let what = HardWords.difference(
        before.text, after.text)
    {
      return "\(name) has \(what)"
    }
    guard [old, new].contains(where: { $0.text.utf8.last == UInt8(ascii: ":") }) else { return nil }
    if part.old == nil || part.new == nil { return "\(name) has \(newItems)" }
    return part.action == .moved && isOrdered(new.text) ? "\(name) has \(otherOrder)" : nil
  }

  private static func strengthChange(_ change: ModelChange) -> (SemverStep, String) {
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
