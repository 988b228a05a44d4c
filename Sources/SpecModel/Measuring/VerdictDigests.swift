/// What a measurement was made from. A verdict is stale as soon as one of these is another.
public struct VerdictDigests: Sendable, Hashable {
  /// The spec; nil for a comparison without one.
  public var spec: Digest?
  /// The reference.
  public var reference: Digest?
  /// The candidate.
  public var candidate: Digest?
  /// The driver's own source.
  public var driver: Digest?
  /// The interpreter that ran both sides: its digest, or its name and version.
  public var interpreter: String?
  /// The probes, as the file that they are kept in.
  public var probes: Digest?

  /// Digests; what is not known is nil.
  public init(
    spec: Digest? = nil, reference: Digest? = nil, candidate: Digest? = nil,
    driver: Digest? = nil, interpreter: String? = nil, probes: Digest? = nil
  ) {
    self.spec = spec
    self.reference = reference
    self.candidate = candidate
    self.driver = driver
    self.interpreter = interpreter
    self.probes = probes
  }

  /// The names of what differs between two sets of digests, in the order of the glossary; what is
  /// unknown on either side counts as different unless it is unknown on both.
  public func differences(from other: VerdictDigests) -> [String] {
    var names: [String] = []
    if spec != other.spec { names.append("spec") }
    if reference != other.reference { names.append("reference") }
    if candidate != other.candidate { names.append("candidate") }
    if driver != other.driver { names.append("driver") }
    if interpreter != other.interpreter { names.append("interpreter") }
    if probes != other.probes { names.append("probes") }
    return names
  }
}
