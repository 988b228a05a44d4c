/// The YAML at the top of a spec. It belongs to people: it says what the library is and how it is
/// compared; an agent's change to it is refused, and it can set neither agents nor limits.
public struct FrontMatter: Sendable, Hashable {
  /// The library's name in Specter.
  public var name: String
  /// Semantic version of the spec itself; empty where it is not given.
  public var version: String
  /// The pinned original; nil for a spec that has none.
  public var reference: ReferencePin?
  /// How the library is used, and what of it is scored.
  public var surface: SurfaceScope
  /// How strictly observations are compared.
  public var compare: CompareRules
  /// Profiles that the spec defines.
  public var profiles: [String]
  /// Keys that Specter does not know; kept, and warned about.
  public var unknownKeys: [String]
  /// The lines from the first `---` to the last, inclusive.
  public var lines: SourceLines

  /// Front matter.
  public init(
    name: String, version: String = "", reference: ReferencePin? = nil,
    surface: SurfaceScope = SurfaceScope(), compare: CompareRules = CompareRules(),
    profiles: [String] = [], unknownKeys: [String] = [], lines: SourceLines
  ) {
    self.name = name
    self.version = version
    self.reference = reference
    self.surface = surface
    self.compare = compare
    self.profiles = profiles
    self.unknownKeys = unknownKeys
    self.lines = lines
  }
}

/// Where the original comes from, pinned.
public struct ReferencePin: Sendable, Hashable, Codable {
  /// `pypi:NAME==VERSION` or `path:DIR`, as written.
  public var from: String
  /// Digest of every file that is fetched, by file name.
  public var files: [String: Digest]
  /// The original's licence, an SPDX expression; empty where unknown.
  public var licence: String

  /// A pin.
  public init(from: String, files: [String: Digest] = [:], licence: String = "") {
    self.from = from
    self.files = files
    self.licence = licence
  }
}

/// How a library is used and which part of it is in scope.
public struct SurfaceScope: Sendable, Hashable, Codable {
  /// `python`, `driver`, …
  public var kind: String
  /// The module to import, for `python`.
  public var module: String
  /// Operations in scope, by id or by the prefix of an id that ends at a dot; empty: all public
  /// ones.
  public var include: [String]
  /// Operations out of scope, spelt in the same way.
  public var exclude: [String]

  /// A scope; by default all public names of a Python module.
  public init(
    kind: String = "python", module: String = "", include: [String] = [], exclude: [String] = []
  ) {
    self.kind = kind
    self.module = module
    self.include = include
    self.exclude = exclude
  }

  /// Whether the operation `id` is in scope.
  public func contains(_ id: String) -> Bool {
    func named(_ names: [String]) -> Bool {
      names.contains { id == $0 || id.hasPrefix($0 + ".") }
    }
    return (include.isEmpty || named(include)) && !named(exclude)
  }
}

/// How observations are compared; set by people, printed with every verdict.
public struct CompareRules: Sendable, Hashable, Codable {
  /// How errors are compared.
  public enum Errors: String, Sendable, Hashable, Codable {
    /// The error's class alone.
    case type
    /// Its class and its message.
    case typeAndMessage = "type+message"
  }

  /// A difference that a person has allowed: masked, counted and listed.
  public struct Allowance: Sendable, Hashable, Codable {
    /// The operation it applies to.
    public var operation: String
    /// Path inside the observation, for example `return.repr`; a prefix covers what is below it.
    public var path: String
    /// Why it is allowed.
    public var reason: String

    /// An allowance.
    public init(operation: String, path: String, reason: String) {
      self.operation = operation
      self.path = path
      self.reason = reason
    }
  }

  /// Largest relative difference at which two floats are equal; nil: exact.
  public var floatTolerance: Double?
  /// How errors are compared.
  public var errors: Errors
  /// Paths at which the order of a list has no meaning.
  public var unordered: [String]
  /// Differences that a person has allowed.
  public var allow: [Allowance]

  /// Rules; by default everything is compared exactly.
  public init(
    floatTolerance: Double? = nil, errors: Errors = .typeAndMessage, unordered: [String] = [],
    allow: [Allowance] = []
  ) {
    self.floatTolerance = floatTolerance
    self.errors = errors
    self.unordered = unordered
    self.allow = allow
  }
}
