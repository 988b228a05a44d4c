import SpecModel

/// Fidelity by round with its interval as error bars, and economy as a second line, as inline SVG.
/// Colours come from the page's style, so that the chart follows dark and light.
struct FidelityChart: Chart {
  /// One place on the horizontal axis.
  struct Point {
    /// `1`, `2`, …, `final`.
    var label: String
    /// Fidelity with its interval.
    var fidelity: Interval
    /// Economy; nil where there is none.
    var economy: Double?
  }

  let points: [Point]
  private static let plot = (left: 42.0, right: 418.0, top: 16.0, bottom: 190.0)

  /// The best candidate of each round, and the final measurement.
  init(_ story: RunStory) {
    points = story.rounds.flatMap { round -> [Point] in
      let rounds = round.measurements.filter { $0.step.kind == .measure }.map(\.summary)
      let best = rounds.max { $0.fidelity.value < $1.fidelity.value }
      let final = round.measurements.last { $0.step.kind == .confirm }?.summary
      return [(best, "\(round.number)"), (final, "final")].compactMap { summary, label in
        summary.map { Point(label: label, fidelity: $0.fidelity, economy: $0.economy) }
      }.filter { $0.fidelity.value.isFinite }
    }
  }

  /// The chart; empty without a measurement.
  var svg: String {
    guard !points.isEmpty else { return "" }
    let summary = points.map { "\($0.label): \(Figures.decimal($0.fidelity.value, 2))" }
    let hasEconomy = points.contains { $0.economy != nil }
    return svg(
      "Fidelity by round: \(summary.joined(separator: ", "))",
      grid + (hasEconomy ? economy : []) + fidelity)
  }

  private var floor: Double { floor(below: points.map(\.fidelity)) }

  /// The highest economy shown.
  private var ceiling: Double {
    let highest = points.compactMap(\.economy).filter(\.isFinite).max() ?? 1
    return [1, 2, 5, 10].first { $0 >= highest } ?? (highest / 10).rounded(.up) * 10
  }

  private func x(_ place: Int) -> Double {
    let inset = 26.0
    let room = Self.plot.right - Self.plot.left - 2 * inset
    guard points.count > 1 else { return (Self.plot.left + Self.plot.right) / 2 }
    return Self.plot.left + inset + room * Double(place) / Double(points.count - 1)
  }

  private func y(_ share: Double) -> Double {
    Self.plot.bottom - (Self.plot.bottom - Self.plot.top) * min(1, max(0, share))
  }

  private func y(fidelity: Double) -> Double { y((fidelity - floor) / (100 - floor)) }

  private var grid: [String] {
    let hasEconomy = points.contains { $0.economy != nil }
    var parts: [String] = []
    for step in 0...4 {
      let share = Double(step) / 4
      let height = f(y(share))
      parts.append(
        "<line class=\"grid\" x1=\"\(f(Self.plot.left))\" y1=\"\(height)\" "
          + "x2=\"\(f(Self.plot.right))\" y2=\"\(height)\"/>")
      let value = Figures.decimal(floor + (100 - floor) * share, 2)
      parts.append(text(value, Self.plot.left - 8, y(share) + 4, "end"))
      if hasEconomy {
        let economy = Figures.decimal(ceiling * share, 2)
        parts.append(text(economy, Self.plot.right + 8, y(share) + 4, "start", "axis second"))
      }
    }
    // Every label while they fit, then only so many.
    let stride = max(1, (points.count + 11) / 12)
    for (place, point) in points.enumerated()
    where place.isMultiple(of: stride) || place == points.count - 1 {
      parts.append(text(point.label, x(place), Self.plot.bottom + 18, "middle"))
    }
    let middle = (Self.plot.left + Self.plot.right) / 2
    parts.append(text("round", middle, Self.plot.bottom + 35, "middle"))
    return parts
  }

  private var economy: [String] {
    let places = points.indices.compactMap { place -> (Double, Double)? in
      guard let economy = points[place].economy, economy.isFinite else { return nil }
      return (x(place), y(economy / ceiling))
    }
    return [line(places, "economy")]
      + places.map { "<circle class=\"economy\" cx=\"\(f($0.0))\" cy=\"\(f($0.1))\" r=\"2.5\"/>" }
  }

  private var fidelity: [String] {
    var parts = [
      line(points.indices.map { (x($0), y(fidelity: points[$0].fidelity.value)) }, "fidelity")
    ]
    for (place, point) in points.enumerated() {
      let (left, top, bottom) = (
        x(place), y(fidelity: point.fidelity.high), y(fidelity: point.fidelity.low)
      )
      parts.append(bar(left, top, bottom))
      let title = "round \(point.label): fidelity \(StepText.fidelity(point.fidelity))"
      parts.append(self.point(left, y(fidelity: point.fidelity.value), "fidelity", title))
    }
    return parts
  }
}
