import SpecModel

extension DocumentReader {
  /// Reads which requirements and sections the text refers to; marks must have been found.
  mutating func readMentions() {
    var openings = requirements.idsByLine()
    let known = Set(openings.values)
    // Only words of the same family as a known id are taken for ids: `R-…` where there is an `R-1`.
    let families = Set(known.map(RequirementID.family))
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
    let behind = text.bytes[number.upperBound..<min(block.upperBound, number.upperBound + 12)]
    var words = String(decoding: behind, as: UTF8.self).split(whereSeparator: { $0.isWhitespace })
    if words.first == "of", words.count > 1 {
      words.removeFirst()
      let next = words[0].drop { $0 == "[" || $0 == "`" }
      if ["RFC", "ISO", "IEEE", "ECMA", "W3C"].contains(where: next.hasPrefix) { return true }
    }
    let before = text.bytes[max(block.lowerBound, number.lowerBound - 26)..<number.lowerBound]
    let last = String(decoding: before, as: UTF8.self).split(whereSeparator: { $0.isWhitespace })
      .dropLast().suffix(2)
    return last.contains { $0.hasPrefix("RFC") || $0.hasPrefix("[RFC") || $0.hasPrefix("(RFC") }
  }
}

extension SourceText {
  /// The line that the byte at `offset` stands on.
  func line(at offset: Int) -> Int { starts.partitioningIndex { $0 > offset } }
}
