/// How one text became another, word by word.
public enum WordDiff {
  /// A run of words.
  public enum Piece: Sendable, Hashable {
    /// In both.
    case same(String)
    /// Only in the old text.
    case old(String)
    /// Only in the new text.
    case new(String)
  }

  /// Longer texts, in pairs of words to compare, are told as a whole.
  private static let limit = 400_000

  /// The pieces from `old` to `new`. A code span is one word; words are joined by single spaces.
  public static func pieces(from old: String, to new: String) -> [Piece] {
    pieces(words(old), words(new), joined: " ")
  }

  /// The same for lines, as fences have them.
  public static func lines(from old: String, to new: String) -> [Piece] {
    func lines(_ text: String) -> [String] {
      text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    return pieces(lines(old), lines(new), joined: "\n")
  }

  private static func pieces(_ left: [String], _ right: [String], joined: String) -> [Piece] {
    var head = 0
    while head < min(left.count, right.count), left[head] == right[head] { head += 1 }
    var tail = 0
    while tail < min(left.count, right.count) - head,
      left[left.count - 1 - tail] == right[right.count - 1 - tail]
    {
      tail += 1
    }
    let a = Array(left[head..<(left.count - tail)])
    let b = Array(right[head..<(right.count - tail)])
    var pieces: [Piece] = []
    func add(_ words: some Collection<String>, _ make: (String) -> Piece) {
      if !words.isEmpty { pieces.append(make(words.joined(separator: joined))) }
    }
    add(left[..<head], Piece.same)
    if a.count * b.count > limit || a.isEmpty || b.isEmpty {
      add(a, Piece.old)
      add(b, Piece.new)
    } else {
      var (i, j) = (0, 0)
      for (x, y) in common(a, b) + [(a.count, b.count)] {
        // Words that stay between two that change are one run.
        if x > i || y > j {
          add(a[i..<x], Piece.old)
          add(b[j..<y], Piece.new)
        }
        if x < a.count { add([a[x]], Piece.same) }
        (i, j) = (x + 1, y + 1)
      }
    }
    add(left[(left.count - tail)...], Piece.same)
    return merged(pieces, joined)
  }

  /// Places of a longest common run of words.
  private static func common(_ a: [String], _ b: [String]) -> [(Int, Int)] {
    let width = b.count + 1
    var lengths = Array(repeating: Int32(0), count: (a.count + 1) * width)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        lengths[i * width + j] =
          a[i] == b[j]
          ? lengths[(i + 1) * width + j + 1] + 1
          : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
      }
    }
    var pairs: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        pairs.append((i, j))
        i += 1
        j += 1
      } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }

  private static func merged(_ pieces: [Piece], _ joined: String) -> [Piece] {
    var out: [Piece] = []
    for piece in pieces {
      if case .same(let text) = piece, case .same(let before)? = out.last {
        out[out.count - 1] = .same(before + joined + text)
      } else {
        out.append(piece)
      }
    }
    return out
  }

  /// Words between spaces; the words of a code span stay together.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var isCode = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "`") { isCode.toggle() }
      if byte == 0x20, !isCode {
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word = []
      } else {
        word.append(byte)
      }
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }
}
