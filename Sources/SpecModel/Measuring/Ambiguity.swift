/// Where several builds from one spec disagree with each other: there the spec is ambiguous,
/// whatever the reference does.
public struct Ambiguity: Sendable, Hashable {
  /// Builds that were held against each other.
  public var builds: Int
  /// Operations with a probe that was compared on all of them.
  public var operations: Int
  /// Operations that they disagree on, the gravest difference first, then the largest share of
  /// probes.
  public var ambiguous: [AmbiguousOperation]

  /// An ambiguity.
  public init(builds: Int, operations: Int, ambiguous: [AmbiguousOperation]) {
    self.builds = builds
    self.operations = operations
    self.ambiguous = ambiguous
  }
}

/// An operation that builds from one spec disagree on.
public struct AmbiguousOperation: Sendable, Hashable {
  /// One answer, and how many builds gave it.
  public struct Answer: Sendable, Hashable {
    /// What these builds did.
    public var observation: Observation
    /// How many builds did it.
    public var builds: Int
    /// Whether it is the reference's answer.
    public var isReference: Bool

    /// An answer.
    public init(_ observation: Observation, builds: Int, isReference: Bool) {
      self.observation = observation
      self.builds = builds
      self.isReference = isReference
    }
  }

  /// The operation of the step at which they differ.
  public var operation: String
  /// Probes that were compared on all builds: those that count for the operation, and those of
  /// others that differ at a step of it.
  public var probes: Int
  /// Those of them on which the builds differ among themselves, messages of errors left aside.
  public var disagreeing: Int
  /// The gravest difference between two builds on the witness.
  public var difference: Difference
  /// The simplest probe on which they differ; one of the dev pool where there is one.
  public var witness: Probe
  /// What the reference does with it.
  public var reference: Observation
  /// The distinct answers of the builds, the commonest first.
  public var answers: [Answer]
  /// Requirements of the spec that speak of the operation, in document order.
  public var requirements: [String]
  /// Title of the section in which the spec declares it; empty where it does not.
  public var section: String

  /// An ambiguous operation.
  public init(
    operation: String, probes: Int, disagreeing: Int, difference: Difference, witness: Probe,
    reference: Observation, answers: [Answer], requirements: [String] = [], section: String = ""
  ) {
    self.operation = operation
    self.probes = probes
    self.disagreeing = disagreeing
    self.difference = difference
    self.witness = witness
    self.reference = reference
    self.answers = answers
    self.requirements = requirements
    self.section = section
  }
}

/// The head of an ambiguity; the whole of it lies in the object store.
public struct AmbiguitySummary: Sendable, Hashable, Codable {
  /// How often builds disagree on one operation.
  public struct Share: Sendable, Hashable, Codable {
    /// The operation.
    public var operation: String
    /// Probes that were compared on all builds.
    public var probes: Int
    /// Those of them on which the builds differ among themselves.
    public var disagreeing: Int

    /// A share.
    public init(operation: String, probes: Int, disagreeing: Int) {
      self.operation = operation
      self.probes = probes
      self.disagreeing = disagreeing
    }
  }

  /// The whole (a `specter.ambiguity/1` document) in the object store.
  public var document: Digest
  /// Builds that were held against each other.
  public var builds: Int
  /// Operations with a probe that was compared on all of them.
  public var operations: Int
  /// The operations that they disagree on.
  public var ambiguous: [Share]

  /// The head of `ambiguity`, which lies in the object store as `document`.
  public init(_ ambiguity: Ambiguity, document: Digest) {
    self.document = document
    builds = ambiguity.builds
    operations = ambiguity.operations
    ambiguous = ambiguity.ambiguous.map {
      Share(operation: $0.operation, probes: $0.probes, disagreeing: $0.disagreeing)
    }
  }
}
