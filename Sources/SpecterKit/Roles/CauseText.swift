import SpecModel

/// Causes as the reviser reads them. What only held-out probes show is told in words alone, so that
/// the spec can't be fitted to the probes that score it (SCORING.md, "Three pools").
enum CauseText {
  /// The text of `causes.md`.
  static func markdown(
    _ causes: [Cause], faults: [String: Triage.Fault], structure: [StructureFinding],
    brokenExamples: [String], analysis: String, ambiguity: Ambiguity? = nil
  ) -> String {
    var text = "# Causes\n\nHow the rebuilt library differs from the reference.\n"
    if !analysis.isEmpty { text += "\n## What went wrong before\n\n\(analysis)\n" }
    if !brokenExamples.isEmpty {
      text += "\n## Examples of the spec that the reference itself breaks (the spec is wrong)\n\n"
      text += brokenExamples.map { "- \($0)\n" }.joined()
    }
    for cause in causes {
      text += "\n## \(cause.id) · \(cause.priority.rawValue) · `\(cause.operation)`\n\n"
      text += cause.words
      if let fault = faults[cause.id] { text += " Triage: \(fault.rawValue)." }
      text += "\n"
      if cause.witness.probe.pool == .dev { text += witness(cause.witness) }
    }
    let losses = structure.filter(\.isLoss)
    if !losses.isEmpty {
      text += "\n## Public surface\n\n"
      for finding in losses {
        text += "- `\(finding.id)`: \(finding.what): reference `\(finding.reference)`, "
        text += "rebuilt `\(finding.candidate)`\n"
      }
    }
    if let ambiguity { text += AmbiguityText.markdown(ambiguity) }
    return text
  }

  private static func witness(_ witness: Divergence) -> String {
    let steps = witness.probe.steps.map { "\($0.value)" }.joined(separator: "\n")
    return """

      ```text
      probe      \(steps)
      reference  \(side(witness, witness.reference, \.reference))
      rebuilt    \(side(witness, witness.candidate, \.candidate))
      ```

      """
  }

  /// What one side did, or what it took where that is the difference.
  private static func side(
    _ witness: Divergence, _ observation: Observation, _ amount: KeyPath<CostExcess, Int>
  ) -> String {
    witness.excess.map { $0.words($0[keyPath: amount]) } ?? clipped(observation.text)
  }

  /// The first 600 characters; a witness is small, an observation need not be.
  static func clipped(_ text: String) -> String {
    text.count > 600 ? text.prefix(600) + "…" : text
  }
}
