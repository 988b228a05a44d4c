import SpecModel

/// One thing that the linter looks for; each rule has its own file here and a page in `docs/lint`.
public struct LintRule: Sendable {
  /// What findings are called, and the name of the rule's page: `duplicate-id`.
  public let id: String
  /// How bad its findings are; a parser check may find worse.
  public let severity: Diagnostic.Severity
  /// What it looks for, in one sentence.
  public let summary: String
  /// Looks at a spec for the rule that it is given; findings are in no order.
  let check: @Sendable (LintInput, LintRule) -> [Diagnostic]

  init(
    _ id: String, _ severity: Diagnostic.Severity, _ summary: String,
    check: @escaping @Sendable (LintInput, LintRule) -> [Diagnostic] = { _, _ in [] }
  ) {
    self.id = id
    self.severity = severity
    self.summary = summary
    self.check = check
  }

  /// A finding of this rule.
  func finding(_ message: String, _ lines: SourceLines, remedy: String = "") -> Diagnostic {
    Diagnostic(rule: id, severity: severity, message: message, remedy: remedy, lines: lines)
  }
}
