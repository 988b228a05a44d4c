import SpecModel

/// What a spec is held to the rules with.
public struct LintInput: Sendable {
  /// The spec.
  public var spec: Spec
  /// The bytes that it was parsed from.
  public var bytes: [UInt8]
  /// Sentences of its prose, bullets and table rows in document order.
  public let statements: [Statement]
  /// The words of the statements.
  let terms: Terms
  /// The version before, for rules about what changed; nil where there is none.
  public var previous: Spec?
  /// Files of the reference, for rules about what leaked; nil where none was given.
  public var reference: [ReferenceFile]?
  /// Names that must not occur, one an entry; empty where no list was given.
  public var denied: [DeniedName]

  /// A spec parsed from `bytes`, and what it is held against.
  public init(
    _ bytes: [UInt8], path: String, previous: Spec? = nil, reference: [ReferenceFile]? = nil,
    denied: [DeniedName] = []
  ) {
    self.init(
      SpecParser.parse(bytes, path: path), bytes: bytes, previous: previous, reference: reference,
      denied: denied)
  }

  /// A spec that was parsed from `bytes`, and what it is held against.
  public init(
    _ spec: Spec, bytes: [UInt8], previous: Spec? = nil, reference: [ReferenceFile]? = nil,
    denied: [DeniedName] = []
  ) {
    self.spec = spec
    self.bytes = bytes
    self.statements = StatementReader.statements(of: spec, bytes: bytes)
    self.terms = Terms(statements)
    self.previous = previous
    self.reference = reference
    self.denied = denied
  }
}

/// One file of a reference.
public struct ReferenceFile: Sendable {
  /// Its path below the reference's folder.
  public var path: String
  /// Its content.
  public var bytes: [UInt8]

  /// A file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// One entry of a deny list.
public struct DeniedName: Sendable, Hashable {
  /// What must not occur, in any case.
  public var name: String
  /// Why, or what to write instead; empty where the list does not say.
  public var reason: String

  /// An entry.
  public init(name: String, reason: String = "") {
    self.name = name
    self.reason = reason
  }
}
