import SpecModel

/// The driver and interpreter that a surface runs subjects with.
public struct SurfaceIdentity: Sendable, Hashable {
  /// Digest of the driver's own files; nil for a driver that Specter did not bring.
  public var driver: Digest?
  /// The interpreter and its version, for example `Python 3.11.2`; nil where there is none.
  public var interpreter: String?

  /// An identity.
  public init(driver: Digest? = nil, interpreter: String? = nil) {
    self.driver = driver
    self.interpreter = interpreter
  }
}
