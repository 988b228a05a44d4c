import SpecModel

extension LintRule {
  static let leakDeniedName = LintRule(
    "leak-denied-name", .error, "A name on the publisher's deny list stands in the spec.",
    needs: .denied
  ) { input, rule in
    guard !input.denied.isEmpty else { return [] }
    let search = DeniedNameSearch(input.denied)
    var seen: Set<String> = []
    return (hitsInSource(search, input) + hitsInText(search, input)).compactMap { name, lines in
      // One finding a name and line.
      guard seen.insert("\(lines.first) \(name)").inserted else { return nil }
      let denied = input.denied[name]
      let reason = denied.reason.isEmpty ? "" : ": \(denied.reason)"
      return rule.finding(
        "'\(denied.name)' is on the deny list\(reason)", lines,
        remedy: denied.reason.isEmpty ? "Leave the name out" : "")
    }
  }

  private static func hitsInSource(_ search: DeniedNameSearch, _ input: LintInput)
    -> [(name: Int, lines: SourceLines)]
  {
    let text = SourceText(input.bytes)
    return search.hits(in: input.bytes).map { hit in
      (
        hit.name,
        SourceLines(text.line(at: hit.range.lowerBound), text.line(at: hit.range.upperBound - 1))
      )
    }
  }

  /// Names that only a reader sees: `blue**bird**`, `&#98;luebird`.
  private static func hitsInText(_ search: DeniedNameSearch, _ input: LintInput)
    -> [(name: Int, lines: SourceLines)]
  {
    var text = SourceText(input.bytes)
    if TextRepair.firstFault(in: input.bytes) != nil {
      text = SourceText(TextRepair.repaired(input.bytes))
    }
    let first = FrontMatterParser.parse(text).bodyLine
    let document = MarkdownDocument(NestingGuard.guarded(text).0, fromLine: first)
    return document.leaves.flatMap { leaf in
      let rendered = RenderedText(leaf)
      return search.hits(in: rendered.bytes).map { hit in
        (
          hit.name,
          SourceLines(
            rendered.line(at: hit.range.lowerBound), rendered.line(at: hit.range.upperBound - 1))
        )
      }
    }
  }
}
