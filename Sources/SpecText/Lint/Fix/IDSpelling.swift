import SpecModel

extension LintRule {
  static let idSpelling = LintRule(
    "id-spelling", .warning, "A requirement's id is not in upper case.",
    fix: { input, found in
      let lines = Set(found.map(\.lines))
      let spec = input.spec
      var taken: [String: Int] = [:]
      for id in spec.requirements.map(\.id) + spec.examples.map(\.id) {
        taken[id.uppercased(), default: 0] += 1
      }
      // An id that would then be another's too is left to a person.
      let names = spec.requirements.filter {
        lines.contains($0.lines) && RequirementID.isAlmostID($0.id)
          && taken[$0.id.uppercased()] == 1
      }.map(\.id)
      guard !names.isEmpty else { return [] }
      return IDMentions.edits(Set(names), in: input.bytes)
    })
}

/// Ids as they stand in prose: not in code or tables, not in an address, not in a link's target.
private enum IDMentions {
  /// Edits that write every mention of `names` in upper case.
  static func edits(_ names: Set<String>, in bytes: [UInt8]) -> [SourceEdit] {
    guard TextRepair.firstFault(in: bytes) == nil else { return [] }
    let text = SourceText(bytes)
    let document = MarkdownDocument(
      NestingGuard.guarded(text).0, fromLine: FrontMatterParser.parse(text).bodyLine)
    var edits: [SourceEdit] = []
    var next = 1
    for leaf in document.leaves {
      switch leaf.kind {
      case .paragraph, .heading: break
      // A cell may be an example's data.
      case .code, .html, .table, .rule, .other: continue
      }
      // Leaves are in order; a line that two of them share is read once.
      let first = max(leaf.lines.first, next)
      guard first <= leaf.lines.last else { continue }
      next = leaf.lines.last + 1
      let range = text.range(first, leaf.lines.last)
      edits += self.edits(names, in: text.bytes, range)
    }
    return edits
  }

  private static func edits(_ names: Set<String>, in bytes: [UInt8], _ range: Range<Int>)
    -> [SourceEdit]
  {
    var edits: [SourceEdit] = []
    var place = range.lowerBound
    var ticks = 0
    while place < range.upperBound {
      if bytes[place] == UInt8(ascii: "`") {
        let start = place
        while place < range.upperBound, bytes[place] == UInt8(ascii: "`") { place += 1 }
        let count = place - start
        if ticks == 0 { ticks = count } else if ticks == count { ticks = 0 }
        continue
      }
      guard isIDByte(bytes[place]) else {
        place += 1
        continue
      }
      let start = place
      while place < range.upperBound, isIDByte(bytes[place]) { place += 1 }
      var end = place
      while end > start, [0x2D, 0x2E, 0x5F].contains(bytes[end - 1]) { end -= 1 }
      guard ticks == 0, end - start <= 64, !isAddress(bytes, start, place) else { continue }
      let word = String(decoding: bytes[start..<end], as: UTF8.self)
      if names.contains(word) {
        edits.append(SourceEdit(range: start..<end, new: Array(word.uppercased().utf8)))
      }
    }
    return edits
  }

  /// Whether the word from `start` to `end` is a part of an address or of a link's target.
  private static func isAddress(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    let before = start > 0 ? bytes[start - 1] : 0x20
    let after = end < bytes.count ? bytes[end] : 0x20
    let joins = Set("/#@?=&%\\".utf8)
    if joins.contains(before) || joins.contains(after) { return true }
    return before == UInt8(ascii: "(") && start > 1 && bytes[start - 2] == UInt8(ascii: "]")
  }

  private static func isIDByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x2D || byte == 0x5F || byte == 0x2E || byte >= 0x80
  }
}
