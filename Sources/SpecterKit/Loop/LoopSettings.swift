import SpecModel

/// How long a loop goes on, how much it measures, and when it is done (SCORING.md, "Stopping").
public struct LoopSettings: Sendable, Hashable {
  /// Candidates built from one spec in each round.
  public var candidates = 1
  /// Most rounds.
  public var rounds = 8
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
  /// The seed of everything random.
  public var seed: UInt64 = 1

  /// The defaults.
  public init() {}
}
