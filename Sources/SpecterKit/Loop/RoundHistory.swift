import SpecModel

/// The rounds of a loop so far, as far as stopping depends on them. Pure.
public struct RoundHistory: Sendable {
  /// One measured round.
  public struct Round: Sendable, Hashable {
    /// Its number, from 1.
    public var number: Int
    /// The spec that its candidates were built from.
    public var spec: Digest
    /// The best candidate's measurement.
    public var best: MeasureSummary

    /// A round.
    public init(number: Int, spec: Digest, best: MeasureSummary) {
      self.number = number
      self.spec = spec
      self.best = best
    }
  }

  /// The rounds in order.
  public private(set) var rounds: [Round] = []

  /// No rounds yet.
  public init() {}

  /// Adds a measured round.
  public mutating func append(_ round: Round) { rounds.append(round) }

  /// Whether the last round is worse than the best before it: the intervals do not overlap.
  public var lastIsWorse: Bool {
    guard let last = rounds.last, let best = bestBeforeLast else { return false }
    return last.best.fidelity.high < best.best.fidelity.low
  }

  /// The best round before the last one; of equals the later.
  public var bestBeforeLast: Round? { Self.best(of: rounds.dropLast()) }

  /// The best round of all; of equals the later.
  public var best: Round? { Self.best(of: rounds[...]) }

  private static func best(of rounds: ArraySlice<Round>) -> Round? {
    rounds.reversed().max { $0.best.fidelity.value < $1.best.fidelity.value }
  }

  /// The rounds whose spec stayed: not those that made it worse and were rolled back.
  private var kept: [Round] {
    var kept: [Round] = []
    for round in rounds {
      let low = Self.best(of: kept[...])?.best.fidelity.low
      if low.map({ round.best.fidelity.high >= $0 }) ?? true { kept.append(round) }
    }
    return kept
  }

  /// Whether in the last `count` rounds neither D fell by max(0.1, half its interval) nor did the
  /// open causes become fewer (SCORING.md, "Stopping").
  public func isPlateau(_ count: Int) -> Bool {
    guard rounds.count > count else { return false }
    let before = rounds.dropLast(count)
    guard let best = before.map({ 100 - $0.best.fidelity.value }).min(),
      let fewest = before.map(\.best.open.count).min()
    else { return false }
    return rounds.suffix(count).allSatisfy { round in
      let fidelity = round.best.fidelity
      let needed = max(0.1, (fidelity.high - fidelity.low) / 2)
      return best - (100 - fidelity.value) < needed && round.best.open.count >= fewest
    }
  }

  /// Causes that were closed and opened again at least twice, in the order of their ids. Rounds
  /// that were rolled back are left out: what they lack was not closed.
  public var oscillating: [String] {
    let kept = kept
    let all = Set(kept.flatMap(\.best.open))
    return all.filter { id in
      let open = kept.map { $0.best.open.contains(id) }
      return zip(open, open.dropFirst()).count { !$0 && $1 } >= 2 && open.first == true
        || zip(open, open.dropFirst()).count { !$0 && $1 } >= 3
    }.sorted()
  }
}
