/// Which requirement is held by what: a row for every requirement of a spec.
public struct Traceability: Sendable, Hashable {
  /// Something that refers to a requirement, or exercises it.
  public struct Link: Sendable, Hashable {
    /// How a link was found.
    public enum Basis: String, Sendable, Hashable, Codable {
      /// The requirement's id is written there.
      case id
      /// It stands in the requirement's own section.
      case section
      /// Both name the same operation, setting, error, state or field in code.
      case name
    }

    /// What it is called: the id of an example or case, or a line of source.
    public var name: String
    /// The file that it stands in.
    public var path: String
    /// The line that it stands on.
    public var line: Int
    /// How it was found.
    public var basis: Basis

    /// A link.
    public init(name: String, path: String, line: Int, basis: Basis) {
      self.name = name
      self.path = path
      self.line = line
      self.basis = basis
    }
  }

  /// One requirement and all that holds it.
  public struct Row: Sendable, Hashable {
    /// The requirement.
    public var requirement: Requirement
    /// Operations that it speaks of.
    public var operations: [String] = []
    /// Examples of the spec.
    public var examples: [Link] = []
    /// Cases of the spec's test matrix.
    public var cases: [Link] = []
    /// Probes that a verdict ran on its operations.
    public var probes = 0
    /// Those of them that diverged.
    public var diverged = 0
    /// `SPEC:` tags in sources that are no tests.
    public var sources: [Link] = []
    /// `SPEC:` tags in tests.
    public var tests: [Link] = []

    /// A row without links.
    public init(_ requirement: Requirement) { self.requirement = requirement }

    /// Whether something checks it. A tag in the implementation says where it is done, not that it
    /// is done right, and so does not count.
    public var isCovered: Bool {
      !examples.isEmpty || !cases.isEmpty || probes > 0 || !tests.isEmpty
    }
  }

  /// The spec's path.
  public var path: String
  /// A row for each requirement in document order.
  public var rows: [Row]
  /// Tags that name no requirement of the spec.
  public var unknown: [Link]
  /// What would name a requirement if it were spelt as a tag is, by what stands there; it counts
  /// for nothing.
  public var almost: [Link]

  /// A matrix.
  public init(path: String, rows: [Row], unknown: [Link] = [], almost: [Link] = []) {
    self.path = path
    self.rows = rows
    self.unknown = unknown
    self.almost = almost
  }

  /// Rows that nothing checks.
  public var uncovered: [Row] { rows.filter { !$0.isCovered } }
}
