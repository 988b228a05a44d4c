/// Finds calls in a line of pseudocode.
enum PseudocodeCalls {
  /// Visits names with a bracket right behind them, in order; words of the language are left out.
  static func forEach(in code: Bytes, _ body: (String) -> Void) {
    for place in 0..<code.count where code[place] == UInt8(ascii: "(") {
      var start = place
      while start > 0, SignatureParser.isName(code[start - 1]) || code[start - 1] == 0x2E {
        start -= 1
      }
      while start < place, code[start] == 0x2E { start += 1 }
      guard start < place, !(0x30...0x39).contains(code[start]), code[place - 1] != 0x2E else {
        continue
      }
      let name = code.part(start..<place)
      guard PseudocodeWords.kinds(of: name).isDisjoint(with: [.control, .operators, .routine])
      else { continue }
      let text = name.string
      // `items[0].run(x)` and `f(x).run(y)` are methods of something without a name.
      let isNameless =
        start > 0 && (code[start - 1] == UInt8(ascii: "]") || code[start - 1] == UInt8(ascii: ")"))
      body(isNameless ? "." + text : text)
    }
  }

  /// How many brackets are open at the end.
  static func depth(_ code: Bytes) -> Int {
    var depth = 0
    for byte in code {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
    }
    return depth
  }

  /// Index of the bracket that closes the one at `start`.
  static func closing(_ code: Bytes, at start: Int) -> Int? {
    var depth = 0
    for place in start..<code.count {
      if code[place] == UInt8(ascii: "(") { depth += 1 }
      if code[place] == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { return place }
      }
    }
    return nil
  }
}
