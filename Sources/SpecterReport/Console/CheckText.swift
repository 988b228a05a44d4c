import SpecterKit

/// The first line of `specter check`'s answer.
public enum CheckText {
  /// Whether the library holds, its fidelity, and what was taken from the cache.
  public static func head(_ outcome: CheckOutcome) -> String {
    let said =
      "\(outcome.name): \(outcome.holds ? "holds" : "does not hold"), fidelity "
      + StepText.fidelity(outcome.measurement.fidelity)
    guard outcome.reused > 0 else { return said }
    return said + ", \(Figures.count(outcome.reused, "observation")) from the cache"
  }
}
