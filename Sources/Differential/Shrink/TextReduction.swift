/// Smaller forms of a text: empty, halves, one token or one character less, plainer characters.
enum TextReduction {
  static func texts(_ text: String) -> [String] {
    if text.isEmpty { return [] }
    let scalars = Array(text.unicodeScalars)
    var found = ["", "a", "A", "0", " "]
    let half = scalars.count / 2
    if half > 0 { found += [joined(scalars[..<half]), joined(scalars[half...])] }
    let tokens = Self.tokens(scalars)
    if tokens.count > 1, tokens.count <= Reduction.mostTokens {
      for token in tokens {
        found.append(joined(scalars[token]))
        found.append(joined(scalars[..<token.lowerBound] + scalars[token.upperBound...]))
      }
    }
    let stride = max(1, scalars.count / Reduction.mostCharacters)
    for index in Swift.stride(from: 0, to: scalars.count, by: stride) {
      let rest = scalars[min(scalars.count, index + stride)...]
      found.append(joined(scalars[..<index] + rest))
      if stride == 1, let plain = plainer(scalars[index]) {
        found.append(joined(scalars[..<index] + [plain] + rest))
      }
    }
    return found
  }

  /// A character that comes before `scalar` in the order of bytes and that people read sooner.
  private static func plainer(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "b"..."z": "a"
    case "B"..."Z": "A"
    case "1"..."9": "0"
    default: scalar.value >= 0x80 ? "a" : nil
    }
  }

  private static func joined(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Runs of letters, of digits, of blanks; every other character by itself.
  private static func tokens(_ scalars: [Unicode.Scalar]) -> [Range<Int>] {
    func kind(_ scalar: Unicode.Scalar) -> Int {
      if scalar.properties.isAlphabetic { return 1 }
      if scalar.properties.numericType != nil { return 2 }
      return scalar.properties.isWhitespace ? 3 : 0
    }
    var found: [Range<Int>] = []
    var start = 0
    for index in scalars.indices {
      let isEnd =
        index + 1 == scalars.count || kind(scalars[index]) == 0
        || kind(scalars[index + 1]) != kind(scalars[index])
      if isEnd {
        found.append(start..<index + 1)
        start = index + 1
      }
    }
    return found
  }
}
