/// A key that a user of the described system may set.
public struct Setting: Sendable, Hashable, Codable {
  /// One place that says what a setting is. The same setting may be stated several times, and the
  /// statements may disagree.
  public struct Statement: Sendable, Hashable, Codable {
    /// The type as written; empty where this place does not say.
    public var type: String
    /// The default as written, without code marks; nil where this place does not say.
    public var defaultValue: String?
    /// Whether the place says that it must be set (`true`) or need not be (`false`).
    public var isRequired: Bool?
    /// What else it says, in one line.
    public var text: String
    /// Number and title of its section.
    public var section: String
    /// Where it stands.
    public var lines: SourceLines

    /// A statement.
    public init(
      type: String = "", defaultValue: String? = nil, isRequired: Bool? = nil, text: String = "",
      section: String = "", lines: SourceLines
    ) {
      self.type = type
      self.defaultValue = defaultValue
      self.isRequired = isRequired
      self.text = text
      self.section = section
      self.lines = lines
    }
  }

  /// Its full key: `tracker.kind`.
  public var key: String
  /// Whether only an extension has it.
  public var isExtension: Bool
  /// Every place that states it, in document order; never empty.
  public var statements: [Statement]

  /// A setting.
  public init(key: String, isExtension: Bool = false, statements: [Statement]) {
    self.key = key
    self.isExtension = isExtension
    self.statements = statements
  }

  /// The type that the first statement with one gives.
  public var type: String { statements.first { !$0.type.isEmpty }?.type ?? "" }
  /// The default that the first statement with one gives.
  public var defaultValue: String? { statements.first { $0.defaultValue != nil }?.defaultValue }
}
