import SpecModel

/// Cuts the lines of a table into cells. Cells are sliced from the source, because inline columns
/// of the block parser are not to be trusted.
enum TableRows {
  /// The table at `lines`, inside `quotes` block quotes.
  static func table(in text: SourceText, lines: SourceLines, quotes: Int, section: String) -> Table
  {
    let header = cells(of: text.line(lines.first), quotes: quotes)
    var rows: [Table.Row] = []
    // The delimiter row stands below the header.
    var line = lines.first + 2
    while line <= lines.last {
      var cells = cells(of: text.line(line), quotes: quotes, width: header.count)
      while cells.count < header.count { cells.append("") }
      if cells.count > header.count { cells.removeLast(cells.count - max(header.count, 1)) }
      rows.append(Table.Row(cells: cells, line: line))
      line += 1
    }
    return Table(header: header, rows: rows, section: section, lines: lines)
  }

  /// The cells of one line: split at bars without a backslash, which is what GFM does even in code.
  ///
  /// - Parameter width: how many cells the row probably has.
  static func cells(of line: ArraySlice<UInt8>, quotes: Int, width: Int = 4) -> [String] {
    var line = line
    line.trim()
    for _ in 0..<quotes where line.first == UInt8(ascii: ">") {
      line.removeFirst()
      line.trim()
    }
    // The first row of a table that opens a list item follows the item's marker.
    if let bar = line.firstIndex(of: UInt8(ascii: "|")), bar - line.startIndex <= 4,
      isMarker(line[line.startIndex..<bar])
    {
      line = line[bar...]
    }
    if line.first == UInt8(ascii: "|") { line.removeFirst() }
    return line.withUnsafeBufferPointer { split($0, width: width) }
  }

  private static func split(_ line: Bytes, width: Int) -> [String] {
    var cells: [String] = []
    cells.reserveCapacity(width)
    var start = 0
    var escaped = false
    var holdsBar = false
    for place in 0..<line.count {
      let byte = line[place]
      if byte == UInt8(ascii: "|") {
        if escaped {
          holdsBar = true
        } else {
          cells.append(cell(line, start..<place, holdsBar: holdsBar))
          start = place + 1
          holdsBar = false
        }
      }
      escaped = byte == UInt8(ascii: "\\") && !escaped
    }
    if start < line.count || line.isEmpty {
      cells.append(cell(line, start..<line.count, holdsBar: holdsBar))
    }
    return cells
  }

  /// The text of one cell; the backslash before a bar is dropped.
  private static func cell(
    _ line: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, holdsBar: Bool
  ) -> String {
    let bytes = UnsafeBufferPointer(rebasing: line[range])
    guard holdsBar else { return bytes.trimmed.string }
    var kept: [UInt8] = []
    for byte in bytes {
      if byte == UInt8(ascii: "|"), kept.last == UInt8(ascii: "\\") { kept.removeLast() }
      kept.append(byte)
    }
    return kept.withUnsafeBufferPointer { $0.trimmed.string }
  }

  private static func isMarker(_ bytes: ArraySlice<UInt8>) -> Bool {
    var bytes = bytes
    bytes.trim()
    guard let last = bytes.last else { return false }
    if bytes.count == 1 { return [0x2A, 0x2B, 0x2D].contains(last) }
    return (last == UInt8(ascii: ".") || last == UInt8(ascii: ")"))
      && bytes.dropLast().allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The content of a cell that is one code span; nil for anything else.
  static func codeSpan(_ cell: String) -> String? { cell.withBytes { codeSpan($0) } }

  /// The same for a text's bytes.
  static func codeSpan(_ cell: Bytes) -> String? {
    var ticks = 0
    while ticks < cell.count, cell[ticks] == UInt8(ascii: "`") { ticks += 1 }
    guard ticks > 0, cell.count > 2 * ticks,
      cell.from(cell.count - ticks).allSatisfy({ $0 == UInt8(ascii: "`") })
    else { return nil }
    var inner = cell.part(ticks..<(cell.count - ticks))
    var run = 0
    for place in 0...inner.count {
      if place < inner.count, inner[place] == UInt8(ascii: "`") {
        run += 1
      } else {
        if run == ticks { return nil }
        run = 0
      }
    }
    if inner.count > 1, inner.first == 0x20, inner.last == 0x20,
      inner.contains(where: { $0 != 0x20 })
    {
      inner = inner.part(1..<(inner.count - 1))
    }
    return inner.string
  }

  /// The content of every code span of a cell in order.
  static func codeSpans(_ cell: String) -> [String] {
    let bytes = Array(cell.utf8)
    var spans: [String] = []
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "`") else {
        place += 1
        continue
      }
      let start = place
      while place < bytes.count, bytes[place] == UInt8(ascii: "`") { place += 1 }
      let ticks = place - start
      guard let end = closing(bytes, from: place, ticks: ticks) else { continue }
      spans.append(String(decoding: bytes[place..<end], as: UTF8.self).trimmed)
      place = end + ticks
    }
    return spans
  }

  private static func closing(_ bytes: [UInt8], from start: Int, ticks: Int) -> Int? {
    var place = start
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "`") else {
        place += 1
        continue
      }
      let run = place
      while place < bytes.count, bytes[place] == UInt8(ascii: "`") { place += 1 }
      if place - run == ticks { return run }
    }
    return nil
  }
}
