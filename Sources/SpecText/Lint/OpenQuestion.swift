import SpecModel

extension LintRule {
  static let openQuestion = LintRule(
    "open-question", .warning, "A section of open questions is left."
  ) { input, rule in
    input.spec.sections.filter { section in
      section.title.holds("open question") || section.title.holds("open issues")
        || section.title.holds("unresolved questions")
    }.map { section in
      rule.finding(
        "'\(section.title)' is left", SourceLines(section.lines.first, section.lines.first),
        remedy: "Answer them in the text, or say Implementation-defined")
    }
  }
}
