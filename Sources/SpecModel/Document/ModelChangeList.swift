/// Everything that differs between two versions of a spec.
public struct ModelChangeList: Sendable, Hashable {
  /// One version.
  public struct Version: Sendable, Hashable {
    /// Where it was read from.
    public var path: String
    /// What its front matter calls it; empty where it has none.
    public var version: String
    /// Whether it has any requirement with a keyword.
    public var hasKeywords: Bool

    /// A version.
    public init(path: String, version: String, hasKeywords: Bool) {
      self.path = path
      self.version = version
      self.hasKeywords = hasKeywords
    }
  }

  /// The version before.
  public var old: Version
  /// The version after.
  public var new: Version
  /// The changes in the order of the new version; what is gone stands where it was.
  public var changes: [ModelChange]
  /// What an implementation has that goes by the old version.
  public var stale: [StaleThing]

  /// A list.
  public init(old: Version, new: Version, changes: [ModelChange], stale: [StaleThing] = []) {
    self.old = old
    self.new = new
    self.changes = changes
    self.stale = stale
  }

  /// The changes with the parts of each behind it.
  public var all: [ModelChange] { changes.flatMap(\.all) }

  /// What the changes make of the version: the greatest step of any.
  public var step: SemverStep { all.map(\.step).max() ?? .none }

  /// How often each reason calls for the step, the commonest first.
  public var reasons: [(reason: String, count: Int)] {
    var counts: [String: Int] = [:]
    let step = step
    for change in all where change.step == step { counts[change.reason, default: 0] += 1 }
    return counts.map { (reason: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
  }
}

/// Something of an implementation that a change of the spec makes out of date.
public struct StaleThing: Sendable, Hashable {
  /// What it is: `example`, `probes`, `matrix case`, `source`, `verdict`.
  public var kind: String
  /// Which: `ex-12`, `Parser.parse`, `Sources/Parser.swift:31`.
  public var name: String
  /// What changed that it goes by: ids and names.
  public var because: [String]

  /// A stale thing.
  public init(kind: String, name: String, because: [String]) {
    self.kind = kind
    self.name = name
    self.because = because
  }
}
