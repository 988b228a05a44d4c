import SpecModel

extension DocumentReader {
  /// Reads which requirements and sections the text refers to; marks must have been found.
  mutating func readMentions() {
    var openings = requirements.idsByLine()
    let known = Set(openings.values)
    // Only words of the same family as a known id are taken for ids: `R-…` where there is an `R-1`.
    let families = Set(known.map(RequirementID.family))
    for entry in matrix where !entry.idIsDerived && openings[entry.lines.first] == nil {
      openings[entry.lines.first] = entry.id
    }
    var found: [Mention] = []
    forEachMark { mark, place in
      let first = mark.range.lowerBound
      switch mark.kind {
      case .id:
        let id = String(decoding: text.bytes[mark.range], as: UTF8.self)
        let isOfFamily = families.contains(RequirementID.family(id))
        guard
          known.contains(id)
            || isOfFamily && (RequirementID.isID(id) || RequirementID.isTraceID(id))
        else { return }
        let line = text.line(at: first)
        if openings[line] == id {
          openings[line] = nil
        } else {
          found.append(Mention(id: id, lines: SourceLines(line, line)))
        }
      case .section:
        guard !isForeign(mark.range, lines: document.leaves[place].lines) else { return }
        let line = text.line(at: first)
        let number = String(decoding: text.bytes[mark.range], as: UTF8.self)
        found.append(Mention(id: "§\(number)", lines: SourceLines(line, line)))
      case .profile, .silence, .question: break
      }
    }
    mentions = found
  }

  /// Whether a section's number belongs to another document: `Section 3 of RFC 7230`, `[RFC7230]
  /// Section 3`, `RFC 7230, Section 3`.
  private func isForeign(_ number: Range<Int>, lines: SourceLines) -> Bool {
    let block = text.range(lines.first, lines.last)
    return text.bytes.withUnsafeBufferPointer { bytes in
      let behind = bytes.part(
        number.upperBound..<min(block.upperBound, number.upperBound + 12))
      var words = behind.split(whereSeparator: Self.isSpace)
      if words.count > 1, words[0].elementsEqual("of".utf8) {
        words.removeFirst()
        let next = Bytes(
          rebasing: words[0].drop { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "`") })
        if Self.publishers.contains(where: { next.begin($0) }) { return true }
      }
      let before = bytes.part(max(block.lowerBound, number.lowerBound - 26)..<number.lowerBound)
      // Few places have a capital R before them, and only those need words.
      guard before.contains(UInt8(ascii: "R")) else { return false }
      return before.split(whereSeparator: Self.isSpace).dropLast().suffix(2).contains { word in
        let word = Bytes(rebasing: word)
        return word.begin("RFC") || word.begin("[RFC") || word.begin("(RFC")
      }
    }
  }

  private static let publishers: [StaticString] = ["RFC", "ISO", "IEEE", "ECMA", "W3C"]

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }
}

extension SourceText {
  /// The line that the byte at `offset` stands on.
  func line(at offset: Int) -> Int { starts.partitioningIndex { $0 > offset } }
}
