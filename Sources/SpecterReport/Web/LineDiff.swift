/// What changed between two texts, line by line, for people. (What changed in the *model* of a spec
/// is SpecText's to say; a report shows the words.)
struct LineDiff: Sendable, Hashable {
  /// A row of two columns: the same line twice, a changed pair, or one side alone.
  struct Row: Sendable, Hashable {
    /// The old line; nil for one that was added.
    var old: String?
    /// The new line; nil for one that was removed.
    var new: String?
    /// Whether both sides are the same line.
    var isKept: Bool
  }

  /// Rows that stand together, with a little of what surrounds them.
  struct Hunk: Sendable, Hashable {
    /// The number of the first line, from 1, in the old and the new text.
    var old: Int, new: Int
    var rows: [Row]
  }

  /// The hunks in order; empty for equal texts.
  let hunks: [Hunk]
  /// Lines added and removed.
  let added: Int, removed: Int

  /// Cells of the table of common lines; above it the differing middle is shown as replaced whole.
  static let mostCells = 4_000_000

  /// The difference of two texts with `context` unchanged lines around each change.
  init(from old: String, to new: String, context: Int = 2) {
    let left = Self.lines(old)
    let right = Self.lines(new)
    let rows = Self.rows(left, right)
    added = rows.count { !$0.isKept && $0.new != nil }
    removed = rows.count { !$0.isKept && $0.old != nil }
    hunks = Self.grouped(rows, context)
  }

  /// Lines at line feeds alone: a `Character` would swallow a carriage return before them.
  private static func lines(_ text: String) -> [String] {
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func rows(_ left: [String], _ right: [String]) -> [Row] {
    // Strings compare by Unicode equivalence; numbers given to equal bytes don't.
    var numbers: [[UInt8]: Int] = [:]
    func number(_ line: String) -> Int {
      let bytes = Array(line.utf8)
      if let known = numbers[bytes] { return known }
      numbers[bytes] = numbers.count
      return numbers.count - 1
    }
    let a = left.map(number)
    let b = right.map(number)
    let (start, end) = commonEnds(a, b)
    func kept(_ line: String) -> Row { Row(old: line, new: line, isKept: true) }
    return left[..<start].map(kept)
      + middle(left, right, a, b, start..<(a.count - end), start..<(b.count - end))
      + left[(left.count - end)...].map(kept)
  }

  /// The rows of the part that differs, from the longest common subsequence of its lines.
  private static func middle(
    _ left: [String], _ right: [String], _ a: [Int], _ b: [Int], _ old: Range<Int>,
    _ new: Range<Int>
  ) -> [Row] {
    let width = new.count + 1
    guard (old.count + 1) * width <= mostCells else {
      return paired(Array(left[old]), Array(right[new]))
    }
    var table = [Int32](repeating: 0, count: (old.count + 1) * width)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        let cell = (i - old.lowerBound) * width + j - new.lowerBound
        table[cell] =
          a[i] == b[j] ? table[cell + width + 1] + 1 : max(table[cell + width], table[cell + 1])
      }
    }
    var rows: [Row] = []
    var gone: [String] = []
    var come: [String] = []
    var (i, j) = (old.lowerBound, new.lowerBound)
    while i < old.upperBound || j < new.upperBound {
      let cell = (i - old.lowerBound) * width + j - new.lowerBound
      if i < old.upperBound, j < new.upperBound, a[i] == b[j] {
        rows += paired(gone, come) + [Row(old: left[i], new: right[j], isKept: true)]
        (gone, come) = ([], [])
        i += 1
        j += 1
      } else if j == new.upperBound
        || (i < old.upperBound && table[cell + width] >= table[cell + 1])
      {
        gone.append(left[i])
        i += 1
      } else {
        come.append(right[j])
        j += 1
      }
    }
    return rows + paired(gone, come)
  }

  private static func paired(_ old: [String], _ new: [String]) -> [Row] {
    (0..<max(old.count, new.count)).map { place in
      Row(
        old: place < old.count ? old[place] : nil, new: place < new.count ? new[place] : nil,
        isKept: false)
    }
  }

  private static func grouped(_ rows: [Row], _ context: Int) -> [Hunk] {
    var hunks: [Hunk] = []
    var (old, new) = (1, 1)
    var before: [Row] = []
    var trailing = 0
    for row in rows {
      if !row.isKept {
        if trailing == 0 || hunks.isEmpty {
          hunks.append(Hunk(old: old - before.count, new: new - before.count, rows: before))
        }
        hunks[hunks.count - 1].rows.append(row)
        before = []
        trailing = context + 1
      } else if trailing > 1 {
        hunks[hunks.count - 1].rows.append(row)
        trailing -= 1
      } else {
        trailing = 0
        before.append(row)
        if before.count > context { before.removeFirst() }
      }
      if row.old != nil { old += 1 }
      if row.new != nil { new += 1 }
    }
    return hunks
  }
}
