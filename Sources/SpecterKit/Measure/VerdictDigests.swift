import SpecModel

/// What a verdict was measured on; a verdict whose digests no longer match is stale.
public struct VerdictDigests: Sendable, Hashable, Codable {
  /// The spec's bytes.
  public var spec: Digest
  /// The pinned files of the reference.
  public var reference: Digest
  /// The candidate's tree.
  public var candidate: Digest
  /// The driver's own files.
  public var driver: Digest
  /// The interpreter's version, digested.
  public var interpreter: Digest
  /// The committed probe files.
  public var probes: Digest

  /// Digests.
  public init(
    spec: Digest, reference: Digest, candidate: Digest, driver: Digest, interpreter: Digest,
    probes: Digest
  ) {
    self.spec = spec
    self.reference = reference
    self.candidate = candidate
    self.driver = driver
    self.interpreter = interpreter
    self.probes = probes
  }

  /// Names of the parts that are other than in `recorded`, in the order above.
  public func stale(against recorded: VerdictDigests) -> [String] {
    let parts: [(String, KeyPath<VerdictDigests, Digest>)] = [
      ("spec", \.spec), ("reference", \.reference), ("candidate", \.candidate),
      ("driver", \.driver), ("interpreter", \.interpreter), ("probes", \.probes),
    ]
    return parts.filter { self[keyPath: $0.1] != recorded[keyPath: $0.1] }.map(\.0)
  }
}

/// The driver and interpreter that a surface runs subjects with.
public struct SurfaceIdentity: Sendable, Hashable {
  /// Digest of the driver's own files.
  public var driver: Digest
  /// The interpreter and its version, for example `Python 3.11.2`; empty where there is none.
  public var interpreter: String

  /// An identity.
  public init(driver: Digest, interpreter: String) {
    self.driver = driver
    self.interpreter = interpreter
  }
}
