/// A session at a command line: commands with what each prints and how it ends.
public struct ConsoleExample: Sendable, Hashable, Codable {
  /// A line of expected output.
  public struct Line: Sendable, Hashable, Codable {
    /// How a line is compared.
    public enum Match: String, Sendable, Hashable, Codable {
      /// Byte for byte.
      case exact
      /// As a glob: `*` and `?`; written with ` (glob)` at its end.
      case glob
      /// As a regular expression of the whole line; written with ` (re)` at its end.
      case regex
    }

    /// The text or pattern, without the marker at its end.
    public var text: String
    /// How it is compared.
    public var match: Match

    /// A line.
    public init(text: String, match: Match = .exact) {
      self.text = text
      self.match = match
    }
  }

  /// One command and what it does.
  public struct Command: Sendable, Hashable, Codable {
    /// The command as a shell reads it, continuation lines joined by line ends.
    public var command: String
    /// Lines that it prints, standard output and standard error together.
    public var output: [Line]
    /// Its exit status.
    public var status: Int
    /// Where it stands, output included.
    public var lines: SourceLines

    /// A command.
    public init(command: String, output: [Line] = [], status: Int = 0, lines: SourceLines) {
      self.command = command
      self.output = output
      self.status = status
      self.lines = lines
    }
  }

  /// `ex-12` after its first line, or the name that its heading gives.
  public var id: String
  /// Requirements that its heading or section names.
  public var requirements: [String]
  /// Its commands in order; they share one folder.
  public var commands: [Command]
  /// Where it stands.
  public var lines: SourceLines

  /// A session.
  public init(
    id: String, requirements: [String] = [], commands: [Command], lines: SourceLines
  ) {
    self.id = id
    self.requirements = requirements
    self.commands = commands
    self.lines = lines
  }
}

/// A text and what it becomes, in the form of CommonMark's own spec: a fence with a line `.`
/// between input and output.
public struct TextExample: Sendable, Hashable, Codable {
  /// `ex-12` after its first line.
  public var id: String
  /// Requirements that its heading or section names.
  public var requirements: [String]
  /// The input, with `→` for a tab as that spec writes it.
  public var input: String
  /// The output that is expected.
  public var output: String
  /// Where it stands.
  public var lines: SourceLines

  /// An example.
  public init(
    id: String, requirements: [String] = [], input: String, output: String, lines: SourceLines
  ) {
    self.id = id
    self.requirements = requirements
    self.input = input
    self.output = output
    self.lines = lines
  }
}

/// A file that examples may use: a fence with `file=NAME`.
public struct ExampleFile: Sendable, Hashable, Codable {
  /// Its path relative to the examples' folder, as written.
  public var name: String
  /// Its content.
  public var text: String
  /// Where it stands.
  public var lines: SourceLines

  /// A file.
  public init(name: String, text: String, lines: SourceLines) {
    self.name = name
    self.text = text
    self.lines = lines
  }
}
