/// The design choices of the score, in one place, each with its reason. Losses by kind of
/// difference are in `SpecModel.DifferenceKind`.
public enum ScoringConstants {
  /// Weight of A in D. A fifth: what is missing already counts fully in B as an operation with
  /// b = 1; A adds what probes can't see (constants, bases, defaults).
  public static let structureWeight = 0.2
  /// Bootstrap resamples: the ends of a 95 % interval then move by under 0.5 % of their width.
  public static let resamples = 10_000
  /// Coverage of the intervals, and of the one-sided Clopper–Pearson bound: with none found, 300
  /// probes bound the rate at 1 % and 3,000 at 0.1 % (the "rule of three").
  public static let coverage = 0.95
  /// Above this variance a binomial is drawn from the normal curve, whose error is then far below
  /// that of 10,000 resamples.
  public static let normalVariance = 400.0
  /// Losses are counted in twentieths, of which every ℓ is a whole number.
  public static let lossUnits = 20
}
