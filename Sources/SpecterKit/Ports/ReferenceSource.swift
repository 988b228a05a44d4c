import SpecModel

/// Where references come from.
///
/// An implementer verifies every file against the pin, never executes anything of a package, and
/// never leaves a half-written cache.
public protocol ReferenceSource: Sendable {
  /// Fetches what `pin` names, or finds it in the cache.
  func fetch(_ pin: ReferencePin) async throws -> Reference
  /// Resolves `pypi:NAME==VERSION` or `path:DIR` to a full pin: every file with its digest.
  func resolve(_ from: String) async throws -> ReferencePin
}

/// A fetched and verified original.
public struct Reference: Sendable, Hashable {
  /// The pin it satisfies.
  public var pin: ReferencePin
  /// Digest over the pinned files' digests, or of a folder's tree.
  public var digest: Digest
  /// Host folder with the importable package and its dependencies.
  public var root: String
  /// Host folder with the original's own tests; nil where there are none.
  public var tests: String?
  /// Names of the top-level modules and packages that belong to the original itself rather than to
  /// its dependencies.
  public var modules: [String]

  /// A reference.
  public init(
    pin: ReferencePin, digest: Digest, root: String, tests: String?, modules: [String]
  ) {
    self.pin = pin
    self.digest = digest
    self.root = root
    self.tests = tests
    self.modules = modules
  }

  /// The reference as a subject.
  public var subject: Subject { Subject(location: .folder(root), digest: digest) }
}
