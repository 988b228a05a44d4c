import SpecModel

/// Mends what can be mended without changing what a spec says.
public enum Fixer {
  /// How often a file is read again, because one fix may make room for the next.
  static let mostPasses = 10

  /// A mended file.
  public struct Outcome: Sendable, Hashable {
    /// Its bytes.
    public var bytes: [UInt8]
    /// How many places were changed.
    public var count: Int
  }

  /// `bytes` mended. `findings` gives the input that some bytes make, with the findings to mend in
  /// it; it is asked again after every pass. A pass that would bring a new error is not made.
  /// Mending twice is the same as mending once.
  public static func fix(
    _ bytes: [UInt8], findings: ([UInt8]) -> (input: LintInput, found: [Diagnostic])
  ) -> Outcome {
    var outcome = Outcome(bytes: bytes, count: 0)
    var now = findings(bytes)
    for _ in 0..<mostPasses {
      let byRule = Dictionary(grouping: now.found, by: \.rule)
      let edits = Linter.rules.flatMap { rule in
        byRule[rule.id].flatMap { rule.fix?(now.input, $0) } ?? []
      }
      let (mended, count) = SourceEdit.apply(edits, to: outcome.bytes)
      guard count > 0 else { break }
      let after = findings(mended)
      guard errors(after.found) <= errors(now.found) else { break }
      outcome = Outcome(bytes: mended, count: outcome.count + count)
      now = after
    }
    return outcome
  }

  private static func errors(_ found: [Diagnostic]) -> Int {
    found.count { $0.severity == .error }
  }
}
