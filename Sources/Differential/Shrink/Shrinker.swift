import SpecModel

/// Looks for the smallest witness of a cause, as a value that is asked and told in turns:
///
///     while true {
///       let batch = shrinker.next()
///       if batch.isEmpty { break }
///       // run the batch on both sides and compare
///       shrinker.learn(divergences)
///     }
///
/// Deterministic; never leaves the cause; ends after `mostProbes` probes at the latest.
public struct Shrinker: Sendable {
  /// Most probes that one cause may cost.
  public static let mostProbes = 200
  /// Most probes in a batch: enough to fill a driver, few enough to waste little when an early
  /// one succeeds.
  public static let batch = 16

  /// The smallest witness so far.
  public private(set) var witness: Divergence
  /// Probes that may still be tried.
  public private(set) var left: Int
  private let cause: CauseGroup
  private var tried: Set<[UInt8]> = []
  private var pending: [[Step]] = []
  private var asked: [[Step]] = []

  /// A search that starts from the group's witness.
  public init(_ cause: CauseGroup, mostProbes: Int = Shrinker.mostProbes) {
    self.cause = cause
    witness = cause.witness
    left = mostProbes
    tried.insert(Simplicity(cause.witness.probe.steps).bytes)
    // An example is what the spec says, what is missing needs no smaller input, and what a probe
    // takes shows in no observation.
    let isWhole = [.example, .missing, .cost].contains(cause.key.kind)
    pending = isWhole ? [] : Self.simpler(than: cause.witness.probe.steps)
  }

  /// The next probes to try; empty when the search is over. They have the pool of the witness and
  /// the origin `.shrunk`.
  public mutating func next() -> [Probe] {
    asked = []
    while asked.count < min(Self.batch, left), let steps = pending.popLast() {
      if tried.insert(Simplicity(steps).bytes).inserted { asked.append(steps) }
    }
    left -= asked.count
    return asked.map { steps in
      Probe(
        steps: steps, target: Self.target(of: steps, from: witness.probe), origin: .shrunk,
        pool: witness.probe.pool)
    }
  }

  /// Takes what the last batch gave, one entry a probe: its divergence, or nil when it did not
  /// diverge. The simplest of those that show the same cause becomes the witness.
  public mutating func learn(_ results: [Divergence?]) {
    let current = Simplicity(witness.probe.steps)
    let best = results.prefix(asked.count).compactMap(\.self)
      .filter { cause.contains($0) && Simplicity($0.probe.steps) < current }
      .min { Simplicity($0.probe.steps) < Simplicity($1.probe.steps) }
    guard let best else { return }
    witness = best
    pending = Self.simpler(than: best.probe.steps)
  }

  /// Candidates from the simplest, last in the list, to the nearest; each simpler than `steps`.
  private static func simpler(than steps: [Step]) -> [[Step]] {
    let bound = Simplicity(steps)
    return Reduction.candidates(steps)
      .map { (steps: $0, order: Simplicity($0)) }
      .filter { $0.order < bound }
      .sorted { $1.order < $0.order }
      .map(\.steps)
  }

  /// A probe that lost its last step counts for what its new last step uses.
  private static func target(of steps: [Step], from probe: Probe) -> String {
    guard let last = steps.last, let old = probe.steps.last else { return probe.target }
    let same = StepOperation.inferred(steps.count - 1, in: steps)
    let before = StepOperation.inferred(probe.steps.count - 1, in: probe.steps)
    if same == before, last.isLike(old) { return probe.target }
    return same ?? probe.target
  }
}

extension Step {
  /// Whether both use the same member in the same way.
  fileprivate func isLike(_ other: Step) -> Bool {
    switch (action, other.action) {
    case (.call(let a, let x, _, _), .call(let b, let y, _, _)): a == b && (x == nil) == (y == nil)
    case (.get(let a, _), .get(let b, _)), (.operate(let a, _, _), .operate(let b, _, _)): a == b
    case (.item, .item), (.iterate, .iterate): true
    default: false
    }
  }
}
