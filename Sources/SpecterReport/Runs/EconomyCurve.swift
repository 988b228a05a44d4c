import SpecModel

/// Fidelity against economy over the cuts of a distillation: how much a shorter spec costs.
struct EconomyCurve {
  /// One measured spec.
  struct Point {
    /// The round; 0 is the spec that the distillation began with.
    var round: Int
    /// Bytes of the spec ÷ bytes of the reference's bare code.
    var economy: Double
    /// Fidelity of the least faithful build, with its interval.
    var fidelity: Interval
    /// Whether the spec was kept.
    var isKept: Bool
  }

  let points: [Point]

  /// The specs that a distillation measured, in order; none of a loop's.
  init(_ story: RunStory) {
    guard story.plan?.economy != nil else {
      points = []
      return
    }
    points = story.rounds.compactMap { round in
      let all = round.measurements.filter { $0.step.kind == .measure }.map(\.summary)
      guard let worst = all.min(by: { $0.fidelity.value < $1.fidelity.value }),
        let economy = worst.economy, economy.isFinite, worst.fidelity.value.isFinite
      else { return nil }
      let isKept = !round.passages.contains {
        if case .rolledBack? = $0.result { true } else { false }
      }
      return Point(
        round: round.number, economy: economy, fidelity: worst.fidelity, isKept: isKept)
    }
  }

  /// A table for a console; empty without points.
  var lines: [String] {
    guard !points.isEmpty else { return [] }
    return ["cut    economy  fidelity"]
      + points.map { point in
        let name = point.round == 0 ? "start" : "\(point.round)"
        let economy = Figures.decimal(point.economy, 3, padded: true)
        let kept = point.isKept ? "" : "  taken back"
        return "\(name.padded(5))  \(economy.padded(7))  "
          + StepText.fidelity(point.fidelity) + kept
      }
  }

  /// The points for programs; `null` without any.
  var value: Value {
    guard !points.isEmpty else { return .null }
    return .array(
      points.map {
        .members([
          "round": .int($0.round), "economy": Parts.figure($0.economy, 4),
          "fidelity": Parts.interval($0.fidelity), "kept": .bool($0.isKept),
        ])
      })
  }

  /// The section of a page: the curve, and its table; empty without points.
  var html: String {
    guard !points.isEmpty else { return "" }
    let rows = points.map { point in
      """
      <tr><th scope="row">\(point.round == 0 ? "start" : "\(point.round)")</th>\
      <td>\(Figures.decimal(point.economy, 3, padded: true))</td>\
      <td>\(Escaping.html(StepText.fidelity(point.fidelity)))</td>\
      <td>\(point.isKept ? "kept" : "taken back")</td></tr>
      """
    }
    return """
      <section>
      <h2>Fidelity against economy</h2>
      <figure>
      \(EconomyChart(points: points).svg)
      <figcaption><span class="key">fidelity with its 95 % interval; cuts that were taken back \
      are off the line</span></figcaption>
      </figure>
      <div class="wide"><table>
      <thead><tr><th>Cut</th><th>Economy</th><th>Fidelity</th><th></th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table></div>
      </section>
      """
  }
}
