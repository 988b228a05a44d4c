import SpecModel

extension LintRule {
  static let leakSource = LintRule(
    "leak-source", .warning, "A run of the reference's source stands in the spec.",
    needs: .reference
  ) { input, rule in
    guard let reference = input.reference else { return [] }
    return SourceCopies(reference).copies(in: input).map { copy in
      let place = "\(reference[copy.file].path):\(copy.line)"
      let message =
        switch copy.kind {
        case .prose: "\(copy.length) words in a row stand in a comment of \(place)"
        case .code: "\(copy.length) tokens in a row stand in \(place)"
        case .shape: "\(copy.length) tokens in a row stand in \(place) under other names"
        }
      return rule.finding(
        message, copy.lines, remedy: "Say what can be seen from outside, in words of your own")
    }
  }
}
