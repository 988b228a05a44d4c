import SpecModel

/// The score of one comparison: everything of a `Measurement` that observations and surfaces give.
/// Economy, isolation, seconds and notes are added by who ran the subjects.
public struct ScoreCard: Sendable, Hashable {
  /// 100 − D with its 95 % interval.
  public var fidelity: Interval
  /// B, 0 to 1.
  public var behaviour: Double
  /// A, 0 to 1.
  public var structure: Double
  /// Every operation in scope, by id.
  public var operations: [OperationScore]
  /// Operations without a scored probe.
  public var unprobed: [String]
  /// Probes by pool and fate; `rerun` and `perSecond` are left at 0.
  public var probes: ProbeCounts
  /// What was dropped and masked as noise, and why.
  public var noise: [NoiseCount]
  /// Causes, furthest first, each with the simplest witness seen; not yet shrunk.
  public var causes: [CauseGroup]
  /// Good–Turing, 0 to 1.
  public var undiscovered: Double
  /// Examples against neighbours; nil where one of them was not probed.
  public var gap: NeighbourGap?
  /// Allowed differences that were seen.
  public var allowed: [AllowedCount]
}

/// Takes compared probes in one by one and makes the score of them; keeps a few words a probe and
/// the observations of nothing but each cause's witness.
public struct ScoreKeeper: Sendable {
  private struct Entry {
    var outcome: OutcomeDigest
    var loss: Float
  }

  private struct Mean {
    var sum = 0.0
    var count = 0
    var value: Double { count == 0 ? 0 : sum / Double(count) }
    mutating func add(_ loss: Double) {
      sum += loss
      count += 1
    }
  }

  private struct NoiseKey: Hashable {
    var operation: String
    var isDropped: Bool
    var what: String
  }

  private let rules: CompareRules
  private let scored: Probe.Pool
  private var entries: [String: [Entry]] = [:]
  private var counts = ProbeCounts()
  private var noise: [NoiseKey: Int] = [:]
  private var grouper: CauseGrouper
  private var examples = Mean()
  private var neighbours = Mean()
  private var allowed: [Int]

  /// A keeper that scores the pool `scored` (`.heldOut`, or `.final` for a final batch).
  public init(rules: CompareRules, scored: Probe.Pool = .heldOut) {
    self.rules = rules
    self.scored = scored
    grouper = CauseGrouper(scored: scored)
    allowed = Array(repeating: 0, count: rules.allow.count)
  }

  /// Takes one compared probe: its observations of reference (the first run) and candidate, and
  /// what comparing them gave. Shrunk probes count for nothing: they are adaptive.
  public mutating func add(
    _ probe: Probe, reference: Observation, candidate: Observation, _ comparison: Comparison
  ) {
    guard probe.origin != .shrunk else { return }
    switch probe.pool {
    case .dev: counts.dev += 1
    case .heldOut: counts.heldOut += 1
    case .final: counts.final += 1
    }
    switch reference {
    case .timedOut: counts.timedOut += 1
    case .crashed: counts.crashed += 1
    case .answered, .oversized, .notRun: break
    }
    note(comparison, of: probe)
    if comparison.isDropped { return }
    for index in comparison.allowed { allowed[index] += 1 }
    switch probe.origin {
    case .example: examples.add(comparison.loss)
    case .neighbour: neighbours.add(comparison.loss)
    case .mined, .generated, .guided, .shrunk: break
    }
    if let difference = comparison.difference {
      grouper.add(
        Divergence(
          probe: probe, reference: reference, candidate: candidate, difference: difference,
          excess: difference.kind == .cost ? comparison.excess : nil))
    }
    if probe.pool == scored {
      let entry = Entry(
        outcome: OutcomeDigest(reference, of: probe), loss: Float(comparison.loss))
      entries[probe.target, default: []].append(entry)
    }
  }

  private mutating func note(_ comparison: Comparison, of probe: Probe) {
    func key(_ what: String) -> NoiseKey {
      NoiseKey(operation: probe.target, isDropped: comparison.isDropped, what: what)
    }
    if let reason = comparison.dropped {
      counts.dropped += 1
      noise[key(reason.rawValue), default: 0] += 1
      return
    }
    if !comparison.masked.isEmpty { counts.masked += 1 }
    for place in Set(comparison.masked.map { ObservationPath($0).normalised }) {
      noise[key(place), default: 0] += 1
    }
  }

  /// Most frequent first, then in the order of operation and place.
  private func noiseCounts() -> [NoiseCount] {
    noise.map {
      NoiseCount(
        operation: $0.key.operation, isDropped: $0.key.isDropped, what: $0.key.what,
        count: $0.value)
    }.sorted { (-$0.count, $0.operation, $0.what) < (-$1.count, $1.operation, $1.what) }
  }

  /// The score. `operations` are the ids of all operations in scope, `structure` what comparing the
  /// surfaces gave, `unprobed` what no probe could be made for.
  public func card(
    operations: [String], structure: StructureReport, unprobed: [String] = [], seed: UInt64,
    resamples: Int = ScoringConstants.resamples,
    confidence: Double = ScoringConstants.coverage
  ) -> ScoreCard {
    let ids = Set(operations).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var tables: [LossTable] = []
    var absent = 0
    var scores: [OperationScore] = []
    for id in ids {
      let table = table(id)
      if structure.missing.contains(id) {
        absent += 1
      } else if table.probes > 0 {
        tables.append(table)
      }
      scores.append(score(id, table, isMissing: structure.missing.contains(id)))
    }
    let estimate = DivergenceEstimate.make(
      tables, absent: absent, structure: structure.share, seed: Seed(seed).derived("score"),
      resamples: resamples, confidence: confidence)
    let causes = grouper.causes()
    let all = tables.reduce(0) { $0 + $1.probes }
    let silent = scores.filter { $0.probes == 0 && $0.score < 1 }.map(\.operation)
    return ScoreCard(
      fidelity: estimate.fidelity, behaviour: estimate.behaviour, structure: structure.share,
      operations: scores, unprobed: Set(unprobed + silent).sorted(), probes: counts,
      noise: noiseCounts(), causes: CauseOrder.furthestFirst(causes),
      undiscovered: GoodTuring.undiscovered(
        once: causes.filter { $0.scored == 1 }.count, of: all),
      gap: examples.count > 0 && neighbours.count > 0
        ? NeighbourGap(examples: examples.value, neighbours: neighbours.value) : nil,
      allowed: rules.allow.indices.map {
        AllowedCount(allowance: rules.allow[$0], count: allowed[$0])
      })
  }

  private func table(_ id: String) -> LossTable {
    let all = entries[id] ?? []
    let constants = ConstantAnswer.rivals(all.map(\.outcome), rules: rules)
    return LossTable(zip(all, constants).map { (Double($0.loss), $1) })
  }

  private func score(_ id: String, _ table: LossTable, isMissing: Bool) -> OperationScore {
    OperationScore(
      operation: id, probes: table.probes, diverged: isMissing ? table.probes : table.diverged,
      loss: isMissing ? 1 : table.meanLoss, score: isMissing ? 1 : table.score)
  }
}
