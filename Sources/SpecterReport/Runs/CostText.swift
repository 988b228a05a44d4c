import SpecModel
import SpecterKit

/// What a run cost, in words.
public enum CostText {
  /// `12,345 tokens in (10,000 cached), 678 out, $0.12`, and what is not known.
  static func used(_ part: RunCost.Part) -> String {
    guard part.withoutTokens < part.steps else { return "tokens and dollars not told" }
    let cached = part.cached.map { " (\(Figures.count($0)) cached)" } ?? ""
    var text = "\(Figures.count(part.tokensIn)) tokens in\(cached), "
    text += "\(Figures.count(part.tokensOut)) out"
    if let dollars = part.dollars { text += ", $\(Figures.decimal(dollars, 2, padded: true))" }
    if part.withoutTokens > 0 {
      text += ", tokens of \(part.withoutTokens) of \(Figures.count(part.steps, "step")) not told"
    }
    if part.withoutDollars > 0 {
      text += ", dollars of \(part.withoutDollars) of \(Figures.count(part.steps, "step")) not told"
    }
    return text
  }

  /// `Specter 0.42 s of 2 min 03 s (0.34 %), agents 2 min 01 s, subjects 1.5 s`.
  static func time(_ cost: RunCost) -> String {
    let share = cost.overheadShare.map { " (\(Figures.percent($0)))" } ?? ""
    return "Specter \(Figures.duration(cost.overhead)) of \(Figures.duration(cost.wall))\(share), "
      + "agents \(Figures.duration(cost.agents)), subjects \(Figures.duration(cost.subjects))"
  }

  /// One line for the end of a run; nil where no agent worked.
  static func line(_ cost: RunCost) -> String? {
    cost.total.steps == 0 ? nil : "cost: \(used(cost.total)); \(time(cost))"
  }

  /// A line a role, a line a round, and the time.
  static func lines(_ cost: RunCost) -> [String] {
    guard cost.total.steps > 0 else { return [] }
    let parts = self.parts(cost)
    let width = parts.map(\.name.count).max() ?? 0
    let lines = parts.map { name, part in
      "\(name.padded(width))  \(Figures.count(part.steps, "step").padded(8))  "
        + "\(Figures.duration(part.seconds).padded(11))  \(used(part))"
    }
    return lines + ["time: \(time(cost))"]
  }

  /// The parts with their names: roles, rounds, all.
  static func parts(_ cost: RunCost) -> [(name: String, part: RunCost.Part)] {
    Role.allCases.compactMap { role in cost.byRole[role].map { (role.rawValue, $0) } }
      + cost.byRound.sorted { $0.key < $1.key }.map { number, part in
        (number == 0 ? "before round 1" : "round \(number)", part)
      } + [("all", cost.total)]
  }
}

/// What a run cost, for programs.
enum CostDocument {
  /// `total`, `roles` and `rounds` with what agents used; `seconds` with whose the wall time was.
  static func value(_ cost: RunCost) -> Value {
    .members([
      "total": part(cost.total),
      "roles": .object(
        Role.allCases.compactMap { role in
          cost.byRole[role].map { Value.Member(role.rawValue, part($0)) }
        }),
      "rounds": .array(
        cost.byRound.sorted { $0.key < $1.key }.map { number, own in
          .object([.init("round", .int(number))] + (part(own).objectValue ?? []))
        }),
      "seconds": .members([
        "wall": Parts.figure(cost.wall, 3), "agents": Parts.figure(cost.agents, 3),
        "subjects": Parts.figure(cost.subjects, 3), "overhead": Parts.figure(cost.overhead, 3),
        "overheadPercent": Parts.figure(cost.overheadShare.map { $0 * 100 }, 4),
      ]),
    ])
  }

  private static func part(_ part: RunCost.Part) -> Value {
    .members([
      "steps": .int(part.steps), "agentSeconds": Parts.figure(part.seconds, 3),
      "tokensIn": .int(part.tokensIn), "tokensOut": .int(part.tokensOut),
      "cached": part.cached.map(Value.int) ?? .null, "dollars": Parts.figure(part.dollars, 6),
      "stepsWithoutTokens": .int(part.withoutTokens),
      "stepsWithoutDollars": .int(part.withoutDollars),
    ])
  }
}
