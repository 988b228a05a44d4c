import SpecModel

/// Edits of a spec by block.
public enum SpecEdit {
  /// `bytes` with the source of the block `id` replaced by `new`; every other byte stays as it is.
  ///
  /// The block's last line end stays; one at the end of `new` is dropped. Where the block's lines
  /// all end in CR LF, those of `new` do too. An empty `new` removes the block's lines. Throws where no
  /// block has the id.
  public static func replace(_ id: String, in bytes: [UInt8], with new: [UInt8], path: String)
    throws(Failure) -> [UInt8]
  {
    let spec = SpecParser.parse(bytes, path: path)
    let blocks = SpecBlocks.blocks(of: spec, bytes: bytes)
    guard let block = blocks.first(where: { $0.id.utf8.elementsEqual(id.utf8) }) else {
      throw Failure(
        .badInput, "there is no block '\(id)'",
        remedy: "Name a requirement, operation, example or section of the spec", place: path)
    }
    let source = SourceText(bytes)
    let range = source.range(block.lines.first, block.lines.last)
    if new.isEmpty { return Array(bytes[..<range.lowerBound] + bytes[range.upperBound...]) }
    let end = range.lowerBound + block.text.count
    return Array(bytes[..<range.lowerBound]) + matched(new, to: bytes[range]) + bytes[end...]
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
