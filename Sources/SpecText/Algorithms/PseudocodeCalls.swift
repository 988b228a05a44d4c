/// Finds calls in a line of pseudocode.
enum PseudocodeCalls {
  /// Names with a bracket right behind them, in order; words of the language are left out.
  static func calls(in code: [UInt8]) -> [String] {
    var found: [String] = []
    for place in code.indices where code[place] == UInt8(ascii: "(") {
      var start = place
      while start > 0, SignatureParser.isName(code[start - 1]) || code[start - 1] == 0x2E {
        start -= 1
      }
      while start < place, code[start] == 0x2E { start += 1 }
      guard start < place, !(0x30...0x39).contains(code[start]), code[place - 1] != 0x2E else {
        continue
      }
      let name = String(decoding: code[start..<place], as: UTF8.self)
      let word = name.lowercased()
      if PseudocodeWords.control.contains(word) || PseudocodeWords.operators.contains(word)
        || PseudocodeWords.routine.contains(word)
      {
        continue
      }
      // `items[0].run(x)` and `f(x).run(y)` are methods of something without a name.
      if start > 0, code[start - 1] == UInt8(ascii: "]") || code[start - 1] == UInt8(ascii: ")") {
        found.append("." + name)
      } else {
        found.append(name)
      }
    }
    return found
  }

  /// How many brackets are open at the end.
  static func depth(_ code: [UInt8]) -> Int {
    var depth = 0
    for byte in code {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
    }
    return depth
  }

  /// Index of the bracket that closes the one at `start`.
  static func closing(_ code: [UInt8], at start: Int) -> Int? {
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
