/// A routine written in pseudocode.
public struct Algorithm: Sendable, Hashable, Codable {
  /// Something that an algorithm calls.
  public struct Call: Sendable, Hashable, Codable {
    /// What is called, as written: `tracker.fetch_issues_by_ids`.
    public var name: String
    /// Whether the spec defines it: as an algorithm, an operation or a described function.
    public var isDefined: Bool
    /// Line of its first call.
    public var line: Int

    /// A call.
    public init(name: String, isDefined: Bool, line: Int) {
      self.name = name
      self.isDefined = isDefined
      self.line = line
    }
  }

  /// Its name; the title of its section where the pseudocode names none.
  public var name: String
  /// Names of its parameters in order.
  public var parameters: [String]
  /// What it calls, each once, in the order of the first calls.
  public var calls: [Call]
  /// Number and title of its section.
  public var section: String
  /// Where it stands.
  public var lines: SourceLines

  /// An algorithm.
  public init(
    name: String, parameters: [String] = [], calls: [Call] = [], section: String = "",
    lines: SourceLines
  ) {
    self.name = name
    self.parameters = parameters
    self.calls = calls
    self.section = section
    self.lines = lines
  }
}
