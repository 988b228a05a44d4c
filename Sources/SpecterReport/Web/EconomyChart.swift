/// Fidelity against economy as inline SVG: the shorter the spec, the further left. Kept specs are
/// joined by a line; colours come from the page's style.
struct EconomyChart: Chart {
  let points: [EconomyCurve.Point]
  private static let plot = (left: 42.0, right: 430.0, top: 16.0, bottom: 190.0)

  /// The chart.
  var svg: String {
    let told = points.map {
      "economy \(Figures.decimal($0.economy, 3)): \(Figures.decimal($0.fidelity.value, 2))"
    }
    let kept = points.filter(\.isKept).map { (x($0), y($0.fidelity.value)) }
    return svg(
      "Fidelity against economy: \(told.joined(separator: ", "))",
      grid + [line(kept, "fidelity")] + points.flatMap(mark))
  }

  private var floor: Double { floor(below: points.map(\.fidelity)) }

  /// The highest economy shown.
  private var ceiling: Double {
    let highest = points.map(\.economy).max() ?? 1
    return [0.25, 0.5, 1, 2, 5, 10].first { $0 >= highest } ?? highest
  }

  private func x(_ point: EconomyCurve.Point) -> Double { x(point.economy / ceiling) }

  private func x(_ share: Double) -> Double {
    Self.plot.left + (Self.plot.right - Self.plot.left) * min(1, max(0, share))
  }

  private func y(_ fidelity: Double) -> Double {
    let share = min(1, max(0, (fidelity - floor) / (100 - floor)))
    return Self.plot.bottom - (Self.plot.bottom - Self.plot.top) * share
  }

  private var grid: [String] {
    var parts: [String] = []
    for step in 0...4 {
      let fidelity = floor + (100 - floor) * Double(step) / 4
      let height = f(y(fidelity))
      parts.append(
        "<line class=\"grid\" x1=\"\(f(Self.plot.left))\" y1=\"\(height)\" "
          + "x2=\"\(f(Self.plot.right))\" y2=\"\(height)\"/>")
      parts.append(text(Figures.decimal(fidelity, 2), Self.plot.left - 8, y(fidelity) + 4, "end"))
      let economy = ceiling * Double(step) / 4
      let place = x(Double(step) / 4)
      parts.append(text(Figures.decimal(economy, 3), place, Self.plot.bottom + 18, "middle"))
    }
    let middle = (Self.plot.left + Self.plot.right) / 2
    parts.append(text("economy", middle, Self.plot.bottom + 35, "middle"))
    return parts
  }

  private func mark(_ point: EconomyCurve.Point) -> [String] {
    let (place, top, bottom) = (x(point), y(point.fidelity.high), y(point.fidelity.low))
    let name = point.round == 0 ? "start" : "cut \(point.round)"
    let title =
      "\(name): economy \(Figures.decimal(point.economy, 3)), fidelity "
      + StepText.fidelity(point.fidelity) + (point.isKept ? "" : ", taken back")
    return [
      bar(place, top, bottom),
      self.point(place, y(point.fidelity.value), point.isKept ? "fidelity" : "economy", title),
    ]
  }
}
