import SpecModel

/// An addressable piece of a spec: whole lines, never overlapping another's.
public struct Block: Sendable, Hashable {
  /// `front-matter`; the id of a requirement, operation or example; `§8.4` for a heading; or the
  /// nearest of those above it and a count, such as `R-12+1`.
  public var id: String
  /// Whether the id comes from the place and so may be another's after an edit.
  public var idIsDerived: Bool
  /// Where it stands.
  public var lines: SourceLines
  /// Its source as it stands in the file, without the last line end.
  public var text: [UInt8]

  /// A block.
  public init(id: String, idIsDerived: Bool, lines: SourceLines, text: [UInt8]) {
    self.id = id
    self.idIsDerived = idIsDerived
    self.lines = lines
    self.text = text
  }

  /// Its source as a string.
  public var string: String { String(decoding: text, as: UTF8.self) }
}
