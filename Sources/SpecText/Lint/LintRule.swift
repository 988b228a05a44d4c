import SpecModel

/// One thing that the linter looks for; each rule has its own file here and a page in `docs/lint`.
public struct LintRule: Sendable {
  /// What a rule must be given besides the spec; without it, it finds nothing.
  public enum Need: Sendable, Hashable {
    /// Nothing more.
    case nothing
    /// The version before.
    case previous
    /// Files of the reference.
    case reference
    /// A list of denied names.
    case denied
  }

  /// What findings are called, and the name of the rule's page: `duplicate-id`.
  public let id: String
  /// How bad its findings are; a parser check may find worse.
  public let severity: Diagnostic.Severity
  /// What it looks for, in one sentence.
  public let summary: String
  /// What it must be given besides the spec.
  public let need: Need
  /// Looks at a spec for the rule that it is given; findings are in no order.
  let check: @Sendable (LintInput, LintRule) -> [Diagnostic]
  /// Edits that mend these findings of the rule and change nothing that the spec says; nil where
  /// only a person can mend them.
  let fix: (@Sendable (LintInput, [Diagnostic]) -> [SourceEdit])?

  init(
    _ id: String, _ severity: Diagnostic.Severity, _ summary: String, needs need: Need = .nothing,
    check: @escaping @Sendable (LintInput, LintRule) -> [Diagnostic] = { _, _ in [] },
    fix: (@Sendable (LintInput, [Diagnostic]) -> [SourceEdit])? = nil
  ) {
    self.id = id
    self.severity = severity
    self.summary = summary
    self.need = need
    self.check = check
    self.fix = fix
  }

  /// Path of its page in the project.
  public var page: String { "docs/lint/\(id).md" }

  /// Whether `--fix` may mend what it finds.
  public var isFixable: Bool { fix != nil }

  /// Whether the input holds what it needs.
  public func canLook(at input: LintInput) -> Bool {
    switch need {
    case .nothing: true
    case .previous: input.previous != nil
    case .reference: input.reference != nil
    case .denied: !input.denied.isEmpty
    }
  }

  /// A finding of this rule.
  func finding(_ message: String, _ lines: SourceLines, remedy: String = "") -> Diagnostic {
    Diagnostic(rule: id, severity: severity, message: message, remedy: remedy, lines: lines)
  }
}
