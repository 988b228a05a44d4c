import SpecModel

/// How long a loop goes on, how much it measures, and when it is done (SCORING.md, "Stopping").
public struct LoopSettings: Sendable, Hashable {
  /// Candidates built from one spec in each round.
  public var candidates = 1
  /// Most of them that are built at the same time.
  public var parallel = 4
  /// Most rounds.
  public var rounds = 8
  /// How much the run may use.
  public var budget = RunBudget()
  /// Generated probes an operation in each round, half dev and half held-out.
  public var probesPerOperation = 600
  /// Fresh generated probes an operation that decide convergence.
  public var finalPerOperation = 300
  /// Largest upper 95 % bound of D at which a candidate counts as converged, in points of 100.
  public var largestDivergence = 1.0
  /// Largest f₁/n at which a candidate counts as converged, 0 to 1.
  public var largestUndiscovered = 0.005
  /// Times that a broken extraction or revision goes back to the agent.
  public var corrections = 2
  /// Rounds without progress that make a plateau.
  public var plateauRounds = 3
  /// Largest share of a round's probes, 0 to 1, on which the reference may disagree with itself.
  public var largestDropped = 0.5
  /// The seed of everything random.
  public var seed: UInt64 = 1

  /// The defaults.
  public init() {}

  /// The fresh batch that decides convergence, `attempt` from 1.
  ///
  /// Each attempt halves the error rate, from 1/20. So that the bound stays within reach, which by
  /// Clopper and Pearson takes ln(1 ÷ error) ÷ rate probes of which none diverges, each attempt
  /// draws ln 2 ÷ ln 20 of the first one's probes more: a quarter, rounded up.
  func finalPlan(_ attempt: Int) -> MeasurePlan {
    let more = (finalPerOperation * (attempt - 1) + 3) / 4
    return MeasurePlan(
      pools: [.final], perOperation: finalPerOperation + more,
      seed: seed &+ UInt64(attempt) &* 1_000_003,
      confidence: 1 - Double(sign: .plus, exponent: 1 - attempt, significand: 0.05))
  }
}
