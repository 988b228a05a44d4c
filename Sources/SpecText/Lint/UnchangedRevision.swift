import SpecModel

extension LintRule {
  static let unchangedRevision = LintRule(
    "unchanged-revision", .warning,
    "A requirement's text changed while the revision in its id or mark did not.",
    needs: .previous
  ) { input, rule in
    guard let previous = input.previous else { return [] }
    let before = Dictionary(
      previous.requirements.filter { !$0.idIsDerived }.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    return input.spec.requirements.compactMap { requirement in
      guard !requirement.idIsDerived, let old = before[requirement.id],
        let revision = Revision(of: requirement), let former = Revision(of: old),
        revision.number <= former.number, !sameWords(revision.text, former.text)
      else { return nil }
      let what =
        revision.number == former.number
        ? "still has revision \(revision.number), but another text"
        : "went back from revision \(former.number) to \(revision.number)"
      return rule.finding(
        "\(requirement.id) \(what)", requirement.lines,
        remedy: "Raise the revision to \(former.number + 1), so that what was checked is stale")
    }
  }

  private static func sameWords(_ left: String, _ right: String) -> Bool {
    left.split(whereSeparator: \.isWhitespace) == right.split(whereSeparator: \.isWhitespace)
  }
}

/// Which revision of itself a requirement says it is. Most ids say none.
private struct Revision {
  var number: Int
  /// The requirement's text without the mark.
  var text: String

  /// From `req~name~2`, or from `(rev 2)` in the text.
  init?(of requirement: Requirement) {
    text = requirement.text
    if RequirementID.isTraceID(requirement.id),
      let last = requirement.id.split(separator: "~").last.flatMap({ Int($0) })
    {
      number = last
      return
    }
    for opener in ["(rev ", "(rev. ", "(revision ", "(Rev ", "(Rev. ", "(Revision "] {
      guard let start = requirement.text.firstRange(of: opener) else { continue }
      let rest = requirement.text[start.upperBound...]
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let found = Int(digits), rest.dropFirst(digits.count).first == ")" else { continue }
      number = found
      text.removeSubrange(start.lowerBound...rest.index(digits.endIndex, offsetBy: 0))
      return
    }
    return nil
  }
}
