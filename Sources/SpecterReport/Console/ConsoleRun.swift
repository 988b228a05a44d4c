import SpecModel
import SpecterKit

/// A run on the console: a live line on a terminal and plain lines elsewhere, a result line for
/// each measurement, and at the end why it stopped.
public struct ConsoleRun: Reporter {
  private let isTerminal: Bool
  private let width: Int
  private let paint: Paint
  private var story = RunStory([])
  private var cost = RunCost()
  private var known: [Digest: Measurement] = [:]

  /// A reporter. `isTerminal` says whether standard error is one; `color` only that colour is
  /// wanted (`NO_COLOR` is the caller's to read); `width` in characters.
  public init(isTerminal: Bool, color: Bool = false, width: Int = 80) {
    self.isTerminal = isTerminal
    self.width = max(20, width)
    paint = Paint(color && isTerminal)
  }

  /// Tells the reporter what happened in the run before it was resumed.
  public mutating func remember(_ past: [RecordedEvent]) {
    for event in past {
      story.add(event)
      cost.add(event)
    }
  }

  /// Tells the reporter the whole of a measurement whose digest a coming event names, so that it
  /// can count its causes by priority.
  public mutating func learn(_ measurement: Measurement, _ verdict: Digest) {
    known[verdict] = measurement
  }

  /// Takes one event and returns what is to be written now.
  public mutating func consume(_ event: RecordedEvent) -> [ReportChunk] {
    story.add(event)
    cost.add(event)
    switch event.event {
    case .began(let plan): return [.progress(planLine(plan))]
    case .resumed: return [.progress("resumed after \(Figures.count(ended, "step"))")]
    case .stepBegan: return tick(event.time)
    case .stepEnded(let step, let result, let cost): return lines(step, result, cost)
    case .stepFailed(let step, let reason, _):
      return [
        .progress("\(prefix(step))\(StepText.name(step))  failed: \(Escaping.terminal(reason))")
      ]
    case .ended(let reason, let sentence, _):
      let text = "\(reason.rawValue): \(Escaping.terminal(sentence))"
      let spent = CostText.line(cost).map { [ReportChunk.progress($0)] } ?? []
      return spent + [.result(reason == .converged ? paint.good(text) : paint.bad(text))]
    }
  }

  /// The live line at `time` (seconds since 1970), so that the elapsed time moves between events;
  /// empty when no step runs or standard error is no terminal.
  public func tick(_ time: Double) -> [ReportChunk] {
    let open = story.passages.filter(\.isOpen)
    guard isTerminal, story.stop == nil, let first = open.first else { return [] }
    // Candidates are built side by side.
    let names = open.map { StepText.name($0.step) }.joined(separator: ", ")
    let text =
      "\(prefix(first.step))\(names)"
      + "  \(Figures.duration(max(0, time - first.began).rounded(.down)))"
      + "  (run \(Figures.duration(max(0, time - story.began).rounded(.down))))"
    return [.live(Cutting.head(text, width - 1))]
  }

  private var ended: Int { story.passages.count { $0.result != nil } }

  private func planLine(_ plan: RunPlan) -> String {
    let agents = plan.agents.isEmpty ? "" : ", " + plan.agents.joined(separator: ", ")
    return Escaping.terminal(
      "\(plan.name): up to \(Figures.count(plan.rounds, "round")) of "
        + "\(Figures.count(plan.candidates, "candidate")), seed \(plan.seed), "
        + "isolation \(plan.isolation.rawValue)\(agents)")
  }

  private func prefix(_ step: RunStep) -> String {
    step.round > 0 ? "round \(step.round)  " : ""
  }

  private func lines(_ step: RunStep, _ result: StepResult, _ cost: StepCost) -> [ReportChunk] {
    if case .measured(let summary) = result {
      let several = (story.plan?.candidates ?? 1) > 1 || step.kind == .confirm
      let name = several ? "\(StepText.name(step))  " : ""
      return [.result(prefix(step) + name + StepText.measured(summary, known[summary.verdict]))]
    }
    if case .compared(let summary) = result {
      return [.result(prefix(step) + StepText.compared(summary))]
    }
    var lines = StepText.lines(result)
    lines[0] =
      "\(prefix(step))\(StepText.name(step))  \(lines[0])  \(Figures.duration(cost.seconds))"
    return lines.map(ReportChunk.progress)
  }
}

/// A run as JSON lines, one `specter.event/1` document an event, on standard output.
public struct JSONLinesRun: Reporter {
  private var cost = RunCost()

  /// A reporter.
  public init() {}

  /// Tells the reporter what happened in the run before it was resumed.
  public mutating func remember(_ past: [RecordedEvent]) {
    for event in past { cost.add(event) }
  }

  /// The event as one line; the end of the run tells what it cost.
  public mutating func consume(_ event: RecordedEvent) -> [ReportChunk] {
    cost.add(event)
    var value = EventDocument.value(of: event)
    if case .ended = event.event, let members = value.objectValue {
      value = .object(members + [.init("cost", CostDocument.value(cost))])
    }
    return [.result(JSONText.line(value))]
  }
}
