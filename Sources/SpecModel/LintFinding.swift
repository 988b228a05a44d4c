/// A finding with what tells it apart from every other, however lines shift.
public struct LintFinding: Sendable, Hashable {
  /// The file it was found in, as it was named.
  public var path: String
  /// What was found.
  public var diagnostic: Diagnostic
  /// The written id of the requirement around it, or else number and title of its section
  /// (`§8.4 Hooks`); empty above the first heading.
  public var place: String
  /// 16 hexadecimal digits that stay while rule, message and the text of its lines stay; with `:2`
  /// and so on behind them for the second of its kind in the file.
  public var fingerprint: String
  /// Whether `--fix` may mend it.
  public var isFixable: Bool

  /// A finding.
  public init(
    path: String, diagnostic: Diagnostic, place: String, fingerprint: String,
    isFixable: Bool = false
  ) {
    self.path = path
    self.diagnostic = diagnostic
    self.place = place
    self.fingerprint = fingerprint
    self.isFixable = isFixable
  }
}
