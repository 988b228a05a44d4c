import SpecModel

/// What one build did on the probes of a measurement, as far as builds are held against each
/// other: probes that the reference answers in one way only.
public struct BuildAnswers: Sendable, Hashable {
  /// Keys of the probes that were compared, by operation.
  public var compared: [String: Set<UInt64>]
  /// What it did on those on which it diverges; on the others it did what the reference does.
  public var divergences: [Divergence]

  /// Answers, as they were kept.
  public init(compared: [String: Set<UInt64>], divergences: [Divergence]) {
    self.compared = compared
    self.divergences = divergences
  }

  /// The answers of a build that ran `probes` and diverged on some of them. What was not run, after
  /// crashes or because nothing could be loaded, is no answer.
  public init(probes: some Sequence<Probe>, divergences all: [Divergence]) {
    divergences = all.filter { $0.candidate != .notRun }
    let silent = Set(all.filter { $0.candidate == .notRun }.map { Self.key($0.probe) })
    compared = [:]
    for probe in probes {
      let key = Self.key(probe)
      if !silent.contains(key) { compared[probe.target, default: []].insert(key) }
    }
  }

  /// A probe's key: the hash of its operation and its steps in canonical spelling.
  public static func key(_ probe: Probe) -> UInt64 {
    StableHash.mixed(Array(probe.target.utf8) + [0] + probe.stepsValue.canonicalBytes)
  }
}
