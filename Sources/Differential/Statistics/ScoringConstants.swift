/// The design choices of the score, in one place, each with its reason. Losses by kind of
/// difference are in `SpecModel.DifferenceKind`.
public enum ScoringConstants {
  /// Weight of A in D. A fifth: what is missing already counts fully in B as an operation with
  /// b = 1; A adds what probes can't see (constants, bases, defaults).
  public static let structureWeight = 0.2
  /// Resamples: the ends of a 95 % interval then move by under 0.5 % of their width.
  public static let resamples = 10_000
  /// Coverage of the intervals, and of the one-sided Clopper–Pearson bound: with none found, 300
  /// probes bound the rate at 1 % and 3,000 at 0.1 % (the "rule of three").
  public static let coverage = 0.95
  /// Constants that are tried as the best one in each resample: with three answers equally likely
  /// the choice among them is all chance, and beyond three the bias of the choice is small beside
  /// what a constant loses.
  public static let rivalConstants = 3
  /// What the bias that resampling shows is multiplied with. At a kink, E min(0, s·N) = −s ÷ √(2π),
  /// a resample has the variance of the sample and its own, √2·s, and shows (√2 − 1) of that bias;
  /// its ends carry √2 of it, so they are moved by √2 ÷ (√2 − 1) = 2 + √2 times what it shows.
  public static let kinkFactor = 2 + 2.0.squareRoot()
  /// Losses are counted in twentieths, of which every ℓ is a whole number.
  public static let lossUnits = 20
  /// How many times the reference's CPU or memory a candidate may take (SCORING.md).
  public static let costFactor = 10.0
  /// Microseconds of CPU that a candidate must take beyond the reference, whatever the ratio. A
  /// fiftieth of a second is the least that a user could feel, and many times what chance adds to a
  /// probe: a collection of garbage, a cold cache, page faults. The drivers tell costs from a tenth
  /// of it on, so that ten times what was not told lies below it.
  public static let cpuFloor = 20_000
  /// The same for memory, in bytes: an interpreter that does nothing takes a third of it.
  public static let memoryFloor = 32 << 20
}
