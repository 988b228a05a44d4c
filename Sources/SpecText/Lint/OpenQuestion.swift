import SpecModel

extension LintRule {
  static let openQuestion = LintRule(
    "open-question", .warning, "A section of open questions is left."
  ) { spec, rule in
    spec.sections.filter { section in
      let title = section.title.lowercased()
      return title.contains("open question") || title.contains("open issues")
        || title.contains("unresolved questions")
    }.map { section in
      rule.finding(
        "'\(section.title)' is left", SourceLines(section.lines.first, section.lines.first),
        remedy: "Answer them in the text, or say Implementation-defined")
    }
  }
}
