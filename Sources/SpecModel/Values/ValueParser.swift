/// Why a text is not JSON, and at which byte (from 0).
public struct ValueSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was expected or wrong.
  public var reason: String
  /// Byte offset of the fault.
  public var offset: Int

  /// The reason and the offset in words.
  public var description: String { "\(reason) at byte \(offset)" }
}

extension Value {
  /// Reads one JSON text (RFC 8259). Numbers keep their spelling. A lone surrogate becomes the
  /// replacement character. Nesting deeper than 512 is refused, so that no input can exhaust the
  /// stack.
  public init(parsing bytes: some Sequence<UInt8>) throws(ValueSyntaxError) {
    var parser = ValueParser(bytes: Array(bytes))
    self = try parser.document()
  }

  /// Reads one JSON text from a string.
  public init(parsing text: String) throws(ValueSyntaxError) { try self.init(parsing: text.utf8) }
}

/// A recursive-descent reader of RFC 8259.
private struct ValueParser {
  static let deepest = 512
  let bytes: [UInt8]
  var place = 0
  var depth = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(ValueSyntaxError) -> Value {
    let value = try value()
    skipSpace()
    guard place == bytes.count else { throw fault("nothing more was expected") }
    return value
  }

  func fault(_ reason: String) -> ValueSyntaxError { .init(reason: reason, offset: place) }

  var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      place += 1
    }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  mutating func value() throws(ValueSyntaxError) -> Value {
    skipSpace()
    guard let byte = next else { throw fault("a value was expected") }
    switch byte {
    case UInt8(ascii: "{"):
      return try nested { parser throws(ValueSyntaxError) in
        try parser.object()
      }
    case UInt8(ascii: "["):
      return try nested { parser throws(ValueSyntaxError) in
        try parser.array()
      }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  mutating func nested(_ body: (inout ValueParser) throws(ValueSyntaxError) -> Value)
    throws(ValueSyntaxError) -> Value
  {
    guard depth < Self.deepest else { throw fault("nested more than \(Self.deepest) deep") }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  mutating func word(_ text: StaticString, _ value: Value) throws(ValueSyntaxError) -> Value {
    for byte in String(describing: text).utf8 {
      guard take(byte) else { throw fault("\(text) was expected") }
    }
    return value
  }

  mutating func array() throws(ValueSyntaxError) -> Value {
    place += 1
    var items: [Value] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(items) }
    while true {
      items.append(try value())
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(items) }
      guard take(UInt8(ascii: ",")) else { throw fault("',' or ']' was expected") }
    }
  }

  mutating func object() throws(ValueSyntaxError) -> Value {
    place += 1
    var members: [Value.Member] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("a member's name was expected") }
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fault("':' was expected") }
      members.append(.init(key, try value()))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw fault("',' or '}' was expected") }
    }
  }

  mutating func number() throws(ValueSyntaxError) -> Value {
    let start = place
    _ = take(UInt8(ascii: "-"))
    let whole = digits()
    guard whole > 0 else { throw fault("a value was expected") }
    if take(UInt8(ascii: ".")) {
      guard digits() > 0 else { throw fault("a digit was expected") }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw fault("a digit was expected") }
    }
    return .number(String(decoding: bytes[start..<place], as: UTF8.self))
  }

  mutating func digits() -> Int {
    let start = place
    while let byte = next, byte >= 0x30, byte <= 0x39 { place += 1 }
    return place - start
  }

  mutating func string() throws(ValueSyntaxError) -> String {
    place += 1
    var text: [UInt8] = []
    var start = place
    while let byte = next {
      if byte == UInt8(ascii: "\"") {
        text.append(contentsOf: bytes[start..<place])
        place += 1
        return String(decoding: text, as: UTF8.self)
      }
      guard byte >= 0x20 else { throw fault("a control character must be escaped") }
      if byte == UInt8(ascii: "\\") {
        text.append(contentsOf: bytes[start..<place])
        place += 1
        text.append(contentsOf: String(try escape()).utf8)
        start = place
      } else {
        place += 1
      }
    }
    throw fault("the string does not end")
  }

  mutating func escape() throws(ValueSyntaxError) -> Character {
    guard let byte = next else { throw fault("the string does not end") }
    place += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"): return Character(try codePoint())
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return Character(Unicode.Scalar(byte))
    default: throw fault("no such escape")
    }
  }

  mutating func codePoint() throws(ValueSyntaxError) -> Unicode.Scalar {
    let first = try fourDigits()
    guard (0xD800..<0xDC00).contains(first), place + 1 < bytes.count,
      bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u")
    else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    let back = place
    place += 2
    let second = try fourDigits()
    guard (0xDC00..<0xE000).contains(second) else {
      place = back
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  mutating func fourDigits() throws(ValueSyntaxError) -> UInt32 {
    guard place + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits were expected") }
    place += 4
    return value
  }
}
