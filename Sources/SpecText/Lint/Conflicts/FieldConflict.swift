import SpecModel

extension LintRule {
  static let fieldConflict = LintRule(
    "field-conflict", .warning, "Two definitions of an entity give a field other types or defaults."
  ) { input, rule in
    var found: [Diagnostic] = []
    var first: [String: Entity.Field] = [:]
    for entity in input.spec.entities {
      for field in entity.fields {
        let name = "\(entity.name).\(field.name)"
        guard let other = first[name] else {
          first[name] = field
          continue
        }
        func tell(_ what: String) {
          found.append(
            rule.finding(
              "'\(name)' has \(what) on line \(other.lines.first)", field.lines,
              remedy: "Make both places say the same, or define it in one place only"))
        }
        if TypeMeaning.disagree(field.type, other.type) {
          tell("type '\(field.type)' here and '\(other.type)'")
        }
        if let here = field.defaultValue, let there = other.defaultValue,
          let meaning = DefaultMeaning(here, key: field.name),
          let known = DefaultMeaning(there, key: field.name), !known.agrees(with: meaning)
        {
          tell("default '\(here)' here and '\(there)'")
        }
      }
    }
    return found
  }
}
