/// An operation that is drawn rather than run: how often its reference gives which kind of answer,
/// and how often a candidate diverges with which loss. Its true b is known, which is what the
/// estimates are held to (`CoverageTrial`).
package struct SimulatedOperation: Sendable {
  /// A kind of the reference's answers.
  package struct Kind: Sendable {
    /// Share of the inputs, 0 to 1.
    package var share: Double
    /// What each constant answer would lose on them; every kind of an operation has as many.
    package var constants: [Double]
  }

  /// A loss of the candidate and the share of the inputs that have it, 0 to 1 both.
  package struct Loss: Sendable {
    package var loss: Double
    package var share: Double
  }

  /// The shares add up to 1.
  package var kinds: [Kind]
  /// What is left to 1 has no loss. Losses are independent of the kind of answer.
  package var losses: [Loss]

  /// b if every input were probed.
  package var score: Double {
    let constants = kinds.first?.constants ?? []
    let best = constants.indices.map { place in
      kinds.reduce(0) { $0 + $1.share * $1.constants[place] }
    }.min()
    return LossTable.score(losses.reduce(0) { $0 + $1.loss * $1.share }, best ?? 0)
  }

  /// What so many probes would find.
  package func table(_ probes: Int, _ generator: inout SeededGenerator) -> LossTable {
    let width = losses.count + 1
    let (ofKinds, ofLosses) = (kinds.map(\.share), losses.map(\.share))
    var counts = Array(repeating: 0, count: kinds.count * width)
    for _ in 0..<probes {
      let kind = Self.pick(ofKinds, generator.unit())
      let loss = Self.pick(ofLosses, generator.unit())
      counts[min(kind, kinds.count - 1) * width + loss] += 1
    }
    return LossTable(
      counts.indices.filter { counts[$0] > 0 }.map { index in
        let loss = index % width < losses.count ? losses[index % width].loss : 0
        return LossTable.Class(
          loss: LossTable.units(loss),
          constants: kinds[index / width].constants.map(LossTable.units), count: counts[index])
      })
  }

  /// The first of `shares` whose sum with those before it exceeds `place`; their count beyond.
  private static func pick(_ shares: [Double], _ place: Double) -> Int {
    var left = place
    for (index, share) in shares.enumerated() {
      left -= share
      if left < 0 { return index }
    }
    return shares.count
  }
}
