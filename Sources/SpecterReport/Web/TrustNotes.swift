import SpecModel

/// How far to trust the figures: what the measurement says of its own limits.
enum TrustNotes {
  /// The section.
  static func html(
    _ story: RunStory, _ newest: MeasureSummary?, _ measurement: Measurement?
  ) -> String {
    let notes = self.notes(story, newest, measurement)
    guard !notes.isEmpty else { return "" }
    let items = notes.map { "<li>\(Escaping.html($0))</li>" }
    return """
      <section>
      <h2>How far to trust this</h2>
      <ul>
      \(items.joined(separator: "\n"))
      </ul>
      </section>
      """
  }

  static func notes(
    _ story: RunStory, _ newest: MeasureSummary?, _ measurement: Measurement?
  ) -> [String] {
    guard let newest else { return [] }
    var notes = [
      "The interval covers the luck of the probes, not inputs that no probe resembles."
    ]
    if !newest.unprobed.isEmpty {
      notes.append(
        "Not probed, so nothing is known of: \(newest.unprobed.joined(separator: ", ")).")
    }
    notes.append(
      newest.undiscovered > 0
        ? "About \(Figures.percent(newest.undiscovered)) of fresh probes would show a cause that "
          + "is not in this list (Good–Turing)."
        : "No cause was seen exactly once, so few should be undiscovered by probes like these.")
    if let measurement { notes += self.notes(measurement) }
    let recorded = story.passages.compactMap { passage -> MeasureSummary? in
      guard case .measured(let summary)? = passage.result else { return nil }
      return summary.recordedFidelity == nil ? nil : summary
    }
    if !recorded.isEmpty {
      notes.append(
        "This run replays recorded agents; \(Figures.count(recorded.count, "measurement")) "
          + "came to another fidelity than when it was recorded.")
    }
    if story.resumptions > 0 {
      notes.append(
        "The run was resumed \(Figures.count(story.resumptions, "time")); interrupted steps "
          + "started clean.")
    }
    return notes
  }

  private static func notes(_ m: Measurement) -> [String] {
    var notes: [String] = []
    switch m.isolation.build {
    case .sealed?: break
    case .folder?:
      notes.append(
        "The candidate was built in its folder alone, by the agent's own sandbox or a person's "
          + "word."
      )
    case .some(.none):
      notes.append("The build was not isolated: the implementer could have seen the reference.")
    case nil: notes.append("Specter did not see the candidate being built.")
    }
    if m.isolation.run != .sealed {
      notes.append("The subjects ran without the sandbox (isolation \(m.isolation.run.rawValue)).")
    }
    if m.probes.dropped + m.probes.masked > 0 {
      notes.append(
        "\(Figures.count(m.probes.dropped, "probe")) dropped as noise and "
          + "\(Figures.count(m.probes.masked)) compared with a noisy part masked.")
    }
    notes.append("Kill rate: \(AdequacyText.share(m.kills)).")
    if let gap = m.gap, gap.neighbours - gap.examples > 0.02 {
      notes.append(
        "Neighbours of the spec's examples do worse than the examples (mean loss "
          + "\(Figures.decimal(gap.neighbours, 3)) against \(Figures.decimal(gap.examples, 3))): "
          + "the candidate may have learnt the examples by heart.")
    }
    return notes + m.notes
  }
}
