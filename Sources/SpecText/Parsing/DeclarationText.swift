/// Cuts a fence of code into statements: what stands before a `{`, a `;` or the end of a line
/// outside brackets. Comments, attributes of C and Rust, and strings' insides mean nothing.
struct DeclarationText {
  /// What a statement ends in.
  enum End { case line, open, close }

  /// One statement, in one line.
  struct Statement: Equatable {
    var text: String
    /// Its first line, from 0.
    var line: Int
    var end: End
    /// Whether a bracket in it is left open.
    var isBroken = false
  }

  private(set) var statements: [Statement] = []
  private let bytes: [UInt8]
  private let language: DeclarationLanguage
  private var place = 0
  private var line = 0
  private var depth = 0
  private var text: [UInt8] = []
  private var start = 0

  init(_ source: Bytes, _ language: DeclarationLanguage) {
    bytes = Array(source)
    self.language = language
    while place < bytes.count { step() }
    flush(.line)
  }

  private mutating func step() {
    let byte = bytes[place]
    if skipsComment() { return }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "`"): takeString(byte)
    case UInt8(ascii: "'") where language == .typeScript: takeString(byte)
    case UInt8(ascii: "#") where text.allSatisfy({ $0 == 0x20 }): skipsLine()
    case 0x0A: takeLineEnd()
    case UInt8(ascii: ";") where depth == 0: flush(.line)
    case UInt8(ascii: "{") where depth == 0 && !isPartOfType: flush(.open)
    case UInt8(ascii: "}") where depth == 0:
      flush(.line)
      statements.append(Statement(text: "", line: line, end: .close))
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): take(byte, 1)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): take(byte, -1)
    default: take(byte == 0x09 || byte == 0x0D ? 0x20 : byte, 0)
    }
    place += 1
  }

  private mutating func take(_ byte: UInt8, _ change: Int) {
    if byte == 0x20, text.isEmpty || text.last == 0x20 { return }
    if text.isEmpty { start = line }
    text.append(byte)
    depth = max(0, depth + change)
  }

  /// `): { a: string }` and `interface{}` open no block.
  private var isPartOfType: Bool {
    let last = text.last { $0 != 0x20 }
    let isType = text.starts(with: "type ".utf8) || text.starts(with: "export type".utf8)
    if language == .typeScript, !isType {
      return last.map { ":|&=".utf8.contains($0) } == true
    }
    return language == .go && place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: "}")
      && text.last != 0x20
  }

  private mutating func skipsComment() -> Bool {
    guard bytes[place] == UInt8(ascii: "/"), place + 1 < bytes.count else { return false }
    if bytes[place + 1] == UInt8(ascii: "/") {
      skipsLine()
      place += 1
      return true
    }
    guard bytes[place + 1] == UInt8(ascii: "*") else { return false }
    place += 2
    while place < bytes.count, !(bytes[place] == UInt8(ascii: "/") && bytes[place - 1] == 0x2A) {
      if bytes[place] == 0x0A { line += 1 }
      place += 1
    }
    place += 1
    return true
  }

  /// Goes to the last byte before the end of the line.
  private mutating func skipsLine() {
    while place + 1 < bytes.count, bytes[place + 1] != 0x0A { place += 1 }
  }

  private mutating func takeString(_ quote: UInt8) {
    take(quote, 0)
    while place + 1 < bytes.count, bytes[place + 1] != quote, bytes[place + 1] != 0x0A {
      place += 1
      text.append(bytes[place])
    }
    if place + 1 < bytes.count, bytes[place + 1] == quote {
      place += 1
      text.append(quote)
    }
  }

  private mutating func takeLineEnd() {
    defer { line += 1 }
    var next = place + 1
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 || bytes[next] == 0x0A {
      next += 1
    }
    if depth > 0 {
      let word = bytes[min(next, bytes.count)...].prefix { SignatureParser.isName($0) }
      if DeclarationLanguage.openers.contains(String(decoding: word, as: UTF8.self)) {
        return flush(.line)
      }
      return take(0x20, 0)
    }
    guard next < bytes.count else { return flush(.line) }
    // What goes on with a declaration.
    let rest = bytes[next...]
    let goesOn =
      rest.first == UInt8(ascii: "{") || rest.starts(with: "->".utf8)
      || rest.starts(with: ": ".utf8) || rest.first == UInt8(ascii: "(")
    if goesOn, !text.isEmpty { take(0x20, 0) } else { flush(.line) }
  }

  private mutating func flush(_ end: End) {
    while text.last == 0x20 { text.removeLast() }
    if !text.isEmpty || end == .open {
      statements.append(
        Statement(
          text: String(decoding: text, as: UTF8.self), line: text.isEmpty ? line : start, end: end,
          isBroken: depth > 0))
    }
    text = []
    depth = 0
  }
}
