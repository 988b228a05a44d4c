/// A kind of thing that the described system knows, with its fields.
public struct Entity: Sendable, Hashable, Codable {
  /// One field of an entity.
  public struct Field: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// Its type as written; empty where it is not said.
    public var type: String
    /// Whether it must be there (`true`) or may be missing (`false`); nil where it is not said.
    public var isRequired: Bool?
    /// Its default as written; nil where there is none.
    public var defaultValue: String?
    /// What else is said of it, in one line.
    public var text: String
    /// Where it stands.
    public var lines: SourceLines

    /// A field.
    public init(
      name: String, type: String = "", isRequired: Bool? = nil, defaultValue: String? = nil,
      text: String = "", lines: SourceLines
    ) {
      self.name = name
      self.type = type
      self.isRequired = isRequired
      self.defaultValue = defaultValue
      self.text = text
      self.lines = lines
    }
  }

  /// Its name: `Issue`.
  public var name: String
  /// Its fields in order.
  public var fields: [Field]
  /// Number and title of its section.
  public var section: String
  /// Where it is defined, from its heading or table to its last field.
  public var lines: SourceLines

  /// An entity.
  public init(name: String, fields: [Field], section: String = "", lines: SourceLines) {
    self.name = name
    self.fields = fields
    self.section = section
    self.lines = lines
  }
}

/// A code by which the described system names an error.
public struct ErrorCode: Sendable, Hashable, Codable {
  /// The code: `missing_workflow_file`.
  public var code: String
  /// When it is given, in one line; empty where it is not said.
  public var when: String
  /// The exit status that goes with it; nil where none is said.
  public var exit: Int?
  /// Number and title of its section.
  public var section: String
  /// Where each statement of it stands, in document order; never empty.
  public var places: [SourceLines]

  /// A code.
  public init(
    code: String, when: String = "", exit: Int? = nil, section: String = "", places: [SourceLines]
  ) {
    self.code = code
    self.when = when
    self.exit = exit
    self.section = section
    self.places = places
  }
}
