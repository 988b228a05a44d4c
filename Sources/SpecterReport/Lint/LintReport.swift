import SpecModel

/// What one run of the linter found, for every printed form.
public struct LintReport: Sendable, Hashable {
  /// A rule as readers see it.
  public struct Rule: Sendable, Hashable {
    /// Its id: `duplicate-id`.
    public var id: String
    /// How bad its findings are, unless one says otherwise.
    public var severity: Diagnostic.Severity
    /// What it looks for, in one sentence.
    public var summary: String
    /// Path of its page in the project.
    public var page: String

    /// A rule.
    public init(id: String, severity: Diagnostic.Severity, summary: String, page: String) {
      self.id = id
      self.severity = severity
      self.summary = summary
      self.page = page
    }
  }

  /// Files that were read, as they were named.
  public var paths: [String]
  /// What is told, file by file in the order of lines.
  public var findings: [LintFinding]
  /// Every rule that was looked for, in the order of ids.
  public var rules: [Rule]
  /// How many findings a baseline accepts.
  public var accepted: Int
  /// How many places were mended.
  public var mended: Int
  /// Specter's version.
  public var version: String

  /// A report.
  public init(
    paths: [String], findings: [LintFinding], rules: [Rule], accepted: Int = 0, mended: Int = 0,
    version: String
  ) {
    self.paths = paths
    self.findings = findings
    self.rules = rules
    self.accepted = accepted
    self.mended = mended
    self.version = version
  }

  /// Whether anything worse than a note is told.
  public var isClean: Bool { !findings.contains { $0.diagnostic.severity != .note } }
}
