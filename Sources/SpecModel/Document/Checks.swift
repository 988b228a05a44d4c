/// One row or bullet of a test matrix: something that a test of an implementation must show.
public struct MatrixCase: Sendable, Hashable, Codable {
  /// Its own id, or one derived from section and place such as `§17.1/3`.
  public var id: String
  /// Whether the id is derived rather than written.
  public var idIsDerived: Bool
  /// What is checked, in one line with all that stands below the bullet.
  public var text: String
  /// Ids of the requirements that it names.
  public var requirements: [String]
  /// The profile that it belongs to, as the spec calls it; empty where none is named.
  public var profile: String
  /// Whether it applies only where something optional is implemented.
  public var isExtension: Bool
  /// Number and title of its section.
  public var section: String
  /// Where it stands.
  public var lines: SourceLines

  /// A case.
  public init(
    id: String, idIsDerived: Bool = false, text: String, requirements: [String] = [],
    profile: String = "", isExtension: Bool = false, section: String = "", lines: SourceLines
  ) {
    self.id = id
    self.idIsDerived = idIsDerived
    self.text = text
    self.requirements = requirements
    self.profile = profile
    self.isExtension = isExtension
    self.section = section
    self.lines = lines
  }
}

/// One item of a list of what must be done before an implementation counts as finished.
public struct ChecklistItem: Sendable, Hashable, Codable {
  /// What is to be done, in one line.
  public var text: String
  /// Whether its box is ticked; nil for an item without a box.
  public var isChecked: Bool?
  /// Whether it must be done; `false` below a heading that says recommended or optional.
  public var isRequired: Bool
  /// Ids of the requirements that it names.
  public var requirements: [String]
  /// The profile that it belongs to, as the spec calls it; empty where none is named.
  public var profile: String
  /// Number and title of its section.
  public var section: String
  /// Where it stands.
  public var lines: SourceLines

  /// An item.
  public init(
    text: String, isChecked: Bool? = nil, isRequired: Bool = true, requirements: [String] = [],
    profile: String = "", section: String = "", lines: SourceLines
  ) {
    self.text = text
    self.isChecked = isChecked
    self.isRequired = isRequired
    self.requirements = requirements
    self.profile = profile
    self.section = section
    self.lines = lines
  }
}

/// Something that a spec says it leaves open: implementation-defined, or an open question.
public struct StatedSilence: Sendable, Hashable, Codable {
  /// What is left open, in one line.
  public var text: String
  /// Number and title of its section.
  public var section: String
  /// Where it stands.
  public var lines: SourceLines

  /// A stated silence.
  public init(text: String, section: String = "", lines: SourceLines) {
    self.text = text
    self.section = section
    self.lines = lines
  }
}
