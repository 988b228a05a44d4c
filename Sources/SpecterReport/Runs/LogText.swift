import SpecModel
import SpecterKit

/// What `specter log` prints: the runs of a history, or the steps of one run.
public enum LogText {
  /// One line a run, newest first as given.
  public static func runs(_ heads: [RunHead]) -> [String] {
    guard !heads.isEmpty else { return ["no run yet"] }
    let width = heads.map { Escaping.terminal($0.run).count }.max() ?? 0
    let names = heads.map { Escaping.terminal($0.plan.name).count }.max() ?? 0
    return heads.map { head in
      let run = Escaping.terminal(head.run).padded(width)
      let name = Escaping.terminal(head.plan.name).padded(names)
      return "\(run)  \(Figures.time(head.began))  \(name)  \(head.stop?.rawValue ?? "not ended")"
    }
  }

  /// The steps of a run with their times and results, and why it ended.
  public static func steps(_ events: [RecordedEvent]) -> [String] {
    let story = RunStory(events)
    guard let plan = story.plan else { return ["no event yet"] }
    var lines = [
      "\(Escaping.terminal(story.run))  \(Escaping.terminal(plan.name))  "
        + "began \(Figures.time(story.began))  seed \(plan.seed)  isolation "
        + plan.isolation.rawValue
    ]
    let names = story.passages.map { StepText.name($0.step) }
    let width = names.map(\.count).max() ?? 0
    for (passage, name) in zip(story.passages, names) {
      let round = passage.step.round == 0 ? "       " : "round \(passage.step.round)".padded(7)
      let time = (passage.cost.map { Figures.duration($0.seconds) } ?? "").padded(12)
      let outcome = outcome(passage, story)
      lines.append("\(round)  \(name.padded(width))  \(time)  \(outcome[0])")
      lines += outcome.dropFirst().map { "         \($0)" }
    }
    lines += EconomyCurve(story).lines
    lines += CostText.lines(RunCost(events))
    if story.resumptions > 0 { lines.append("resumed \(Figures.count(story.resumptions, "time"))") }
    if let stop = story.stop {
      lines.append("\(stop.rawValue): \(Escaping.terminal(story.sentence))")
    }
    return lines.map(trimmed)
  }

  /// `specter.log/1` of a list of runs.
  public static func document(_ heads: [RunHead]) -> Value {
    .members([
      "schema": .string("specter.log/1"),
      "runs": .array(
        heads.map { head in
          .members([
            "run": .string(head.run), "began": Parts.figure(head.began, 3),
            "stop": Parts.text(head.stop?.rawValue), "plan": EventDocument.plan(head.plan),
          ])
        }),
    ])
  }

  /// `specter.log/1` of one run: its events as `specter.event/1` documents.
  public static func document(_ events: [RecordedEvent]) -> Value {
    .members([
      "schema": .string("specter.log/1"), "run": Parts.text(events.first?.run),
      "events": .array(events.map(EventDocument.value)),
      "cost": CostDocument.value(RunCost(events)),
    ])
  }

  /// One line or more.
  private static func outcome(_ passage: RunStory.Passage, _ story: RunStory) -> [String] {
    if let result = passage.result { return StepText.lines(result) }
    if let failure = passage.failure { return ["failed: \(Escaping.terminal(failure))"] }
    if passage.interrupted { return ["interrupted; started clean afterwards"] }
    return [story.stop == nil ? "not ended" : "did not end"]
  }

  private static func trimmed(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
