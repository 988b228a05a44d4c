import SpecModel

extension Baseline {
  /// What a baseline makes of findings.
  public struct Sorted: Sendable, Hashable {
    /// Findings that nobody accepts.
    public var open: [LintFinding] = []
    /// How many are accepted.
    public var accepted = 0
    /// Entries that accept one of the findings.
    public var used: [Entry] = []
    /// What is wrong with the entries; lines are the baseline's.
    public var notices: [Diagnostic] = []

    /// Findings of which none is accepted.
    public init(open: [LintFinding] = []) { self.open = open }
  }

  /// Sorts `findings`, whose paths are spelt as the entries' files are.
  ///
  /// `isSettled` says whether the rule looked at the file in this run, so that an entry without a
  /// finding has lost its purpose.
  public func sorted(
    _ findings: [LintFinding], today: CalendarDay,
    isSettled: (_ rule: String, _ file: String) -> Bool
  ) -> Sorted {
    var result = Sorted()
    var byKey: [Key: Int] = [:]
    for (index, entry) in entries.enumerated() {
      if let first = byKey[entry.key] {
        result.notices.append(
          notice(
            entry, "the same finding is accepted on line \(entries[first].line) too",
            "Delete one of them"))
      } else {
        byKey[entry.key] = index
      }
    }
    var matched: Set<Int> = []
    for finding in findings {
      let key = Key(
        rule: finding.diagnostic.rule, file: finding.path,
        place: String(LintPlaces.withoutNumber(finding.place)), fingerprint: finding.fingerprint)
      guard let index = byKey[key] else {
        result.open.append(finding)
        continue
      }
      matched.insert(index)
      let entry = entries[index]
      if let expires = entry.expires, expires < today {
        result.open.append(finding)
        result.notices.append(
          notice(
            entry, "the acceptance of '\(entry.finding)' expired on \(expires)",
            "Mend the spec, or give the entry a new date"))
        continue
      }
      result.accepted += 1
      result.used.append(entry)
      if !entry.hasReason {
        result.notices.append(
          notice(
            entry, "the acceptance of '\(entry.finding)' has no reason",
            "Say in reason why it is accepted"))
      }
    }
    for index in byKey.values.sorted()
    where !matched.contains(index) && isSettled(entries[index].rule, entries[index].file) {
      result.notices.append(
        notice(
          entries[index], "'\(entries[index].finding)' is found no more", "Delete the entry"))
    }
    result.notices.sort { $0.lines.first < $1.lines.first }
    return result
  }

  private func notice(_ entry: Entry, _ message: String, _ remedy: String) -> Diagnostic {
    LintRule.baseline.finding(
      message, SourceLines(max(1, entry.line), max(1, entry.line)), remedy: remedy)
  }
}
