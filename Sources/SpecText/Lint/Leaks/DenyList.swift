import SpecModel

/// Reads a publisher's deny list: one name a line, `#` begins a comment at the start of a line or
/// behind a space, and `name: reason` says why or what to write instead.
public enum DenyList {
  /// The names in order. Throws, naming the line, where the file is not UTF-8 or a line has a
  /// reason and no name: a list that is half read would let names through.
  public static func parse(_ bytes: [UInt8], path: String) throws(Failure) -> [DeniedName] {
    if let fault = TextRepair.firstFault(in: bytes) {
      let line = bytes[..<fault].count { $0 == 0x0A } + 1
      throw Failure(
        .badInput, "the deny list is not UTF-8", remedy: "Save it as UTF-8",
        place: "\(path):\(line)")
    }
    let text = SourceText(bytes)
    var names: [DeniedName] = []
    for line in 1...text.lineCount {
      let written = withoutComment(text.line(line))
      guard !written.isEmpty else { continue }
      let entry = self.entry(written)
      guard entry.name.utf8.contains(where: TokenHash.isNameByte) else {
        throw Failure(
          .badInput, "the line names nothing", remedy: "Write a name, or name: reason",
          place: "\(path):\(line)")
      }
      names.append(entry)
    }
    return names
  }

  private static func withoutComment(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var kept = line
    if let mark = line.indices.first(where: { place in
      line[place] == 0x23 && (place == line.startIndex || isSpace(line[place - 1]))
    }) {
      kept = line[..<mark]
    }
    if kept.starts(with: [0xEF, 0xBB, 0xBF]) { kept = kept.dropFirst(3) }
    kept.trim()
    return kept
  }

  private static func entry(_ text: ArraySlice<UInt8>) -> DeniedName {
    // A colon in a name (`std::acme`) is not followed by a space.
    let colon = text.indices.first { place in
      text[place] == 0x3A
        && (place + 1 == text.endIndex || isSpace(text[place + 1]))
    }
    var name = text[..<(colon ?? text.endIndex)]
    var reason = colon.map { text[($0 + 1)...] } ?? []
    name.trim()
    reason.trim()
    return DeniedName(
      name: String(decoding: name, as: UTF8.self), reason: String(decoding: reason, as: UTF8.self))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
