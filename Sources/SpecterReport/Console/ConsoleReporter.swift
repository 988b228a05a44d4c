import SpecModel

/// A measurement as plain text: what passed is a count, what failed is shown in full.
public struct ConsoleReporter: Sendable {
  /// Characters that a line may have.
  public var width: Int
  /// Causes shown with their witness; the rest are counted.
  public var witnesses: Int
  private let paint: Paint
  /// Kinds of noise that are shown; the rest are counted.
  private static let noises = 8

  /// A reporter; by default 80 characters wide, without colour, the first ten witnesses.
  public init(width: Int = 80, color: Bool = false, witnesses: Int = 10) {
    self.width = max(40, width)
    self.witnesses = witnesses
    paint = Paint(color)
  }

  /// The lines of a measurement.
  public func lines(_ measurement: Measurement) -> [String] {
    summary(measurement) + causes(measurement) + surface(measurement)
  }

  private func summary(_ m: Measurement) -> [String] {
    let unprobed = Set(m.unprobed)
    let all = Set(m.operations.map(\.operation)).union(unprobed).count
    var lines = entry("fidelity", fidelity(m), shown: paint.strong)
    if let missed = m.missed { lines += entry("missed", chance(missed)) }
    let probed = "\(all - unprobed.count) of \(Figures.count(all)) probed"
    let missed = m.unprobed.map(Escaping.terminal).joined(separator: ", ")
    lines += entry("operations", missed.isEmpty ? probed : "\(probed); not probed: \(missed)")
    lines += entry("probes", probes(m.probes))
    lines += noise(m.noise)
    lines += entry("causes", counts(m), shown: m.openCauses.isEmpty ? { $0 } : paint.bad)
    if let economy = m.economy { lines += entry("economy", Figures.decimal(economy, 2)) }
    let build = m.isolation.build?.rawValue ?? "not seen"
    lines += entry("isolation", "build \(build), run \(m.isolation.run.rawValue)")
    lines += entry("undiscovered", Figures.percent(m.undiscovered))
    lines += entry("kill rate", AdequacyText.share(m.kills))
    if let gap = m.gap {
      lines += entry(
        "gap",
        "mean loss \(Figures.decimal(gap.examples, 4)) on examples, "
          + "\(Figures.decimal(gap.neighbours, 4)) on their neighbours")
    }
    for example in m.brokenExamples {
      lines += entry("example", "wrong: \(Escaping.terminal(example))", shown: paint.bad)
    }
    lines += entry("rules", RulesText.parts(m.rules).joined(separator: ", "))
    for allowed in RulesText.allowances(m) { lines += entry("allowed", allowed) }
    for note in m.notes { lines += entry("note", Escaping.terminal(note)) }
    return lines + entry("seed", "\(m.seed), \(Figures.duration(m.seconds))")
  }

  private func fidelity(_ m: Measurement) -> String {
    "\(StepText.fidelity(m.fidelity))  behaviour \(Figures.decimal(m.behaviour, 4))"
      + "  structure \(Figures.decimal(m.structure, 4))"
  }

  /// What the interval does not say: how likely a small divergence is to leave no trace.
  private func chance(_ missed: MissChance) -> String {
    "a divergence on 1 in 1,000 inputs of an operation would be missed with probability "
      + "\(Figures.percent(missed.probability)) (0.999^\(missed.probes))"
  }

  private func probes(_ counts: ProbeCounts) -> String {
    var parts = ["\(Figures.count(counts.dev)) dev", "\(Figures.count(counts.heldOut)) held-out"]
    if counts.final > 0 { parts.append("\(Figures.count(counts.final)) final") }
    if let rate = counts.perSecond { parts.append("\(perSecond(rate)) a second") }
    if counts.reused > 0 {
      parts.append("\(Figures.count(counts.reused, "observation")) from the cache")
    }
    if counts.branches > 0 {
      let word = counts.branches == 1 ? "branch" : "branches"
      parts.append("\(Figures.count(counts.branches)) \(word) reached")
    }
    if counts.timedOut > 0 { parts.append("\(Figures.count(counts.timedOut)) timed out") }
    if counts.crashed > 0 { parts.append("\(Figures.count(counts.crashed)) crashed") }
    if counts.dropped > 0 { parts.append("\(Figures.count(counts.dropped)) dropped as noise") }
    if counts.masked > 0 { parts.append("\(Figures.count(counts.masked)) masked") }
    if counts.unlooked > 0 {
      parts.append("\(Figures.count(counts.unlooked)) not looked at again")
    }
    if counts.rerun > 0 { parts.append("\(Figures.count(counts.rerun)) run again alone") }
    return parts.joined(separator: ", ")
  }

  /// The most frequent noise: what was dropped and why, what was masked and where.
  private func noise(_ noise: [NoiseCount]) -> [String] {
    var lines = noise.prefix(Self.noises).flatMap { item in
      let fate = item.isDropped ? "dropped, \(item.what)" : "masked at \(item.what)"
      return entry(
        "noise", Escaping.terminal("\(item.operation): \(Figures.count(item.count)) \(fate)"))
    }
    let rest = noise.count - Self.noises
    if rest > 0 {
      lines += entry("noise", "and \(Figures.count(rest)) kinds more; --json lists all")
    }
    return lines
  }

  private func perSecond(_ rate: Double) -> String {
    rate.isFinite && abs(rate) < 1e12 ? Figures.count(Int(rate.rounded())) : "–"
  }

  private func counts(_ m: Measurement) -> String {
    let open = m.openCauses
    let minor = m.causes.count - open.count
    if m.causes.isEmpty { return "none" }
    if open.isEmpty { return "none open, \(minor) minor (P3)" }
    let rest = minor > 0 ? ", \(minor) minor (P3)" : ""
    return "\(open.count) open (\(StepText.priorities(open)))\(rest)"
  }

  /// A label and its text, wrapped under itself.
  private func entry(_ label: String, _ text: String, shown: (String) -> String = { $0 })
    -> [String]
  {
    let start = 14
    return Cutting.wrapped(text, width - start).enumerated().map { place, line in
      (place == 0 ? label : "").padded(start) + shown(line)
    }
  }

  private func causes(_ m: Measurement) -> [String] {
    var lines: [String] = []
    for cause in m.causes.prefix(witnesses) {
      lines.append("")
      let head = Cutting.head(
        "\(cause.priority.rawValue)  \(Escaping.terminal(cause.id))  "
          + "\(Escaping.terminal(cause.operation))  \(StepText.kind(cause.kind))  "
          + Figures.count(cause.count, "probe"), width)
      lines.append(cause.priority < .p3 ? paint.bad(head) : head)
      for line in ProbeText.lines(cause.witness.probe) {
        lines.append("    " + Cutting.middle(line, width - 4))
      }
      lines += sides(cause.witness)
    }
    let rest = m.causes.count - witnesses
    if rest > 0 { lines += ["", "and \(Figures.count(rest, "cause")) more; --json lists all"] }
    return lines
  }

  /// Both sides on one line where they fit, otherwise one under the other.
  private func sides(_ witness: Divergence) -> [String] {
    let room = width - 15
    let sides = ProbeText.sides(witness, limit: room * 3)
    let line = "    reference  \(sides.reference)  |  candidate  \(sides.candidate)"
    if line.count <= width { return [line] }
    func stacked(_ label: String, _ text: String) -> [String] {
      Cutting.wrapped(text, room).enumerated().map { place, line in
        "    " + (place == 0 ? label : "").padded(11) + line
      }
    }
    return stacked("reference", sides.reference) + stacked("candidate", sides.candidate)
  }

  private func surface(_ m: Measurement) -> [String] {
    guard !m.surface.isEmpty else { return [] }
    var lines = ["", "surface"]
    for finding in m.surface.prefix(20) {
      let texts = [finding.id, finding.what, finding.reference, finding.candidate]
        .map(Escaping.terminal)
      let sides =
        ["missing", "command", "extra"].contains(finding.what)
        ? "" : ": \(texts[2])  |  \(texts[3])"
      lines.append(Cutting.middle("    \(texts[1])  \(texts[0])\(sides)", width))
    }
    if m.surface.count > 20 { lines.append("    and \(m.surface.count - 20) more") }
    return lines
  }
}

/// Colours of a terminal, or none.
struct Paint: Sendable {
  private let on: Bool
  init(_ on: Bool) { self.on = on }

  func strong(_ text: String) -> String { on ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  func bad(_ text: String) -> String { on ? "\u{1B}[31m\(text)\u{1B}[0m" : text }
  func good(_ text: String) -> String { on ? "\u{1B}[32m\(text)\u{1B}[0m" : text }
}
