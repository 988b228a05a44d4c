/// Something found in a file: what, where, how bad, and what to do about it.
public struct Diagnostic: Sendable, Hashable, Codable {
  /// How bad a finding is.
  public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
    /// The spec can't be used until it is mended.
    case error
    /// Probably a fault; the spec can be used.
    case warning
    /// Worth knowing.
    case note
  }

  /// The id of the lint rule or parser check, for example `duplicate-id`.
  public var rule: String
  /// How bad it is.
  public var severity: Severity
  /// What is wrong, in one sentence without a full stop.
  public var message: String
  /// What to do about it, in one sentence; empty where the message says it.
  public var remedy: String
  /// Where it stands.
  public var lines: SourceLines

  /// A finding.
  public init(
    rule: String, severity: Severity, message: String, remedy: String = "", lines: SourceLines
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.remedy = remedy
    self.lines = lines
  }
}
