/// A routine's header: `FUNCTION run(task, limit=3) -> Result:`.
struct PseudocodeHeader {
  var name: String
  var parameters: [String]
  /// Whether a block follows by what the header ends with.
  var opens: Bool
  var hasResult: Bool

  /// Whether a line has the shape `name(…`.
  static func mayBeBare(_ code: Bytes) -> Bool {
    let end = nameEnd(code)
    return end > 0 && end < code.count && code[end] == UInt8(ascii: "(")
  }

  private static func nameEnd(_ code: Bytes) -> Int {
    var end = 0
    while end < code.count, SignatureParser.isName(code[end]) || code[end] == UInt8(ascii: ".") {
      end += 1
    }
    return end
  }

  /// Reads `name(a, b=1) -> T:`; nil for anything else.
  init?(_ code: Bytes) {
    let nameEnd = Self.nameEnd(code)
    guard nameEnd > 0, nameEnd < code.count, !(0x30...0x39).contains(code[0]),
      code[nameEnd] == UInt8(ascii: "("), let end = PseudocodeCalls.closing(code, at: nameEnd)
    else { return nil }
    let rest = code.from(end + 1).trimmed
    hasResult = Self.beginsWithArrow(rest)
    opens = rest.last == UInt8(ascii: ":") || rest.last == UInt8(ascii: "{")
    guard rest.isEmpty || opens || hasResult else { return nil }
    name = code.upTo(nameEnd).string
    parameters = Self.parameters(code, (nameEnd + 1)...end)
  }

  private static func beginsWithArrow(_ code: Bytes) -> Bool {
    if code.count > 1, code[0] == UInt8(ascii: "-") { return code[1] == UInt8(ascii: ">") }
    return code.starts(with: "→".utf8)
  }

  private static func parameters(
    _ code: Bytes, _ places: ClosedRange<Int>
  ) -> [String] {
    var parameters: [String] = []
    var depth = 0
    var start = places.lowerBound
    for place in places {
      switch code[place] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ">"):
        if place < places.upperBound { depth -= 1 }
      default: break
      }
      guard place == places.upperBound || (code[place] == UInt8(ascii: ",") && depth == 0) else {
        continue
      }
      while start < place, !SignatureParser.isName(code[start]) { start += 1 }
      var end = start
      while end < place, SignatureParser.isName(code[end]) { end += 1 }
      if end > start {
        parameters.append(
          code.part(start..<end).string)
      }
      start = place + 1
    }
    return parameters
  }
}
