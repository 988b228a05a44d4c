import SpecModel

/// A spec cut into blocks once, for any number of edits that each begin with the same text.
public struct EditableSpec: Sendable {
  /// The file.
  public let bytes: [UInt8]
  /// Where the file comes from, for messages.
  public let path: String
  /// Its blocks in the order of their lines; together they hold every line that is not blank.
  public let blocks: [Block]
  private let source: SourceText
  private let places: [[UInt8]: Int]

  /// Reads `bytes`.
  public init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
    source = SourceText(bytes)
    blocks = SpecBlocks.blocks(of: SpecParser.parse(bytes, path: path), bytes: bytes)
    // Keys are bytes: Swift's strings are equal where their characters are, whatever their bytes.
    places = Dictionary(
      blocks.enumerated().map { (Array($1.id.utf8), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The file with the source of the block `id` replaced by `new`; every other byte stays as it is.
  ///
  /// The block's last line end stays; one at the end of `new` is dropped. Where the block's lines
  /// all end in CR LF, those of `new` do too. An empty `new` removes the block's lines. Throws
  /// where no block has the id.
  public func replacing(_ id: String, with new: [UInt8]) throws(Failure) -> [UInt8] {
    guard let block = places[Array(id.utf8)].map({ blocks[$0] }) else {
      throw Failure(
        .badInput, "there is no block '\(id)'",
        remedy: "Name a requirement, operation, example or section of the spec", place: path)
    }
    // A block may mix line ends; by itself it is replaced byte for byte.
    if new == block.text { return bytes }
    let range = source.range(block.lines.first, block.lines.last)
    if new.isEmpty { return Array(bytes[..<range.lowerBound] + bytes[range.upperBound...]) }
    let end = range.lowerBound + block.text.count
    return Array(bytes[..<range.lowerBound]) + Self.matched(new, to: bytes[range]) + bytes[end...]
  }

  /// `new` without its last line end, and with the line ends that `old` has.
  private static func matched(_ new: [UInt8], to old: ArraySlice<UInt8>) -> [UInt8] {
    var new = new
    if new.last == 0x0A { new.removeLast() }
    if new.last == 0x0D { new.removeLast() }
    // A block whose line ends are mixed says nothing about those of `new`.
    var last: UInt8 = 0
    var ends = (all: 0, pairs: 0)
    for byte in old {
      if byte == 0x0A { ends.all += 1 }
      if byte == 0x0A, last == 0x0D { ends.pairs += 1 }
      last = byte
    }
    guard ends.all > 0, ends.pairs == ends.all else { return new }
    var out: [UInt8] = []
    for byte in new {
      if byte == 0x0A, out.last != 0x0D { out.append(0x0D) }
      out.append(byte)
    }
    return out
  }
}
