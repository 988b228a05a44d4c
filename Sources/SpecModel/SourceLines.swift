/// Where a parsed thing stands in its file: whole lines, because columns of the block parser are
/// not to be trusted.
public struct SourceLines: Sendable, Hashable, Codable {
  /// First line, counted from 1 and from the top of the file (front matter included).
  public var first: Int
  /// Last line, inclusive.
  public var last: Int

  /// The lines from `first` to `last`, both inclusive and counted from 1.
  public init(_ first: Int, _ last: Int) {
    self.first = first
    self.last = last
  }
}
