/// What differs between two observations of one probe (SCORING.md, "One probe").
public enum DifferenceKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// An operation of the reference that the candidate lacks.
  case missing
  /// The candidate breaks an example of the spec.
  case example
  /// One crashes or times out and the other does not, or in another way.
  case crash
  /// One raises and the other returns.
  case raises
  /// The returned value.
  case value
  /// An argument's value after the call.
  case mutation
  /// What was printed or warned.
  case output
  /// Both raise, another class of error.
  case errorType
  /// Finished, but with more than ten times the CPU time or memory.
  case cost
  /// Both raise the same class, another message.
  case errorMessage

  /// The loss ℓ, from 0 to 1.
  public var loss: Double {
    switch self {
    case .missing, .example, .crash, .raises, .value, .mutation, .output: 1
    case .errorType: 0.5
    case .cost: 0.25
    case .errorMessage: 0.1
    }
  }

  /// The priority of its cause.
  public var priority: Priority {
    switch self {
    case .missing, .example: .p0
    case .crash, .raises, .value, .mutation, .output: .p1
    case .errorType, .cost: .p2
    case .errorMessage: .p3
    }
  }
}

/// How much a cause or finding matters; P3 never holds up convergence.
public enum Priority: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// An operation is missing or an example of the spec is broken.
  case p0 = "P0"
  /// Another value, or an error instead of a value.
  case p1 = "P1"
  /// Another class of error, or far more CPU or memory.
  case p2 = "P2"
  /// Another message of an error.
  case p3 = "P3"

  /// P0 comes first.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One difference: its kind, and the path inside the observation where it stands, for example
/// `did.0.return.fields.major` (list indexes are written as they are; grouping normalises them).
public struct Difference: Sendable, Hashable {
  /// What differs.
  public var kind: DifferenceKind
  /// Where it differs; empty for the observation as a whole.
  public var path: String

  /// A difference.
  public init(_ kind: DifferenceKind, path: String = "") {
    self.kind = kind
    self.path = path
  }
}

/// A probe on which reference and candidate differ, with both observations.
public struct Divergence: Sendable, Hashable {
  /// The probe.
  public var probe: Probe
  /// What the reference did.
  public var reference: Observation
  /// What the candidate did.
  public var candidate: Observation
  /// The difference with the largest loss.
  public var difference: Difference
  /// What both sides took, where the difference is one of cost; nil elsewhere, and where a document
  /// does not keep it.
  public var excess: CostExcess?

  /// A divergence.
  public init(
    probe: Probe, reference: Observation, candidate: Observation, difference: Difference,
    excess: CostExcess? = nil
  ) {
    self.excess = excess
    self.probe = probe
    self.reference = reference
    self.candidate = candidate
    self.difference = difference
  }
}

/// A group of divergences with one root.
public struct Cause: Sendable, Hashable {
  /// Stable name made from its key, for example `C-3f2a91`; the same cause has the same id in every
  /// round.
  public var id: String
  /// The operation it shows in.
  public var operation: String
  /// What differs.
  public var kind: DifferenceKind
  /// How much it matters.
  public var priority: Priority
  /// How many probes show it.
  public var count: Int
  /// The pools in which it shows.
  public var pools: [Probe.Pool]
  /// Smallest probe found that shows it, with both observations.
  public var witness: Divergence
  /// The cause in words, without the probe or its values: all that a reviser may read of a cause
  /// that shows only in held-out probes.
  public var words: String

  /// A cause.
  public init(
    id: String, operation: String, kind: DifferenceKind, count: Int, pools: [Probe.Pool],
    witness: Divergence, words: String
  ) {
    self.id = id
    self.operation = operation
    self.kind = kind
    self.priority = kind.priority
    self.count = count
    self.pools = pools
    self.witness = witness
    self.words = words
  }
}

/// A difference between two public surfaces; where it is a loss it counts into A of the score.
public struct StructureFinding: Sendable, Hashable, Codable {
  /// The symbol.
  public var id: String
  /// `missing`, `kind`, `parameters`, `defaults`, `bases`, `operators` or `value`; and what is no
  /// loss: `annotations`, which change nothing that a caller sees, `command`, for the command line
  /// is not run yet, and `extra`.
  public var what: String
  /// What the reference has, for people.
  public var reference: String
  /// What the candidate has, for people.
  public var candidate: String

  /// Whether the symbol counts as broken.
  public var isLoss: Bool { !["annotations", "command", "extra"].contains(what) }

  /// A finding.
  public init(id: String, what: String, reference: String, candidate: String) {
    self.id = id
    self.what = what
    self.reference = reference
    self.candidate = candidate
  }
}
