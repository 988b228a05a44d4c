import SpecModel

/// Whose fault a cause is, as far as that can be decided without an agent (DESIGN.md, "Triage").
public enum Triage {
  /// What a cause is put down to.
  public enum Fault: String, Sendable, Hashable, Codable {
    /// The candidate breaks an example that the spec states and the reference holds.
    case implementationWrong = "implementation wrong"
    /// The reference breaks an example of the spec, or every one of several builds agrees against
    /// the reference.
    case specWrong = "spec wrong"
    /// Builds from one spec disagree among themselves.
    case specSilent = "spec silent"
    /// One build differs: the spec is wrong or silent.
    case specWrongOrSilent = "spec wrong or silent"
  }

  /// The fault of `cause`, seen in one build, given the causes that each of the other builds from
  /// the same spec has.
  ///
  /// `repeated` tells whether an earlier build from the same spec broke the same example: what two
  /// builds get wrong is the spec's.
  public static func fault(
    of cause: Cause, others: [[Cause]], repeated: Bool
  ) -> Fault {
    if cause.kind == .example && !repeated { return .implementationWrong }
    guard !others.isEmpty else { return .specWrongOrSilent }
    let same = others.count { causes in
      causes.contains {
        $0.id == cause.id && $0.witness.candidate == cause.witness.candidate
      }
    }
    return same == others.count ? .specWrong : .specSilent
  }
}
