import SpecModel

/// A behaviour change that was planted in a reference, and probes that see it.
public struct PlantedChange: Sendable, Hashable {
  /// A probe with what it shows.
  public struct Witness: Sendable, Hashable {
    /// The probe.
    public var probe: Probe
    /// What the reference with all changes does.
    public var planted: Observation
    /// What it would do without this one.
    public var plain: Observation

    /// A witness.
    public init(probe: Probe, planted: Observation, plain: Observation) {
      self.probe = probe
      self.planted = planted
      self.plain = plain
    }
  }

  /// `P-01`.
  public var id: String
  /// The change of the source.
  public var mutant: Mutant
  /// Probes that see it, the simplest first; never empty.
  public var witnesses: [Witness]

  /// A change.
  public init(id: String, mutant: Mutant, witnesses: [Witness]) {
    self.id = id
    self.mutant = mutant
    self.witnesses = witnesses
  }
}

/// A reference with planted changes.
public struct Plant: Sendable, Hashable {
  /// The changes.
  public var changes: [PlantedChange]
  /// The files with all of them.
  public var tree: FileTree
  /// Changes that were looked at to find them.
  public var tried: Int

  /// A planted reference.
  public init(changes: [PlantedChange], tree: FileTree, tried: Int) {
    self.changes = changes
    self.tree = tree
    self.tried = tried
  }
}
