/// The escapes of Python's string literals.
enum PythonEscapes {
  /// The content of a literal as UTF-8, or as bytes. A pair of surrogates becomes the character
  /// that it means in JSON, because cells may be JSON too.
  static func decode(_ source: ArraySlice<UInt8>, asBytes: Bool) throws(PythonSyntaxError)
    -> [UInt8]
  {
    var out: [UInt8] = []
    var place = source.startIndex
    while place < source.endIndex {
      guard source[place] == UInt8(ascii: "\\"), place + 1 < source.endIndex else {
        out.append(source[place])
        place += 1
        continue
      }
      let letter = source[place + 1]
      place += 2
      if let plain = simple[letter] {
        out.append(plain)
        continue
      }
      switch letter {
      case 0x0A: break
      case UInt8(ascii: "x"):
        let code = try digits(source, &place, count: 2)
        out += asBytes ? [UInt8(truncatingIfNeeded: code)] : utf8(code)
      case UInt8(ascii: "u") where !asBytes:
        var code = try digits(source, &place, count: 4)
        code = try joined(code, source, &place)
        out += utf8(code)
      case UInt8(ascii: "U") where !asBytes: out += utf8(try digits(source, &place, count: 8))
      case UInt8(ascii: "N") where !asBytes:
        throw PythonSyntaxError(reason: "escapes by name (\\N{…}) are not read")
      case 0x30...0x37:
        var code = UInt32(letter - 0x30)
        var count = 1
        while count < 3, place < source.endIndex, (0x30...0x37).contains(source[place]) {
          code = code * 8 + UInt32(source[place] - 0x30)
          place += 1
          count += 1
        }
        out += asBytes ? [UInt8(truncatingIfNeeded: code)] : utf8(code)
      default: out += [UInt8(ascii: "\\"), letter]
      }
    }
    return out
  }

  private static let simple: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D,
    UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "'"): 0x27, UInt8(ascii: "\""): 0x22,
    UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
    UInt8(ascii: "v"): 0x0B,
  ]

  private static func digits(_ source: ArraySlice<UInt8>, _ place: inout Int, count: Int)
    throws(PythonSyntaxError) -> UInt32
  {
    guard place + count <= source.endIndex,
      let code = UInt32(String(decoding: source[place..<place + count], as: UTF8.self), radix: 16)
    else { throw PythonSyntaxError(reason: "an escape lacks digits") }
    place += count
    return code
  }

  private static func joined(_ high: UInt32, _ source: ArraySlice<UInt8>, _ place: inout Int)
    throws(PythonSyntaxError) -> UInt32
  {
    guard (0xD800..<0xDC00).contains(high), place + 6 <= source.endIndex,
      source[place] == UInt8(ascii: "\\"), source[place + 1] == UInt8(ascii: "u")
    else { return high }
    var after = place + 2
    let low = try digits(source, &after, count: 4)
    guard (0xDC00..<0xE000).contains(low) else { return high }
    place = after
    return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
  }

  /// UTF-8 of a code point; a lone surrogate becomes the replacement character.
  private static func utf8(_ code: UInt32) -> [UInt8] {
    Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
  }
}
