/// A parsed spec: the central model. Everything else refers to it by id.
public struct Spec: Sendable, Hashable {
  /// Where it was read from, for messages; for example `specs/inflection/SPEC.md`.
  public var path: String
  /// What stands above the text between `---` lines; nil where there is none.
  public var frontMatter: FrontMatter?
  /// Headings in document order, each with the lines it covers.
  public var sections: [Section]
  /// Normative statements in document order.
  public var requirements: [Requirement]
  /// Public entries that the spec names.
  public var operations: [Operation]
  /// Inputs with their expected outcomes.
  public var examples: [Example]
  /// Sessions at a command line.
  public var consoleExamples: [ConsoleExample] = []
  /// Texts with what they become.
  public var textExamples: [TextExample] = []
  /// Files that examples use.
  public var files: [ExampleFile] = []
  /// Keys that a user may set, each with every statement of it.
  public var settings: [Setting] = []
  /// Kinds of things with their fields.
  public var entities: [Entity] = []
  /// Codes by which errors are named.
  public var errors: [ErrorCode] = []
  /// States and phases.
  public var states: [State] = []
  /// Ways from one state to another.
  public var transitions: [Transition] = []
  /// Routines in pseudocode.
  public var algorithms: [Algorithm] = []
  /// Cases of the test matrix.
  public var matrix: [MatrixCase] = []
  /// What must be done before an implementation counts as finished.
  public var checklist: [ChecklistItem] = []
  /// What is said to be implementation-defined.
  public var implementationDefined: [StatedSilence] = []
  /// Questions that are left open.
  public var openQuestions: [StatedSilence] = []
  /// Places that refer to a requirement or section.
  public var mentions: [Mention] = []
  /// Every table, whatever it means.
  public var tables: [Table] = []
  /// What almost matched, and what could not be read.
  public var diagnostics: [Diagnostic] = []
  /// Size of the whole file in bytes, front matter included: the numerator of economy.
  public var byteCount: Int = 0

  /// A spec; parsers make it, everything else reads it.
  public init(
    path: String, frontMatter: FrontMatter? = nil, sections: [Section] = [],
    requirements: [Requirement] = [], operations: [Operation] = [], examples: [Example] = [],
    tables: [Table] = [], diagnostics: [Diagnostic] = [], byteCount: Int = 0
  ) {
    self.path = path
    self.frontMatter = frontMatter
    self.sections = sections
    self.requirements = requirements
    self.operations = operations
    self.examples = examples
    self.tables = tables
    self.diagnostics = diagnostics
    self.byteCount = byteCount
  }
}

/// A heading and what stands below it.
public struct Section: Sendable, Hashable, Codable {
  /// The heading's text without its number.
  public var title: String
  /// The number that the heading carries or that its place gives, for example `8.4`.
  public var number: String
  /// Heading level, 1 to 6.
  public var level: Int
  /// From the heading to the line before the next heading of the same or a higher level.
  public var lines: SourceLines

  /// A section.
  public init(title: String, number: String, level: Int, lines: SourceLines) {
    self.title = title
    self.number = number
    self.level = level
    self.lines = lines
  }
}

/// A table as written: cells are markdown source without the bars around them.
public struct Table: Sendable, Hashable, Codable {
  /// Cells of the header row.
  public var header: [String]
  /// Cells of the other rows.
  public var rows: [Row]
  /// Title of the section that it stands in; empty above the first heading.
  public var section: String
  /// Where it stands, header included.
  public var lines: SourceLines

  /// One row of a table.
  public struct Row: Sendable, Hashable, Codable {
    /// The row's cells.
    public var cells: [String]
    /// The line it stands on.
    public var line: Int

    /// A row.
    public init(cells: [String], line: Int) {
      self.cells = cells
      self.line = line
    }
  }

  /// A table.
  public init(header: [String], rows: [Row], section: String, lines: SourceLines) {
    self.header = header
    self.rows = rows
    self.section = section
    self.lines = lines
  }
}
