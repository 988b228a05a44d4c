import SpecModel

/// Reads a fence as pseudocode: routines with a body, routines that are only declared, and types.
struct PseudocodeReader {
  /// A routine with what it calls.
  struct Routine {
    /// Its name, with the type that it belongs to: `Context.get`; empty for loose statements.
    var name: String
    var parameters: [String]
    /// Lines in the fence, from 0.
    var first: Int
    var last: Int
    var calls: [(name: String, line: Int)] = []
    fileprivate var indent = 0
    fileprivate var hasBody = false
  }

  /// Routines with a body.
  private(set) var routines: [Routine] = []
  /// Names of routines without one, and of fields that hold a function.
  private(set) var declared: Set<String> = []
  /// Names of types.
  private(set) var types: Set<String> = []
  /// Statements outside routines; nil when the fence holds none that read as pseudocode.
  private(set) var loose: Routine?

  private let text: PseudocodeText
  private var owners: [(name: String, indent: Int)] = []
  private var open: [Routine] = []
  private var statements = 0

  /// Reads `text`; `isDeclared` tells that its language says it is pseudocode.
  init(_ text: String, isDeclared: Bool) {
    self.text = PseudocodeText(text)
    var loose = Routine(name: "", parameters: [], first: 0, last: 0)
    var place = 0
    let lines = self.text.lines
    while place < lines.count {
      let line = lines[place]
      guard !line.code.isEmpty else {
        place += 1
        continue
      }
      close(upTo: line, at: place)
      if let (header, next) = header(at: place) {
        take(header, at: place, next: next)
        place = next
        continue
      }
      if open.isEmpty, takeType(at: place) {
        place += 1
        continue
      }
      let calls = PseudocodeCalls.calls(in: line.code).map { (name: $0, line: place) }
      if let last = open.indices.last {
        open[last].hasBody = true
        open[last].last = place
        open[last].calls += calls
      } else {
        loose.calls += calls
        if Self.isStatement(line.code) { statements += 1 }
      }
      place += 1
    }
    while let routine = open.popLast() { finish(routine) }
    routines.sort { $0.first < $1.first }
    loose.last = max(0, lines.count - 1)
    if routines.isEmpty, isDeclared ? !loose.calls.isEmpty || statements > 0 : statements > 1 {
      self.loose = loose
    }
  }

  private mutating func finish(_ routine: Routine) {
    if routine.hasBody { routines.append(routine) } else { declared.insert(routine.name) }
  }

  /// Ends the routines and types that `line` stands outside of.
  private mutating func close(upTo line: PseudocodeText.Line, at place: Int) {
    let closes = line.code.first == UInt8(ascii: "}") || line.code.first == UInt8(ascii: ")")
    while let last = open.last, line.indent <= last.indent {
      if line.indent == last.indent, closes || Self.word(line.code).lowercased() == "end" { return }
      open.removeLast()
      finish(last)
    }
    while let last = owners.last, line.indent <= last.indent, !closes { owners.removeLast() }
  }

  private struct Header {
    var name: String
    var parameters: [String]
    var indent: Int
  }

  private mutating func take(_ header: Header, at place: Int, next: Int) {
    let owner = owners.last.map { $0.name + "." } ?? ""
    open.append(
      Routine(
        name: owner + header.name, parameters: header.parameters, first: place, last: next - 1,
        indent: header.indent))
  }

  // MARK: - Headers

  /// A routine's header that begins on line `place`, and the line after it.
  private func header(at place: Int) -> (Header, next: Int)? {
    let lines = text.lines
    var code = lines[place].code
    let word = Self.word(code).lowercased()
    let isMarked = PseudocodeWords.routine.contains(word)
    guard isMarked || Self.mayBeBare(code) else { return nil }
    if isMarked { code = Array(code.dropFirst(word.utf8.count).drop { $0 == 0x20 }) }
    var next = place + 1
    while PseudocodeCalls.depth(code) > 0, next < lines.count, next - place < 20 {
      code += [0x20] + lines[next].code
      next += 1
    }
    guard let parts = Self.parts(code), !PseudocodeWords.control.contains(parts.name.lowercased())
    else { return nil }
    let after = lines[next...].first { !$0.code.isEmpty }
    let hasBody = (after?.indent ?? 0) > lines[place].indent
    // Without a word for it, only a body or a result tells a header from a call.
    guard isMarked || (hasBody && parts.opens) || parts.hasResult else { return nil }
    return (
      Header(name: parts.name, parameters: parts.parameters, indent: lines[place].indent), next
    )
  }

  /// Whether a line has the shape `name(…`.
  private static func mayBeBare(_ code: [UInt8]) -> Bool {
    let name = code.prefix { SignatureParser.isName($0) || $0 == UInt8(ascii: ".") }
    return !name.isEmpty && name.count < code.count && code[name.count] == UInt8(ascii: "(")
  }

  /// Name and parameters of `name(a, b=1) -> T:`; nil for anything else.
  private static func parts(_ code: [UInt8])
    -> (name: String, parameters: [String], opens: Bool, hasResult: Bool)?
  {
    let name = code.prefix { SignatureParser.isName($0) || $0 == UInt8(ascii: ".") }
    guard let first = name.first, !(0x30...0x39).contains(first), name.count < code.count,
      code[name.count] == UInt8(ascii: "("), let end = PseudocodeCalls.closing(code, at: name.count)
    else { return nil }
    var parameters: [String] = []
    var depth = 0
    var start = name.count + 1
    for place in (name.count + 1)...end {
      let byte = code[place]
      if "([{<".utf8.contains(byte) { depth += 1 }
      if ")]}>".utf8.contains(byte), place < end { depth -= 1 }
      guard place == end || (byte == UInt8(ascii: ",") && depth == 0) else { continue }
      let piece = code[start..<place].drop { !SignatureParser.isName($0) }
      let own = piece.prefix { SignatureParser.isName($0) }
      if !own.isEmpty { parameters.append(String(decoding: own, as: UTF8.self)) }
      start = place + 1
    }
    var rest = code[(end + 1)...]
    rest.trim()
    let hasResult = rest.starts(with: "->".utf8) || rest.starts(with: "→".utf8)
    let opens = rest.last == UInt8(ascii: ":") || rest.last == UInt8(ascii: "{")
    guard rest.isEmpty || opens || hasResult else { return nil }
    return (String(decoding: name, as: UTF8.self), parameters, opens, hasResult)
  }

  // MARK: - Types and statements

  /// `HandlerRegistry:`, `INTERFACE Handler:`, `record Node {`, and the fields in one.
  private mutating func takeType(at place: Int) -> Bool {
    let line = text.lines[place]
    var code = line.code
    let first = Self.word(code)
    let isMarked = PseudocodeWords.container.contains(first.lowercased())
    if isMarked { code = Array(code.dropFirst(first.utf8.count).drop { $0 == 0x20 }) }
    let name = Self.word(code)
    var rest = code.dropFirst(name.utf8.count)
    rest.trim()
    if !name.isEmpty, !PseudocodeWords.control.contains(name.lowercased()),
      isMarked || String(decoding: rest, as: UTF8.self) == ":",
      let below = text.lines[(place + 1)...].first(where: { !$0.code.isEmpty }),
      below.indent > line.indent
    {
      let isType = name.utf8.first.map { (0x41...0x5A).contains($0) } ?? false
      guard isMarked || isType else { return false }
      types.insert(name)
      owners.append((name, line.indent))
      return true
    }
    guard let owner = owners.last, !name.isEmpty, rest.first == UInt8(ascii: ":") else {
      return false
    }
    if String(decoding: rest, as: UTF8.self).holds("function") {
      declared.insert("\(owner.name).\(name)")
    }
    return true
  }

  /// Whether a line reads as a statement: control flow, or a call whose result has a name.
  private static func isStatement(_ code: [UInt8]) -> Bool {
    let word = word(code)
    if PseudocodeWords.flow.contains(word.lowercased()),
      word == word.lowercased() || word == word.uppercased()
    {
      if ["return", "assert", "raise", "throw"].contains(word.lowercased()) { return true }
      let tail = Self.lastWord(code).lowercased()
      return code.last == UInt8(ascii: ":") || code.last == UInt8(ascii: "{") || tail == "then"
        || tail == "do"
    }
    let rest = code.dropFirst(word.utf8.count).drop { $0 == 0x20 }
    return !word.isEmpty && rest.first == UInt8(ascii: "=") && rest.dropFirst().first == 0x20
      && !PseudocodeCalls.calls(in: Array(rest)).isEmpty
  }

  private static func word(_ code: [UInt8]) -> String {
    String(decoding: code.prefix { SignatureParser.isName($0) }, as: UTF8.self)
  }

  private static func lastWord(_ code: [UInt8]) -> String {
    let reversed = code.reversed().prefix { SignatureParser.isName($0) }
    return String(decoding: reversed.reversed(), as: UTF8.self)
  }
}
