import SpecModel

/// Divergences with one root, not yet shrunk.
public struct CauseGroup: Sendable, Hashable {
  /// What they have in common; the detail is nil-like (`rest`) for the remainder of a key.
  public var key: CauseKey
  /// Stable name.
  public var id: String
  /// How many probes show it.
  public var count: Int
  /// How many scored probes show it; what Good–Turing counts.
  public var scored: Int
  /// Pools in which it shows, in the order of the cases.
  public var pools: [Probe.Pool]
  /// The simplest divergence of the group; from the dev pool when the group has one there.
  public var witness: Divergence
  /// How often each feature of the input was seen.
  public var features: [String: Int]
}

/// Groups divergences by key, and within a key by detail into at most five.
public struct CauseGrouper: Sendable {
  /// Most causes that share a key but for the detail.
  public static let mostDetails = 5
  /// The detail of the divergences beyond those.
  static let rest = "rest"

  private var groups: [CauseKey: CauseGroup] = [:]
  private let scored: Probe.Pool

  /// A grouper that counts `scored` as the pool of the score.
  public init(scored: Probe.Pool = .heldOut) { self.scored = scored }

  /// Takes one divergence in.
  public mutating func add(_ divergence: Divergence) {
    let key = CauseKey(divergence)
    let isScored = divergence.probe.pool == scored && divergence.probe.origin != .shrunk
    let features = InputShape.features(divergence.probe)
    let one = CauseGroup(
      key: key, id: key.id, count: 1, scored: isScored ? 1 : 0, pools: [divergence.probe.pool],
      witness: divergence,
      features: Dictionary(uniqueKeysWithValues: features.map { ($0, 1) }))
    if var group = groups[key] {
      group.merge(one)
      groups[key] = group
    } else {
      groups[key] = one
    }
  }

  /// The causes, by id.
  public func causes() -> [CauseGroup] {
    var byBase: [CauseKey: [CauseGroup]] = [:]
    for group in groups.values { byBase[group.key.base, default: []].append(group) }
    var causes: [CauseGroup] = []
    for siblings in byBase.values {
      let ordered = siblings.sorted { ($1.count, $0.id) < ($0.count, $1.id) }
      if ordered.count <= Self.mostDetails {
        causes += ordered
        continue
      }
      causes += ordered.prefix(Self.mostDetails - 1)
      var rest = ordered[Self.mostDetails - 1]
      for group in ordered.dropFirst(Self.mostDetails) { rest.merge(group) }
      rest.key.detail = Self.rest
      rest.id = rest.key.id
      causes.append(rest)
    }
    return causes.sorted { $0.id < $1.id }
  }
}

extension CauseGroup {
  /// Whether `divergence` belongs to this cause.
  public func contains(_ divergence: Divergence) -> Bool {
    let other = CauseKey(divergence)
    return key.detail == CauseGrouper.rest ? other.base == key.base : other == key
  }

  mutating func merge(_ other: CauseGroup) {
    count += other.count
    scored += other.scored
    pools = Probe.Pool.allCases.filter { pools.contains($0) || other.pools.contains($0) }
    features.merge(other.features, uniquingKeysWith: +)
    if WitnessOrder(other.witness.probe) < WitnessOrder(witness.probe) { witness = other.witness }
  }

  /// The cause with `witness`, in words that quote no input.
  public func cause(witness: Divergence? = nil) -> Cause {
    Cause(
      id: id, operation: key.operation, kind: key.kind, count: count, pools: pools,
      witness: witness ?? self.witness, words: CauseWords.text(self))
  }
}

/// Orders witnesses: those that a reviser may see first, then the simpler probe.
struct WitnessOrder: Comparable {
  let isHidden: Bool
  let simplicity: Simplicity

  init(_ probe: Probe) {
    isHidden = probe.pool != .dev
    simplicity = Simplicity(probe.steps)
  }

  static func < (left: WitnessOrder, right: WitnessOrder) -> Bool {
    left.isHidden == right.isHidden
      ? left.simplicity < right.simplicity : !left.isHidden && right.isHidden
  }
}
