import SpecModel
import SpecterKit

/// What a report is made of.
public struct ReportRequest: Sendable {
  /// The run's events in order.
  public var events: [RecordedEvent]
  /// Whole measurements by the digest that the events name (`MeasureSummary.verdict`); one that is
  /// missing is said to be missing.
  public var measurements: [Digest: Measurement]
  /// Texts of specs by the digest that the events name (`SpecChange.spec` and `.from`).
  public var specs: [Digest: String]
  /// Where builds disagree, by the digest that the events name (`AmbiguitySummary.document`).
  public var ambiguities: [Digest: Ambiguity]

  /// A request.
  public init(
    events: [RecordedEvent], measurements: [Digest: Measurement] = [:],
    specs: [Digest: String] = [:], ambiguities: [Digest: Ambiguity] = [:]
  ) {
    self.ambiguities = ambiguities
    self.events = events
    self.measurements = measurements
    self.specs = specs
  }

  /// Digests of the measurements, specs and ambiguities that these events name, to be fetched from
  /// a store.
  public static func objects(of events: [RecordedEvent]) -> (
    verdicts: Set<Digest>, specs: Set<Digest>, ambiguities: Set<Digest>
  ) {
    var verdicts: Set<Digest> = []
    var ambiguities: Set<Digest> = []
    var specs: Set<Digest> = []
    for case .stepEnded(_, let result, _) in events.map(\.event) {
      switch result {
      case .measured(let summary): verdicts.insert(summary.verdict)
      case .compared(let summary): ambiguities.insert(summary.document)
      case .wrote(let change):
        specs.insert(change.spec)
        if let from = change.from { specs.insert(from) }
      default: break
      }
    }
    return (verdicts, specs, ambiguities)
  }
}

/// A run as one HTML file.
public enum HTMLReport {
  /// The page.
  public static func page(_ request: ReportRequest) -> String {
    let story = RunStory(request.events)
    return WebPage.page(
      title: "\(story.plan?.name ?? "no run") · Specter",
      body: sections(story, request).filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  private static func sections(_ story: RunStory, _ request: ReportRequest) -> [String] {
    let newest = story.newest
    let measurement = newest.flatMap { request.measurements[$0.verdict] }
    var sections = [
      header(story), figures(story, newest, measurement), chart(story), EconomyCurve(story).html,
    ]
    sections += story.rounds.map { RoundSection(round: $0, request: request).html }
    sections += [
      RunTables.declined(DeclinedCauses(request.events)),
      RunTables.costs(story, RunCost(request.events)), RunTables.digests(story, newest),
      RunTables.rules(measurement),
      TrustNotes.html(story, newest, measurement),
    ]
    return sections
  }

  private static func header(_ story: RunStory) -> String {
    guard let plan = story.plan else {
      return "<header><h1>No run</h1><p>The history has no event of it.</p></header>"
    }
    let style =
      switch story.stop {
      case .converged?: "good"
      case .failed?, .unstableReference?: "bad"
      case nil: "plain"
      default: "fair"
      }
    let stop = Escaping.html(story.stop?.rawValue ?? "not ended")
    let agents = plan.agents.isEmpty ? "" : " · " + plan.agents.joined(separator: ", ")
    return """
      <header>
      <p class="kicker">Specter report · \(Escaping.html(Figures.time(story.began)))</p>
      <h1>\(Escaping.html(plan.name))</h1>
      <p class="stop \(style)"><strong>\(stop)</strong> \(Escaping.html(story.sentence))</p>
      <p class="quiet">Run <code>\(Escaping.html(story.run))</code> · seed \(plan.seed) · \
      \(Figures.count(plan.candidates, "candidate")) a round\(Escaping.html(agents))</p>
      </header>
      """
  }

  private static func figures(
    _ story: RunStory, _ newest: MeasureSummary?, _ measurement: Measurement?
  ) -> String {
    guard let newest else { return "<p class=\"quiet\">Nothing was measured.</p>" }
    var cards = [
      card(
        "Fidelity", StepText.cut(newest.fidelity.value),
        "95 % interval \(StepText.cut(newest.fidelity.low)) to "
          + StepText.cut(newest.fidelity.high)),
      card(
        "Open causes", Figures.count(newest.open.count),
        newest.minor.isEmpty ? "P0 to P2" : "P0 to P2, and \(newest.minor.count) minor"),
      card(
        "Economy", newest.economy.map { Figures.decimal($0, 2) } ?? "–",
        "bytes of spec ÷ bytes of bare code"),
      card("Surface off", Figures.percent(newest.structure), "symbols missing or broken (A)"),
      card("Probes", Figures.count(newest.probes), probes(newest, measurement)),
    ]
    if let pair = measurement?.isolation {
      cards.append(
        card(
          "Isolation", pair.run.rawValue, "of the run; build: \(pair.build?.rawValue ?? "not seen")"
        ))
    } else if let plan = story.plan {
      cards.append(card("Isolation", plan.isolation.rawValue, "as asked for"))
    }
    return "<dl class=\"figures\">\n\(cards.joined(separator: "\n"))\n</dl>"
  }

  private static func probes(_ newest: MeasureSummary, _ measurement: Measurement?) -> String {
    guard let measurement else { return "in the newest measurement" }
    let all = Set(measurement.operations.map(\.operation)).union(measurement.unprobed).count
    return "\(all - Set(measurement.unprobed).count) of \(Figures.count(all, "operation")) probed"
  }

  private static func card(_ label: String, _ value: String, _ note: String) -> String {
    "<div><dt>\(Escaping.html(label))</dt><dd>\(Escaping.html(value))"
      + "<small>\(Escaping.html(note))</small></dd></div>"
  }

  private static func chart(_ story: RunStory) -> String {
    let chart = FidelityChart(story)
    guard !chart.points.isEmpty else { return "" }
    let economy =
      chart.points.contains { $0.economy != nil }
      ? " <span class=\"key second\">economy, right</span>" : ""
    return """
      <section>
      <h2>Fidelity by round</h2>
      <figure>
      \(chart.svg)
      <figcaption><span class="key">fidelity with its 95 % interval, left</span>\
      \(economy)</figcaption>
      </figure>
      </section>
      """
  }
}
