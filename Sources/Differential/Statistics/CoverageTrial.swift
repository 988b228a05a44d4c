/// The check of the interval of D: simulated subjects whose divergence is known, and how often the
/// interval covers it. `scripts/coverage` prints the whole table; docs/scoring.md has it.
package struct CoverageTrial: Sendable {
  /// What kind of subjects a trial simulates.
  package enum Subjects: String, Sendable, CaseIterable {
    /// Operations whose constants lose 1, 0.4, 0.6, 0.27, 0.05 and 0.5; every divergence loses 1.
    case varied
    /// The same operations; a third each of the divergences loses 1, 0.5 and 0.1.
    case mixed
    /// The same operations; every divergence loses 0.1.
    case minor
    /// The same operations; only the first diverges, whose constant loses 1.
    case single
    /// The same operations; only one diverges, whose constant loses 0.05.
    case narrow
    /// Every operation answers true as often as false: the best constant is a matter of chance.
    case coins
  }

  /// What came of it.
  package struct Result: Sendable {
    /// The true D in percent.
    package var truth: Double
    /// How many intervals lay above the truth, and how many below it.
    package var above = 0
    package var below = 0
    /// Mean width of the intervals, in points of 100.
    package var width = 0.0
  }

  /// The kind of subjects.
  package var subjects: Subjects
  /// Number of operations.
  package var operations: Int
  /// Share of the inputs that diverge, 0 to 1, in each operation that does.
  package var rate: Double
  /// Scored probes an operation; as many as `specter diff` has by default.
  package var probes = 300

  /// A trial.
  package init(_ subjects: Subjects, operations: Int, rate: Double) {
    self.subjects = subjects
    self.operations = operations
    self.rate = rate
  }

  /// The rates and numbers of operations that are tried.
  package static let rates = [0, 0.001, 0.01, 0.1, 0.5]
  package static let sizes = [1, 3, 30]

  /// Runs so many simulations.
  package func run(_ simulations: Int, resamples: Int, seed: UInt64 = 1) -> Result {
    let subject = (0..<operations).map(operation)
    let truth = 100 * subject.reduce(0) { $0 + $1.score } / Double(operations)
    var result = Result(truth: truth)
    for simulation in 0..<simulations {
      let start = Seed(seed).derived("\(subjects.rawValue) \(operations) \(rate) \(simulation)")
      var generator = start.generator
      let tables = subject.map { $0.table(probes, &generator) }
      let interval = DivergenceEstimate.make(
        tables, structure: 0, seed: start, resamples: resamples
      ).divergence
      if interval.low > truth + 1e-9 { result.above += 1 }
      if interval.high < truth - 1e-9 { result.below += 1 }
      result.width += (interval.high - interval.low) / Double(simulations)
    }
    return result
  }

  private func operation(_ place: Int) -> SimulatedOperation {
    let shape = subjects == .narrow ? place + 4 : place
    var losses: [SimulatedOperation.Loss] = []
    switch subjects {
    case .varied, .coins: losses = [.init(loss: 1, share: rate)]
    case .mixed: losses = [1, 0.5, 0.1].map { .init(loss: $0, share: rate / 3) }
    case .minor: losses = [.init(loss: 0.1, share: rate)]
    case .single, .narrow: losses = [.init(loss: 1, share: place == 0 ? rate : 0)]
    }
    return SimulatedOperation(
      kinds: subjects == .coins ? Self.coin : Self.shapes[shape % Self.shapes.count],
      losses: losses)
  }

  private static let coin = [
    SimulatedOperation.Kind(share: 0.5, constants: [0, 1]),
    SimulatedOperation.Kind(share: 0.5, constants: [1, 0]),
  ]

  /// Kinds of answers as libraries have them: another text each time; true more often than false;
  /// one of three; mostly one error with changing messages; nearly always the same; a coin.
  private static let shapes: [[SimulatedOperation.Kind]] = [
    [.init(share: 1, constants: [1])],
    [.init(share: 0.6, constants: [0, 1]), .init(share: 0.4, constants: [1, 0])],
    [
      .init(share: 0.4, constants: [0, 1, 1]), .init(share: 0.3, constants: [1, 0, 1]),
      .init(share: 0.3, constants: [1, 1, 0]),
    ],
    [
      .init(share: 0.7, constants: [0.1]), .init(share: 0.2, constants: [0.5]),
      .init(share: 0.1, constants: [1]),
    ],
    [.init(share: 0.95, constants: [0]), .init(share: 0.05, constants: [1])],
    coin,
  ]
}
