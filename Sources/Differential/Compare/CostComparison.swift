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
    public func excess(_ resource: CostExcess.Resource) -> CostExcess? {
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

  /// How far the least that the candidate took exceeds the most that the reference took, whenever
  /// either was measured: the smallest ratio that can be made of them. CPU before memory; nil where
  /// nothing exceeds, or a side was not measured or does not tell each time.
  public static func excess(reference: [ProbeCost], candidate: [ProbeCost]) -> CostExcess? {
    guard !reference.isEmpty, let cpu = candidate.min(by: { $0.cpu < $1.cpu }) else { return nil }
    var look = Look(reference: ProbeCost(cpu: reference.map(\.cpu).max() ?? 0), candidate: cpu)
    if let excess = look.excess(.cpu) { return excess }
    let (ones, others) = (reference.compactMap(\.memory), candidate.filter { $0.memory != nil })
    guard ones.count == reference.count, others.count == candidate.count,
      let memory = others.min(by: { ($0.memory ?? 0) < ($1.memory ?? 0) })
    else { return nil }
    look = Look(reference: ProbeCost(cpu: 0, memory: ones.max()), candidate: memory)
    return look.excess(.memory)
  }
}
