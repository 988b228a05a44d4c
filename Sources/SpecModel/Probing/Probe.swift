/// One input, or a short program of calls, to run on a subject.
public struct Probe: Sendable, Hashable {
  /// Who may see a probe (SCORING.md, "Three pools").
  public enum Pool: String, Sendable, Hashable, Codable, CaseIterable {
    /// The reviser sees probe and observations.
    case dev
    /// The reviser sees only the cause in words; scores the rounds.
    case heldOut
    /// Nobody sees it; decides convergence.
    case final
  }

  /// Where a probe came from.
  public enum Origin: Sendable, Hashable {
    /// The spec's example of this id.
    case example(String)
    /// A neighbour of the input of the example of this id.
    case neighbour(String)
    /// A call or sequence of calls that the reference's own tests made; the test file's name.
    case mined(String)
    /// Made from signatures, constants and the shapes of known inputs.
    case generated
    /// Reached a branch of the reference that nothing before it had, or was made from one that did.
    case guided
    /// A smaller form of another probe.
    case shrunk
  }

  /// The steps; the first that raises ends the probe.
  public var steps: [Step]
  /// The operation that it counts for.
  public var target: String
  /// Where it came from.
  public var origin: Origin
  /// Who may see it.
  public var pool: Pool

  /// A probe.
  public init(steps: [Step], target: String, origin: Origin, pool: Pool) {
    self.steps = steps
    self.target = target
    self.origin = origin
    self.pool = pool
  }

  /// The list of steps in canonical spelling: equal bytes are the same input.
  public var stepsValue: Value { .array(steps.map(\.value)) }
}

extension Probe.Origin {
  /// One word or `word:detail`, as probe files write it.
  public var spelling: String {
    switch self {
    case .example(let id): "example:\(id)"
    case .neighbour(let id): "neighbour:\(id)"
    case .mined(let file): "mined:\(file)"
    case .generated: "generated"
    case .guided: "guided"
    case .shrunk: "shrunk"
    }
  }

  /// Reads `spelling`; nil for anything else.
  public init?(spelling: String) {
    let parts = spelling.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count > 1 ? parts[1] : nil) {
    case ("example", let id?): self = .example(id)
    case ("neighbour", let id?): self = .neighbour(id)
    case ("mined", let file?): self = .mined(file)
    case ("generated", nil): self = .generated
    case ("guided", nil): self = .guided
    case ("shrunk", nil): self = .shrunk
    default: return nil
    }
  }
}

extension Probe {
  /// The probe as probe files write it: `{"do":…,"origin":…,"pool":…,"target":…}`.
  public var value: Value {
    .members([
      "do": stepsValue, "target": .string(target), "origin": .string(origin.spelling),
      "pool": .string(pool.rawValue),
    ])
  }

  /// Reads a probe as probe files write it; nil when it is none.
  public init?(_ value: Value) {
    guard let items = value["do"]?.arrayValue, let target = value["target"]?.stringValue,
      let origin = value["origin"]?.stringValue.flatMap(Origin.init(spelling:)),
      let pool = value["pool"]?.stringValue.flatMap(Pool.init(rawValue:))
    else { return nil }
    let steps = items.compactMap { Step($0) }
    guard steps.count == items.count else { return nil }
    self.init(steps: steps, target: target, origin: origin, pool: pool)
  }
}
