/// A place that refers to a requirement by its id without defining it.
public struct Mention: Sendable, Hashable, Codable {
  /// The id as written: `R-DUR-003`, or `§8.4` for `Section 8.4`.
  public var id: String
  /// Where it stands.
  public var lines: SourceLines

  /// A mention.
  public init(id: String, lines: SourceLines) {
    self.id = id
    self.lines = lines
  }
}
