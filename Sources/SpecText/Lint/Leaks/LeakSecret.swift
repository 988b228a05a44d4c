import SpecModel

extension LintRule {
  static let leakSecret = LintRule(
    "leak-secret", .error, "A password, key or token stands in the spec."
  ) { input, rule in
    // Digests of the pinned files are no secrets, but front matter may hold some: it is read too.
    let secrets = SecretScan.secrets(in: input.bytes)
    guard !secrets.isEmpty else { return [] }
    let text = SourceText(input.bytes)
    return secrets.map { secret in
      let first = text.starts.partitioningIndex { $0 > secret.range.lowerBound }
      let last = text.starts.partitioningIndex { $0 > secret.range.upperBound - 1 }
      let lines = SourceLines(first, last)
      guard secret.isExample else {
        return rule.finding(
          "this looks like \(secret.name)", lines,
          remedy: "Revoke it if it is real; write a placeholder such as <token>")
      }
      var note = rule.finding(
        "this looks like \(secret.name) and says that it is an example", lines,
        remedy: "Write a placeholder such as <token>")
      note.severity = .note
      return note
    }
  }
}
