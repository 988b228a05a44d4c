import SpecModel

extension LintRule {
  static let danglingID = LintRule(
    "dangling-id", .error, "An id is mentioned that no requirement has."
  ) { input, rule in
    let spec = input.spec
    let written = spec.requirements.filter { !$0.idIsDerived }
    let known = Set(written.map(\.id))
    // Only words of the same family as a known id are taken for ids: `R-…` where there is an `R-1`.
    let families = Set(known.map(family))
    var mentions: [(String, SourceLines)] = []
    for requirement in spec.requirements { mentions.append((requirement.text, requirement.lines)) }
    for section in spec.sections {
      mentions.append((section.title, SourceLines(section.lines.first, section.lines.first)))
    }
    for table in spec.tables {
      for row in table.rows {
        mentions.append((row.cells.joined(separator: " "), SourceLines(row.line, row.line)))
      }
    }
    for example in spec.exampleMarks {
      mentions.append((example.requirements.joined(separator: " "), example.lines))
    }
    var seen: Set<String> = []
    return mentions.flatMap { text, lines in
      RequirementID.mentioned(in: text).compactMap { id -> Diagnostic? in
        guard !known.contains(id), families.contains(family(id)),
          seen.insert("\(id) \(lines.first)").inserted
        else { return nil }
        return rule.finding(
          "'\(id)' is the id of no requirement", lines, remedy: "Define it, or mend the reference")
      }
    }
  }

  /// `R-DUR-003` → `R`.
  private static func family(_ id: String) -> String {
    String(id.prefix { $0 != "-" && $0 != "_" && $0 != "." })
  }
}
