import SpecModel

/// Steps and their results in words.
public enum StepText {
  /// `build 2, second attempt` and the like.
  static func name(_ step: RunStep) -> String {
    var text = step.kind.rawValue
    if step.candidate > 0 { text += " \(step.candidate)" }
    if step.attempt > 1 { text += " (attempt \(step.attempt))" }
    return text
  }

  /// What a step came to, in one line, and below it each finding for which it came to nothing,
  /// where there are several; text of agents is escaped for a terminal.
  static func lines(_ result: StepResult) -> [String] {
    switch result {
    case .fetched(let reference, let files):
      return ["reference \(reference.short), \(Figures.count(files, "file"))"]
    case .mined(_, let count): return [Figures.count(count, "probe")]
    case .wrote(let change):
      var text = "spec \(change.spec.short) by \(Escaping.terminal(change.agent))"
      let answered = change.causes.count
      if answered > 0 { text += ", answers \(Figures.count(answered, "cause"))" }
      if !change.declined.isEmpty { text += ", \(change.declined.count) declined" }
      return [text]
    case .built(let build):
      return [
        "candidate \(build.candidate.short) by \(Escaping.terminal(build.agent)), "
          + "isolation \(build.isolation.rawValue)"
      ]
    case .measured(let summary): return [measured(summary, nil)]
    case .compared(let summary): return [compared(summary)]
    case .refused(let reason, _): return findings("refused:", reason)
    case .rolledBack(let spec, let reason):
      return findings("rolled back to \(spec.short):", reason)
    }
  }

  /// `ambiguous: 3 of 12 operations, slugify on 12 of 600 probes, …`; the operations beyond the
  /// third are left out.
  static func compared(_ summary: AmbiguitySummary) -> String {
    let operations = Figures.count(summary.operations, "operation")
    guard !summary.ambiguous.isEmpty else {
      return "ambiguous: none of \(operations), \(Figures.count(summary.builds, "build")) agree"
    }
    let shown = summary.ambiguous.prefix(3).map {
      "\(Escaping.terminal($0.operation)) on \($0.disagreeing) of "
        + Figures.count($0.probes, "probe")
    }
    let more = summary.ambiguous.count > 3 ? ", …" : ""
    return "ambiguous: \(summary.ambiguous.count) of \(operations), "
      + shown.joined(separator: ", ") + more
  }

  private static func findings(_ what: String, _ reason: String) -> [String] {
    let findings = reason.split { $0 == "\n" || $0 == "\r\n" }
      .map { Escaping.terminal(String($0)) }
    return findings.count > 1
      ? [what] + findings.map { "  \($0)" } : ["\(what) \(findings.first ?? "")"]
  }

  /// `fidelity 98.73 [98.1, 99.2]  3 causes open (P1 2, P2 1)  economy 0.41`. The priorities need
  /// the whole measurement.
  static func measured(_ summary: MeasureSummary, _ measurement: Measurement?) -> String {
    var parts = ["fidelity \(fidelity(summary.fidelity))"]
    if summary.open.isEmpty {
      parts.append("no cause open")
    } else {
      let detail = measurement.map { " (\(priorities($0.openCauses)))" } ?? ""
      parts.append("\(Figures.count(summary.open.count, "cause")) open\(detail)")
    }
    if !summary.minor.isEmpty { parts.append("\(summary.minor.count) minor") }
    if summary.structure > 0 { parts.append("surface off \(Figures.percent(summary.structure))") }
    if !summary.unprobed.isEmpty { parts.append("\(summary.unprobed.count) not probed") }
    if let economy = summary.economy { parts.append("economy \(Figures.decimal(economy, 2))") }
    if let recorded = summary.recordedFidelity,
      abs(recorded - summary.fidelity.value) >= 0.005
    {
      parts.append("recorded \(Figures.decimal(recorded, 2))")
    }
    return parts.joined(separator: "  ")
  }

  /// `98.73 [98.1, 99.2]`. Cut to two decimals rather than rounded, so that only what is 100 is
  /// shown as 100.
  public static func fidelity(_ interval: Interval) -> String {
    "\(cut(interval.value)) [\(cut(interval.low)), \(cut(interval.high))]"
  }

  /// A percentage with at most two decimals, the rest cut off.
  static func cut(_ value: Double) -> String {
    // A hair more than the value, for what binary fractions lose: 98.73 is a little less.
    Figures.decimal((value * 100 + 1e-7).rounded(.down) / 100, 2)
  }

  /// A kind of difference in words.
  static func kind(_ kind: DifferenceKind) -> String {
    switch kind {
    case .missing: "operation missing"
    case .example: "breaks an example"
    case .crash: "crash or time-out"
    case .raises: "raises or returns"
    case .value: "another value"
    case .mutation: "arguments or object changed"
    case .output: "another output"
    case .errorType: "another error class"
    case .cost: "far more CPU or memory"
    case .errorMessage: "another error message"
    }
  }

  /// `P1 2, P2 1`.
  static func priorities(_ causes: [Cause]) -> String {
    Priority.allCases.compactMap { priority in
      let count = causes.count { $0.priority == priority }
      return count == 0 ? nil : "\(priority.rawValue) \(count)"
    }.joined(separator: ", ")
  }
}
