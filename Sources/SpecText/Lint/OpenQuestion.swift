import SpecModel

extension LintRule {
  static let openQuestion = LintRule(
    "open-question", .warning, "A section of open questions, or a mark for one, is left."
  ) { input, rule in
    let spec = input.spec
    let source = SourceText(input.bytes)
    let sections = spec.sections.filter { section in
      (section.title.holds("open question") || section.title.holds("open issues")
        || section.title.holds("unresolved questions")) && !isSettled(section, in: source)
    }.map { section in
      rule.finding(
        "'\(section.title)' is left", SourceLines(section.lines.first, section.lines.first),
        remedy: "Answer them in the text, or say Implementation-defined")
    }
    let marked = spec.requirements.compactMap { requirement -> Diagnostic? in
      let plain = DocumentReader.withoutCode(requirement.text)
      // Every mark begins with one of two letters.
      guard plain.contains(UInt8(ascii: "T")) || plain.contains(UInt8(ascii: "N")) else {
        return nil
      }
      let text = String(decoding: plain, as: UTF8.self)
      guard let mark = openMarks.first(where: { text.contains($0) }) else { return nil }
      return rule.finding(
        "\(requirement.id) says \(mark)", requirement.lines,
        remedy: "Answer it, or say Implementation-defined")
    }
    return sections + marked
  }

  /// What authors write where an answer is missing; `NEEDS CLARIFICATION` is Spec Kit's.
  private static let openMarks = ["[NEEDS CLARIFICATION", "TBD", "TODO:", "(TODO)"]

  /// Whether the section says that nothing is open: its text begins with `None`.
  private static func isSettled(_ section: Section, in source: SourceText) -> Bool {
    let range = source.range(section.lines.first, section.lines.last)
    let body = source.bytes[range].drop { $0 != 0x0A && $0 != 0x0D }.prefix(80)
    let text = String(decoding: body, as: UTF8.self).drop { !$0.isLetter && $0 != "#" }
    let words = text.lowercased().split { !$0.isLetter && $0 != "/" }.prefix(2)
    return ["none", "nothing", "n/a"].contains(words.first ?? "")
      || words.elementsEqual(["no", "open"])
  }
}
