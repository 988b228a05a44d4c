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

  /// One cell of a table's row.
  public struct Cell: Sendable, Hashable {
    /// The header above it, as written; empty where there is none.
    public var header: String
    /// What it says, as written.
    public var text: String
  }

  /// The sentence in one line; code keeps its backticks.
  public var text: String
  /// What it is said of: the texts of the list items that it is nested in, and above them the
  /// sentence with a colon that introduces the list. Empty where there is nothing of the kind. Each
  /// part is cut after `StatementReader.longestContext` bytes.
  public var context: String
  /// The cells of a row; empty elsewhere.
  public var cells: [Cell]
  /// What kind of block it stands in.
  public var place: Place
  /// Which block it stands in, counted from 0 over all blocks that hold statements: sentences of
  /// one block have the same number, and neighbours have neighbouring ones.
  public var block: Int
  /// Index of its section in `Spec.sections`; nil above the first heading.
  public var section: Int?
  /// Its own lines within the block.
  public var lines: SourceLines
}
