import SpecModel

/// Holds what a candidate takes for a probe against what the reference takes (SCORING.md, ℓ 0.25).
public enum CostComparison {
  /// What one look at a probe showed on both sides.
  public struct Look: Sendable, Hashable {
    /// What the reference took.
    public var reference: ProbeCost
    /// What the candidate took.
    public var candidate: ProbeCost

    /// A look.
    public init(reference: ProbeCost, candidate: ProbeCost) {
      self.reference = reference
      self.candidate = candidate
    }

    /// How far the candidate exceeds the reference in one resource; nil where it does not by the
    /// factor and the floor, or where a side does not tell.
    func excess(_ resource: CostExcess.Resource) -> CostExcess? {
      let (one, other, floor, step): (Int?, Int?, Int, Int?)
      switch resource {
      case .cpu:
        (one, other) = (reference.cpu, candidate.cpu)
        (floor, step) = (ScoringConstants.cpuFloor, candidate.cpuStep)
      case .memory:
        (one, other) = (reference.memory, candidate.memory)
        (floor, step) = (ScoringConstants.memoryFloor, candidate.memoryStep)
      }
      guard let one, let other, other - one >= floor,
        Double(other) > ScoringConstants.costFactor * Double(one)
      else { return nil }
      return CostExcess(resource, reference: one, candidate: other, step: step)
    }

    /// Whether the candidate exceeds the reference in anything.
    public var isExcessive: Bool {
      CostExcess.Resource.allCases.contains { excess($0) != nil }
    }
  }

  /// What many probes in flight showed; nil unless that makes the candidate a suspect. The
  /// reference ran twice, and the more it took the less is the candidate's excess. A cost that was
  /// not told is small: below a tenth of the floor.
  public static func suspicion(_ first: ProbeCost?, _ second: ProbeCost?, candidate: ProbeCost?)
    -> Look?
  {
    guard let candidate else { return nil }
    let runs = [first, second].compactMap(\.self)
    let reference = ProbeCost(
      cpu: runs.map(\.cpu).max() ?? 0, memory: runs.compactMap(\.memory).max() ?? 0)
    let look = Look(reference: reference, candidate: candidate)
    return look.isExcessive ? look : nil
  }

  /// What every one of `looks` shows, CPU before memory, with the figures of the look in which the
  /// ratio is smallest; nil where one look does not show it, or there is none.
  public static func excess(in looks: [Look]) -> CostExcess? {
    CostExcess.Resource.allCases.lazy.compactMap { resource -> CostExcess? in
      let found = looks.compactMap { $0.excess(resource) }
      guard found.count == looks.count else { return nil }
      return found.min { ratio($0) < ratio($1) }
    }.first
  }

  private static func ratio(_ excess: CostExcess) -> Double {
    Double(excess.candidate) / Double(max(1, excess.reference))
  }
}
