import Foundation
import SpecModel
import Testing

@testable import Differential

/// The example that docs/scoring.md works by hand.
private enum Worked {
  /// 300 probes: three lose 1, one and one again lose 0.1; a constant is right in 60.
  static let f = table(losses: [1, 1, 1, 0.1, 0.1], constantIsRight: 60)
  /// 300 probes without a divergence; a constant is right in 180.
  static let g = table(losses: [], constantIsRight: 180)
  /// One of 40 public symbols lacks a default.
  static let structure = 1.0 / 40

  /// 300 probes of which the first have these losses. The constant is right in every so many, so
  /// that where it is has nothing to do with the losses.
  static func table(losses: [Double], constantIsRight: Int) -> LossTable {
    let pairs = (0..<300).map { place -> (Double, Double) in
      let loss = place < losses.count ? losses[place] : 0
      return (loss, place * 7 % 300 < constantIsRight ? 0 : 1)
    }
    return LossTable(pairs)
  }
}

/// Wilson and Hilferty's approximation (1931) of a quantile of chi-squared.
private func chiSquared(_ freedom: Double, _ normal: Double) -> Double {
  let part = 2 / (9 * freedom)
  let root = 1 - part + normal * part.squareRoot()
  return freedom * root * root * root
}

// SPEC: R-SCO-06, R-SCO-08, R-SCO-09, R-SCO-17
@Test func `the example of docs/scoring.md comes to what stands there`() throws {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let page = try String(
    contentsOf: root.appendingPathComponent("docs/scoring.md"), encoding: .utf8)
  func states(_ text: String) { #expect(page.contains(text), "the page does not say: \(text)") }
  func figure(_ value: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", value)
  }
  let found = DivergenceEstimate.make(
    [Worked.f, Worked.g], structure: Worked.structure, seed: Seed(1).derived("score"))
  #expect((Worked.f.meanLoss - 3.2 / 300).magnitude < 1e-12 && Worked.f.constantLoss == 0.8)
  #expect(Worked.g.score == 0 && Worked.g.constantLoss == 0.4)
  states("b = 0.01067 ÷ 0.8 = \(figure(Worked.f.score, 4))")
  states("B = \(figure(found.behaviour, 5))")
  states("D = 100 · (0.00667 + 0.2 · 0.025) = \(figure(found.divergence.value, 2))")
  states("fidelity \(figure(found.fidelity.value, 2))")
  states("prints [\(figure(found.divergence.low, 2)), \(figure(found.divergence.high, 2))]")

  // Fay and Feuer's formula, as the page has it: weights in points of D, from one probe's loss over
  // what the constant lost in all of them, over two operations.
  let (one, minor, unseen) = (100.0 / 240 / 2, 10.0 / 240 / 2, 100.0 / 120 / 2)
  let (y, v) = (3 * one + 2 * minor, 3 * one * one + 2 * minor * minor)
  let (above, spread) = (y + unseen, v + unseen * unseen)
  let low = 0.5 + v / (2 * y) * chiSquared(2 * y * y / v, -1.959964)
  let high = 0.5 + spread / (2 * above) * chiSquared(2 * above * above / spread, 1.959964)
  states("\(figure(y, 3))")
  states("by hand [\(figure(low, 2)), \(figure(high, 2))]")
  #expect((found.divergence.low - low).magnitude < 0.05 * (found.divergence.value - low) + 0.02)
  #expect((found.divergence.high - high).magnitude < 0.05 * (high - found.divergence.value) + 0.02)

  let clean = DivergenceEstimate.make(
    [Worked.table(losses: [], constantIsRight: 60), Worked.g], structure: 0, seed: Seed(1))
  states("= \(figure(clean.divergence.high, 2)) %")
  let share = GoodTuring.undiscovered(once: 2, of: 600)
  states("2 ÷ 600 = \(figure(100 * share, 2)) %")
  states("0.999^300 = \(figure(100 * MissChance(probes: 300).probability, 1)) %")
}
