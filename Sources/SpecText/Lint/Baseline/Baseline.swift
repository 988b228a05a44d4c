import SpecModel

/// Findings that people accept, each at one place and for a reason.
public struct Baseline: Sendable, Hashable {
  /// One accepted finding.
  public struct Entry: Sendable, Hashable {
    /// The rule's id.
    public var rule: String
    /// The spec's path, relative to the baseline's folder.
    public var file: String
    /// Where in the spec, as in `LintFinding.place`.
    public var place: String
    /// The message, for people; it is not compared.
    public var finding: String
    /// As in `LintFinding.fingerprint`.
    public var fingerprint: String
    /// Why it is accepted.
    public var reason: String
    /// The last day on which it is accepted; nil: for good.
    public var expires: CalendarDay?
    /// Line of the entry in the baseline; 0 for one that was not read from a file.
    public var line: Int

    /// An entry.
    public init(
      rule: String, file: String, place: String, finding: String, fingerprint: String,
      reason: String, expires: CalendarDay? = nil, line: Int = 0
    ) {
      self.rule = rule
      self.file = file
      self.place = place
      self.finding = finding
      self.fingerprint = fingerprint
      self.reason = reason
      self.expires = expires
      self.line = line
    }

    /// What `--write-baseline` writes where no reason was given.
    public static let noReason = "TODO"

    /// Whether somebody said why it is accepted.
    public var hasReason: Bool {
      !reason.trimmed.isEmpty && !reason.trimmed.hasPrefix(Self.noReason)
    }

    /// What is compared; sections may be numbered anew.
    var key: Key {
      Key(
        rule: rule, file: file, place: String(LintPlaces.withoutNumber(place)),
        fingerprint: fingerprint)
    }
  }

  /// What an entry and the finding that it accepts have in common.
  struct Key: Hashable {
    var rule: String
    var file: String
    var place: String
    var fingerprint: String
  }

  /// What is accepted, in the order of the file.
  public var entries: [Entry]

  /// A baseline.
  public init(entries: [Entry] = []) { self.entries = entries }
}

extension LintRule {
  /// The id of the rule about baselines themselves.
  public static let baselineID = "baseline"

  static let baseline = LintRule(
    baselineID, .warning,
    "An accepted finding has expired, is found no more, is there twice, or has no reason.")
}
