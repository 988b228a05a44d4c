/// Why a loop ended; every loop ends in one of these, with a sentence.
public enum StopReason: String, Sendable, Hashable, Codable, CaseIterable {
  /// The frozen candidate held on a fresh final batch, and a second blind build showed no new
  /// cause.
  case converged
  /// Three rounds without progress.
  case plateau
  /// A closed cause reopened twice.
  case oscillating
  /// Rounds, time, money, or a recording ran out.
  case budgetSpent = "budget spent"
  /// The reference disagrees with itself too often to be measured.
  case unstableReference = "unstable reference"
  /// Specter, its environment or an agent failed.
  case failed
}
