import SpecModel

/// What the charts of a page draw alike, as pieces of inline SVG.
protocol Chart {}

extension Chart {
  /// The whole, of the size that all have; `label` is for those who don't see it.
  func svg(_ label: String, _ parts: [String]) -> String {
    let head =
      "<svg class=\"chart\" viewBox=\"0 0 \(f(460)) \(f(230))\" role=\"img\" "
      + "aria-label=\"\(label)\">"
    return ([head] + parts + ["</svg>"]).joined(separator: "\n")
  }

  /// The lowest fidelity to show: a round figure below everything, so that small steps near 100 are
  /// seen.
  func floor(below fidelities: [Interval]) -> Double {
    let lowest = fidelities.map { min($0.low.isFinite ? $0.low : 0, $0.value) }.min() ?? 0
    return [99, 98, 95, 90, 80, 50].first { $0 < lowest } ?? 0
  }

  func line(_ places: [(Double, Double)], _ style: String) -> String {
    let points = places.map { "\(f($0.0)),\(f($0.1))" }.joined(separator: " ")
    return "<polyline class=\"\(style)\" points=\"\(points)\"/>"
  }

  /// An error bar.
  func bar(_ place: Double, _ top: Double, _ bottom: Double) -> String {
    "<path class=\"bar\" d=\"M\(f(place)) \(f(top))V\(f(bottom))M\(f(place - 5)) \(f(top))h10"
      + "M\(f(place - 5)) \(f(bottom))h10\"/>"
  }

  /// A point of a measurement, with what is told of it to who points there.
  func point(_ x: Double, _ y: Double, _ style: String, _ title: String) -> String {
    "<circle class=\"\(style)\" cx=\"\(f(x))\" cy=\"\(f(y))\" r=\"4\">"
      + "<title>\(Escaping.html(title))</title></circle>"
  }

  func text(
    _ text: String, _ x: Double, _ y: Double, _ anchor: String, _ style: String = "axis"
  ) -> String {
    "<text class=\"\(style)\" x=\"\(f(x))\" y=\"\(f(y))\" text-anchor=\"\(anchor)\">"
      + "\(Escaping.html(text))</text>"
  }

  func f(_ value: Double) -> String { Figures.decimal(value, 1) }
}
