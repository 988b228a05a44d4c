/// A token of Python.
enum PythonToken: Hashable {
  case name(String)
  /// An int in decimal digits, with no underscore.
  case int(String)
  case float(Double)
  case string(String)
  case bytes([UInt8])
  /// An operator or a bracket.
  case mark(String)
  /// A string whose value can't be known: an f-string.
  case unsupported(String)
}

/// Cuts Python source into tokens. Line ends count as space: a statement is given whole.
struct PythonLexer {
  let bytes: [UInt8]
  var place = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  static let marks = [
    "**=", "//=", "->", "**", "//", "==", "!=", "<=", ">=", "<<", ">>", ":=", "+=", "-=", "*=",
  ].map { (text: $0, bytes: Array($0.utf8)) }

  /// All tokens.
  static func tokens(_ text: String) throws(PythonSyntaxError) -> [PythonToken] {
    var lexer = PythonLexer(text)
    var tokens: [PythonToken] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens
  }

  private var current: UInt8 { place < bytes.count ? bytes[place] : 0 }

  mutating func next() throws(PythonSyntaxError) -> PythonToken? {
    skipSpace()
    guard place < bytes.count else { return nil }
    let byte = current
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return try string(prefix: "") }
    if isDigit(byte)
      || (byte == UInt8(ascii: ".") && place + 1 < bytes.count
        && isDigit(bytes[place + 1]))
    {
      return try number()
    }
    if isName(byte) { return try nameOrString() }
    for mark in Self.marks where bytes[place...].starts(with: mark.bytes) {
      place += mark.bytes.count
      return .mark(mark.text)
    }
    place += 1
    return .mark(String(decoding: [byte], as: UTF8.self))
  }

  private mutating func skipSpace() {
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "#") {
        while place < bytes.count, bytes[place] != 0x0A { place += 1 }
      } else if byte == UInt8(ascii: "\\"), place + 1 < bytes.count, bytes[place + 1] == 0x0A {
        place += 2
      } else if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x0C {
        place += 1
      } else {
        return
      }
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private func isName(_ byte: UInt8) -> Bool {
    (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A) || byte == 0x5F
      || byte >= 0x80
  }

  private mutating func nameOrString() throws(PythonSyntaxError) -> PythonToken {
    let start = place
    while place < bytes.count, isName(bytes[place]) || isDigit(bytes[place]) { place += 1 }
    let name = String(decoding: bytes[start..<place], as: UTF8.self)
    if name.utf8.count <= 2, current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
      let prefix = name.lowercased()
      if ["r", "b", "u", "f", "rb", "br", "fr", "rf", "t"].contains(prefix) {
        return try string(prefix: prefix)
      }
    }
    return .name(name)
  }

  private mutating func number() throws(PythonSyntaxError) -> PythonToken {
    let start = place
    if current == 0x30, place + 1 < bytes.count {
      let radix = ["x": 16, "o": 8, "b": 2][
        String(decoding: [bytes[place + 1] | 0x20], as: UTF8.self)]
      if let radix { return try whole(radix: radix) }
    }
    var isFloat = false
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: ".") {
        isFloat = true
      } else if byte | 0x20 == UInt8(ascii: "e") {
        isFloat = true
        if place + 1 < bytes.count, [0x2B, 0x2D].contains(bytes[place + 1]) { place += 1 }
      } else if !isDigit(byte), byte != 0x5F {
        break
      }
      place += 1
    }
    let digits = bytes[start..<place].filter { $0 != 0x5F }
    let text = String(decoding: digits, as: UTF8.self)
    if place < bytes.count, isName(bytes[place]) {
      throw PythonSyntaxError(reason: "'\(text)' is followed by a letter")
    }
    guard isFloat else { return .int(text) }
    let padded = text.hasPrefix(".") ? "0" + text : text
    let full = padded.hasSuffix(".") ? padded + "0" : padded.replacingDotExponent
    guard let value = Double(full) else {
      throw PythonSyntaxError(reason: "'\(text)' is no number")
    }
    return .float(value)
  }

  private mutating func whole(radix: Int) throws(PythonSyntaxError) -> PythonToken {
    place += 2
    let start = place
    while place < bytes.count, isName(bytes[place]) || isDigit(bytes[place]) { place += 1 }
    let digits = String(decoding: bytes[start..<place].filter { $0 != 0x5F }, as: UTF8.self)
    guard let value = Int(digits, radix: radix) else {
      throw PythonSyntaxError(reason: "'\(digits)' is no whole number of base \(radix), or too big")
    }
    return .int(String(value))
  }

  private mutating func string(prefix: String) throws(PythonSyntaxError) -> PythonToken {
    let isRaw = prefix.contains("r")
    let quote = current
    var length = 1
    if place + 2 < bytes.count, bytes[place + 1] == quote, bytes[place + 2] == quote { length = 3 }
    place += length
    let start = place
    while true {
      guard place < bytes.count else { throw PythonSyntaxError(reason: "a string does not end") }
      if bytes[place] == UInt8(ascii: "\\") {
        place += 2
      } else if bytes[place] == quote, closes(quote, length) {
        break
      } else {
        place += 1
      }
    }
    let inner = bytes[start..<place]
    place += length
    if prefix.contains("f") || prefix.contains("t") {
      return .unsupported("a formatted string")
    }
    let isBytes = prefix.contains("b")
    let content = isRaw ? Array(inner) : try PythonEscapes.decode(inner, asBytes: isBytes)
    return isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
  }

  private func closes(_ quote: UInt8, _ length: Int) -> Bool {
    length == 1
      || (place + 2 < bytes.count && bytes[place + 1] == quote && bytes[place + 2] == quote)
  }
}

extension String {
  /// `1.e5` → `1.0e5`, which Swift reads.
  fileprivate var replacingDotExponent: String {
    var out: [UInt8] = []
    var last: UInt8 = 0
    for byte in utf8 {
      if last == UInt8(ascii: "."), byte | 0x20 == UInt8(ascii: "e") { out.append(0x30) }
      out.append(byte)
      last = byte
    }
    return String(decoding: out, as: UTF8.self)
  }
}
