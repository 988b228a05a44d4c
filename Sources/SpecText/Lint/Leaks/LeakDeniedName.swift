import SpecModel

extension LintRule {
  static let leakDeniedName = LintRule(
    "leak-denied-name", .error, "A name on the publisher's deny list stands in the spec.",
    needs: .denied
  ) { input, rule in
    guard !input.denied.isEmpty else { return [] }
    let hits = DeniedNameSearch(input.denied).hits(in: input.bytes)
    guard !hits.isEmpty else { return [] }
    let text = SourceText(input.bytes)
    var seen: Set<String> = []
    return hits.compactMap { hit -> Diagnostic? in
      let denied = input.denied[hit.name]
      let first = text.starts.partitioningIndex { $0 > hit.range.lowerBound }
      let last = text.starts.partitioningIndex { $0 > hit.range.upperBound - 1 }
      // One finding a name and line.
      guard seen.insert("\(first) \(hit.name)").inserted else { return nil }
      let reason = denied.reason.isEmpty ? "" : ": \(denied.reason)"
      return rule.finding(
        "'\(denied.name)' is on the deny list\(reason)", SourceLines(first, last),
        remedy: denied.reason.isEmpty ? "Leave the name out" : "")
    }
  }
}
