import SpecModel
import SpecterKit

/// A run's report on a console.
public enum ReportText {
  /// A line a round with the best candidate, where builds disagreed, what it cost, and the end.
  public static func lines(_ request: ReportRequest) -> [String] {
    let story = RunStory(request.events)
    guard let plan = story.plan else { return ["no event yet"] }
    var lines = [
      "\(Escaping.terminal(plan.name))  run \(Escaping.terminal(story.run))  began "
        + Figures.time(story.began)
    ]
    for round in story.rounds {
      let name = round.number == 0 ? "before" : "round \(round.number)"
      if let best = round.best {
        lines.append("\(name)  \(StepText.measured(best, request.measurements[best.verdict]))")
      }
      if let summary = round.ambiguity {
        lines.append("\(name)  \(StepText.compared(summary))")
        lines += ambiguities(request.ambiguities[summary.document])
      }
    }
    lines += EconomyCurve(story).lines
    for (cause, reasons) in DeclinedCauses(request.events).pinned {
      lines.append("declined twice, not raised again: \(cause)")
      lines += reasons.map { "  \(Escaping.terminal($0))" }
    }
    lines += CostText.lines(RunCost(request.events))
    if let stop = story.stop {
      lines.append("\(stop.rawValue): \(Escaping.terminal(story.sentence))")
    } else {
      lines.append("not ended")
    }
    return lines
  }

  private static func ambiguities(_ whole: Ambiguity?) -> [String] {
    (whole?.ambiguous ?? []).flatMap { own -> [String] in
      let said = own.requirements.joined(separator: ", ")
      func seen(_ observation: Observation) -> String {
        ProbeText.observation(observation, at: own.difference.path, limit: 200)
      }
      return [
        "  \(Escaping.terminal(own.operation))  \(own.disagreeing) of "
          + "\(Figures.count(own.probes, "probe"))  \(Escaping.terminal(own.section))  "
          + (said.isEmpty ? "no requirement" : Escaping.terminal(said)),
        "    probe      \(ProbeText.line(own.witness, limit: 200))",
        "    reference  \(seen(own.reference))",
      ]
        + own.answers.map {
          "    \(Figures.count($0.builds, "build"))  \(seen($0.observation))"
            + ($0.isReference ? " (as the reference)" : "")
        }
    }
  }
}

/// A run's report for programs: `specter.report/1`.
public enum ReportDocument {
  /// The document.
  public static func value(_ request: ReportRequest) -> Value {
    let story = RunStory(request.events)
    return .members([
      "schema": .string("specter.report/1"), "run": .string(story.run),
      "plan": story.plan.map(EventDocument.plan) ?? .null, "stop": Parts.text(story.stop?.rawValue),
      "sentence": .string(story.sentence),
      "rounds": .array(story.rounds.map { round($0, request) }),
      "declined": .array(
        DeclinedCauses(request.events).pinned.map { cause, reasons in
          .members(["cause": .string(cause), "reasons": Parts.texts(reasons)])
        }),
      "curve": EconomyCurve(story).value,
      "cost": CostDocument.value(RunCost(request.events)),
    ])
  }

  private static func round(_ round: RunStory.Round, _ request: ReportRequest) -> Value {
    let ambiguity = round.ambiguity.flatMap { request.ambiguities[$0.document] }
    return .members([
      "round": .int(round.number),
      "measurements": .array(
        round.measurements.map { step, summary in
          .members(["step": EventDocument.step(step), "result": EventDocument.measured(summary)])
        }),
      "ambiguity": ambiguity.map(AmbiguityDocument.encode) ?? .null,
    ])
  }
}
