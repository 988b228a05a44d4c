import SpecModel

/// A sentence of a spec, normative or not: what rules about contradictions compare.
public struct Statement: Sendable, Hashable {
  /// What kind of block it stands in.
  public enum Place: Sendable, Hashable {
    /// A paragraph outside lists.
    case paragraph
    /// A list item.
    case item
    /// A row of a table; the headers and cells are in the text.
    case row
  }

  /// The sentence in one line; code keeps its backticks.
  public var text: String
  /// What kind of block it stands in.
  public var place: Place
  /// Index of its section in `Spec.sections`; nil above the first heading.
  public var section: Int?
  /// Lines of its block.
  public var lines: SourceLines
}
