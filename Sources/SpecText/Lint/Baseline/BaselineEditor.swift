import SpecModel
import Yams

extension Baseline {
  /// The file of a baseline with some of its entries taken away and others put behind the last one.
  ///
  /// `bytes` are the file's and `kept` those of its entries that stay. Everything else stays byte
  /// for byte: comments, order, blank lines, the style of the entries. Of an entry that goes, the
  /// comments on lines of their own stay. Throws a `Failure` of code `.badInput` where that can't
  /// be done line by line, as in a list between brackets.
  public static func edited(
    _ bytes: [UInt8], path: String, keeping kept: [Entry], adding new: [Entry]
  ) throws(Failure) -> [UInt8] {
    let old = try Baseline(reading: bytes, path: path).entries
    let stays = old.map(Set(kept).contains)
    guard stays.contains(false) || !new.isEmpty else { return bytes }
    var editor = BaselineEditor(bytes, old)
    let edited = editor.edited(stays, new)
    let wanted = zip(old, stays).filter(\.1).map(\.0) + new
    // What was written is read again: an edit that says anything else is not made.
    if let read = try? Baseline(reading: edited, path: path),
      read.entries.map(\.withoutLine) == wanted.map(\.withoutLine)
    {
      return edited
    }
    throw Failure(
      .badInput, "the baseline can't be changed without its comments and order",
      remedy: "Write each entry of accepted as lines that begin with -, a key a line", place: path)
  }
}

extension Baseline.Entry {
  fileprivate var withoutLine: Self {
    var entry = self
    entry.line = 0
    return entry
  }
}

/// The lines of a baseline, to take entries out and put others in.
private struct BaselineEditor {
  /// With their ends.
  private var lines: [ArraySlice<UInt8>] = []
  /// For each entry, its lines: from its dash to the last line that is indented deeper.
  private var places: [Range<Int>] = []
  /// The line of the key above the list; nil where there is none to be seen.
  private var head: Int?
  private var indent = 2
  private let lineEnd: String

  init(_ bytes: [UInt8], _ entries: [Baseline.Entry]) {
    var start = 0
    for place in bytes.indices where bytes[place] == 0x0A {
      lines.append(bytes[start...place])
      start = place + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    lineEnd = lines.first?.reversed().starts(with: [0x0A, 0x0D]) == true ? "\r\n" : "\n"
    head = lines.firstIndex { $0.starts(with: "accepted:".utf8) }
    let dashes = entries.map { dash(of: $0) }
    indent = dashes.first.map { Self.indent(lines[$0]) } ?? 2
    for (entry, dash) in dashes.enumerated() {
      let limit = entry + 1 < dashes.count ? max(dashes[entry + 1], dash + 1) : lines.count
      var next = dash + 1
      var end = next
      while next < limit {
        let isBlank = Self.text(lines[next]).isEmpty
        if !isBlank, Self.indent(lines[next]) > indent { end = next + 1 }
        if !isBlank, Self.indent(lines[next]) <= indent, !Self.isComment(lines[next]) { break }
        next += 1
      }
      places.append(dash..<end)
    }
  }

  /// The line with the dash of an entry, whose first key may stand below it.
  private func dash(of entry: Baseline.Entry) -> Int {
    var line = min(max(0, entry.line - 1), lines.count - 1)
    while line > 0, Self.text(lines[line]).first != UInt8(ascii: "-") { line -= 1 }
    return line
  }

  mutating func edited(_ stays: [Bool], _ new: [Baseline.Entry]) -> [UInt8] {
    let end = places.last?.upperBound ?? head.map { $0 + 1 } ?? lines.count
    if places.isEmpty { openList() }
    var out: [UInt8] = []
    for (place, line) in lines.enumerated() {
      if place == end { write(new, to: &out) }
      let entry = places.partitioningIndex { $0.upperBound > place }
      guard entry < places.count, places[entry].contains(place), !stays[entry] else {
        out += line
        continue
      }
      if Self.isComment(line), !hasBlockText(entry) { out += line }
    }
    if end >= lines.count { write(new, to: &out) }
    return out
  }

  private func write(_ new: [Baseline.Entry], to out: inout [UInt8]) {
    if let last = out.last, last != 0x0A, !new.isEmpty { out += lineEnd.utf8 }
    for entry in new {
      for line in entry.lines {
        out += (String(repeating: " ", count: indent) + line + lineEnd).utf8
      }
    }
  }

  /// Takes what stands for an empty list, `[]` or `null`, away behind its key; a comment stays.
  private mutating func openList() {
    guard let head else { return }
    let line = lines[head]
    let rest = line.dropFirst("accepted:".utf8.count)
    let comment = rest.firstIndex(of: UInt8(ascii: "#")).map { rest[$0...] }
    let kept = "accepted:".utf8 + (comment.map { [0x20] + $0 } ?? Array(lineEnd.utf8))
    lines[head] = kept[...]
  }

  /// Whether a value of an entry is written as lines of text, in which `#` begins no comment.
  private func hasBlockText(_ entry: Int) -> Bool {
    lines[places[entry]].contains { line in
      let last = Self.text(line).split(separator: 0x20).last ?? []
      return last.first == UInt8(ascii: "|") || last.first == UInt8(ascii: ">")
    }
  }

  private static func indent(_ line: ArraySlice<UInt8>) -> Int { line.prefix { $0 == 0x20 }.count }

  private static func isComment(_ line: ArraySlice<UInt8>) -> Bool {
    text(line).first == UInt8(ascii: "#")
  }

  /// A line without the space around it.
  private static func text(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = line
    text.trim()
    return text
  }
}
