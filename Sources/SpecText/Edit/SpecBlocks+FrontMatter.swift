import SpecModel

extension SpecBlocks {
  /// The front matter of a file as it stands, from its first byte to the end of the closing line;
  /// empty where there is none.
  public static func frontMatter(of bytes: [UInt8]) -> [UInt8] {
    guard let lines = SpecParser.parse(bytes, path: "SPEC.md").frontMatter?.lines else { return [] }
    var left = lines.last
    guard
      let end = bytes.firstIndex(where: { byte in
        if byte == UInt8(ascii: "\n") { left -= 1 }
        return left == 0
      })
    else { return bytes }
    return Array(bytes[...end])
  }
}
