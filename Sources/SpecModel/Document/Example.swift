/// An input and its expected outcome, written in the spec; executable.
public struct Example: Sendable, Hashable {
  /// The form it was written in.
  public enum Form: String, Sendable, Hashable, Codable {
    /// A row of a table under Examples.
    case table
    /// Two fences, `json input` and `json output`.
    case pair
    /// A `pycon` session.
    case session
  }

  /// What the spec says the last step does.
  public enum Expectation: Sendable, Hashable {
    /// Returns this value.
    case value(Value)
    /// Returns something whose `repr` is this text.
    case repr(String)
    /// Raises an error of this class (its last name), with this message if one is given.
    case error(type: String, message: String?)
  }

  /// `ex-12` after its first line, or the name that its heading gives.
  public var id: String
  /// Requirements that its heading or section names.
  public var requirements: [String]
  /// The operation that it is an example of: the target of its last call.
  public var operation: String
  /// What to do, in the driver protocol's steps.
  public var steps: [Step]
  /// What the last step must do.
  public var expected: Expectation
  /// The form it was written in.
  public var form: Form
  /// Where it stands.
  public var lines: SourceLines

  /// An example.
  public init(
    id: String, requirements: [String] = [], operation: String, steps: [Step],
    expected: Expectation, form: Form, lines: SourceLines
  ) {
    self.id = id
    self.requirements = requirements
    self.operation = operation
    self.steps = steps
    self.expected = expected
    self.form = form
    self.lines = lines
  }
}
