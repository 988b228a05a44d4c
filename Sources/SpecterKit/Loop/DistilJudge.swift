import SpecModel

/// Whether a cut is kept.
struct DistilJudge: Sendable {
  /// What it is held to.
  var start: DistilStand
  var goal: DistilGoal

  /// Why it is not, one sentence each; empty when it is kept.
  func faults(of cut: DistilStand) -> [String] {
    var faults: [String] = []
    let anew = cut.open.subtracting(start.open).sorted()
    if !anew.isEmpty {
      faults.append("causes that the spec had not before: \(anew.joined(separator: ", "))")
    }
    let (low, before) = (cut.worst.summary.fidelity.low, start.worst.summary.fidelity.low)
    if before - low > goal.largestFall {
      faults.append(
        "the lower end of fidelity fell from \(rounded(before)) to \(rounded(low)), by more than "
          + rounded(goal.largestFall))
    }
    let structure = cut.candidates.map(\.summary.structure).max() ?? 0
    if structure > (start.candidates.map(\.summary.structure).max() ?? 0) {
      faults.append("more of the public surface is missing or broken")
    }
    let unprobed = Set(cut.candidates.flatMap(\.summary.unprobed))
      .subtracting(start.candidates.flatMap(\.summary.unprobed)).sorted()
    if !unprobed.isEmpty {
      faults.append("no probe could tell how \(unprobed.joined(separator: ", ")) behaves")
    }
    let broken = Set(cut.candidates.flatMap(\.measurement.brokenExamples))
    if broken.count > Set(start.candidates.flatMap(\.measurement.brokenExamples)).count {
      faults.append("the reference breaks an example: \(broken.sorted().joined(separator: "; "))")
    }
    return faults
  }
}

/// What a distiller reads.
enum DistilText {
  /// The text of `measured.md`.
  static func measured(
    _ held: DistilStand, start: DistilStand, goal: DistilGoal, analysis: String
  ) -> String {
    let (now, first) = (held.worst.summary, start.worst.summary)
    var text = """
      # Measured

      - length: \(held.bytes.count) bytes, economy \(rounded(now.economy ?? 0)); at the start \
      \(start.bytes.count) bytes, economy \(rounded(first.economy ?? 0))
      - wanted: economy \(rounded(goal.economy)), about \(wanted(held, goal)) bytes
      - fidelity: \(rounded(now.fidelity.value)), at least \(rounded(now.fidelity.low)); at the \
      start \(rounded(first.fidelity.value)), at least \(rounded(first.fidelity.low))

      """
    if !analysis.isEmpty { text += "\n## The last cut was rejected\n\n\(analysis)" }
    return text
  }

  private static func wanted(_ held: DistilStand, _ goal: DistilGoal) -> Int {
    guard let economy = held.worst.summary.economy, economy > 0 else { return 0 }
    return Int(Double(held.bytes.count) * goal.economy / economy)
  }

  /// Why a cut was taken back, with the causes that it opened as a reviser would read them: what
  /// only held-out probes show is told in words.
  static func analysis(of cut: DistilStand, faults: [String], start: DistilStand) -> String {
    var seen = start.open
    var causes: [Cause] = []
    for cause in cut.candidates.reversed().flatMap(\.measurement.openCauses)
    where seen.insert(cause.id).inserted {
      causes.append(cause)
    }
    let saved = start.bytes.count - cut.bytes.count
    var text = "\(cut.bytes.count) bytes, \(saved) fewer than at the start. SPEC.md is again as it "
    text += "was before it.\n\n" + faults.map { "- \($0)\n" }.joined()
    guard !causes.isEmpty else { return text }
    return text + "\n"
      + CauseText.markdown(
        causes, faults: [:], structure: cut.worst.measurement.surface, brokenExamples: [],
        analysis: "")
  }
}
