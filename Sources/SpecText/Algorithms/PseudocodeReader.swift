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
  private(set) var declared: [String] = []
  /// Names of types.
  private(set) var types: [String] = []
  /// Statements outside routines; nil when the fence holds none that read as pseudocode.
  private(set) var loose: Routine?

  private let text: PseudocodeText
  private var owners: [(name: String, indent: Int)] = []
  private var open: [Routine] = []
  private var statements = 0

  /// Reads `source`; `isDeclared` tells that its language says it is pseudocode.
  init(_ source: Bytes, isDeclared: Bool) {
    text = PseudocodeText(source)
    var loose = Routine(name: "", parameters: [], first: 0, last: 0)
    let text = text
    text.bytes.withUnsafeBufferPointer { bytes in
      var place = 0
      while place < text.lines.count {
        place = take(place, Code(lines: text.lines, bytes: bytes), &loose)
      }
    }
    while let routine = open.popLast() { finish(routine) }
    routines.sort { $0.first < $1.first }
    loose.last = max(0, text.lines.count - 1)
    if routines.isEmpty, isDeclared ? !loose.calls.isEmpty || statements > 0 : statements > 1 {
      self.loose = loose
    }
  }

  /// The lines of a fence with their bytes at hand.
  private struct Code {
    let lines: [PseudocodeText.Line]
    let bytes: Bytes

    subscript(_ place: Int) -> Bytes {
      UnsafeBufferPointer(rebasing: bytes[lines[place].code])
    }

    /// How far the next line below that is not blank is indented; nil where there is none.
    func indent(from place: Int) -> Int? {
      var place = place
      while place < lines.count {
        if !lines[place].code.isEmpty { return lines[place].indent }
        place += 1
      }
      return nil
    }
  }

  /// Takes the line at `place`; returns the next.
  private mutating func take(_ place: Int, _ lines: Code, _ loose: inout Routine) -> Int {
    let code = lines[place]
    guard !code.isEmpty else { return place + 1 }
    let word = Self.word(code)
    let kinds = PseudocodeWords.kinds(of: word)
    close(upTo: code, kinds, lines.lines[place].indent, at: place)
    if let (header, next) = header(at: place, lines, isMarked: kinds.contains(.routine), word) {
      take(header, at: place, next: next, indent: lines.lines[place].indent)
      return next
    }
    if open.isEmpty, takeType(at: place, lines, word, kinds) { return place + 1 }
    if let last = open.indices.last {
      open[last].hasBody = true
      open[last].last = place
      PseudocodeCalls.forEach(in: code) { open[last].calls.append((name: $0, line: place)) }
    } else {
      PseudocodeCalls.forEach(in: code) { loose.calls.append((name: $0, line: place)) }
      if Self.isStatement(code, word, kinds) { statements += 1 }
    }
    return place + 1
  }

  private mutating func finish(_ routine: Routine) {
    if routine.hasBody { routines.append(routine) } else { declared.append(routine.name) }
  }

  /// Ends the routines and types that a line stands outside of.
  private mutating func close(
    upTo code: Bytes, _ kinds: PseudocodeWords, _ indent: Int, at place: Int
  ) {
    let closes = code[0] == UInt8(ascii: "}") || code[0] == UInt8(ascii: ")")
    while let last = open.last, indent <= last.indent {
      if indent == last.indent, closes || kinds.contains(.end) { return }
      open.removeLast()
      finish(last)
    }
    while let last = owners.last, indent <= last.indent, !closes { owners.removeLast() }
  }

  private mutating func take(_ header: PseudocodeHeader, at place: Int, next: Int, indent: Int) {
    let owner = owners.last.map { $0.name + "." } ?? ""
    open.append(
      Routine(
        name: owner + header.name, parameters: header.parameters, first: place, last: next - 1,
        indent: indent))
  }

  // MARK: - Headers

  /// Most lines that the parameters of a header may take.
  private static let longestHeader = 20

  /// A routine's header that begins on line `place`, and the line after it.
  private func header(
    at place: Int, _ lines: Code, isMarked: Bool, _ word: Bytes
  ) -> (PseudocodeHeader, next: Int)? {
    var code = lines[place]
    guard isMarked || PseudocodeHeader.mayBeBare(code) else { return nil }
    if isMarked { code = Self.behind(word, code) }
    var next = place + 1
    let header: PseudocodeHeader?
    if PseudocodeCalls.depth(code) > 0 {
      var joined = Array(code)
      while joined.withUnsafeBufferPointer(PseudocodeCalls.depth) > 0, next < lines.lines.count,
        next - place < Self.longestHeader
      {
        joined.append(0x20)
        joined.append(contentsOf: lines[next])
        next += 1
      }
      header = joined.withUnsafeBufferPointer { PseudocodeHeader($0) }
    } else {
      header = PseudocodeHeader(code)
    }
    guard let header, !Self.isControl(header.name) else { return nil }
    let hasBody = (lines.indent(from: next) ?? 0) > lines.lines[place].indent
    // Without a word for it, only a body or a result tells a header from a call.
    guard isMarked || (hasBody && header.opens) || header.hasResult else { return nil }
    return (header, next)
  }

  private static func isControl(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { PseudocodeWords.kinds(of: $0).contains(.control) }
  }

  // MARK: - Types and statements

  /// `HandlerRegistry:`, `INTERFACE Handler:`, `record Node {`, and the fields in one.
  private mutating func takeType(
    at place: Int, _ lines: Code, _ word: Bytes, _ kinds: PseudocodeWords
  ) -> Bool {
    let isMarked = kinds.contains(.container)
    let code = isMarked ? Self.behind(word, lines[place]) : lines[place]
    let name = isMarked ? Self.word(code) : word
    let rest = code.from(name.count).trimmed
    let isControl =
      (isMarked ? PseudocodeWords.kinds(of: name) : kinds).contains(.control)
    if !name.isEmpty, !isControl, isMarked || (rest.count == 1 && rest[0] == UInt8(ascii: ":")),
      let below = lines.indent(from: place + 1), below > lines.lines[place].indent
    {
      guard isMarked || (0x41...0x5A).contains(name[0]) else { return false }
      let type = name.string
      types.append(type)
      owners.append((type, lines.lines[place].indent))
      return true
    }
    guard let owner = owners.last, !name.isEmpty, rest.first == UInt8(ascii: ":") else {
      return false
    }
    if rest.hold("function") {
      declared.append("\(owner.name).\(name.string)")
    }
    return true
  }

  /// Whether a line reads as a statement: control flow, or a call whose result has a name.
  private static func isStatement(
    _ code: Bytes, _ word: Bytes,
    _ kinds: PseudocodeWords
  ) -> Bool {
    guard !word.isEmpty else { return false }
    if kinds.contains(.flow), isOfOneCase(word) {
      if kinds.contains(.leaving) { return true }
      let last = code[code.count - 1]
      return last == UInt8(ascii: ":") || last == UInt8(ascii: "{")
        || PseudocodeWords.kinds(of: lastWord(code)).contains(.opening)
    }
    let rest = behind(word, code)
    guard rest.count > 1, rest[0] == UInt8(ascii: "="), rest[1] == 0x20 else { return false }
    var calls = false
    PseudocodeCalls.forEach(in: rest) { _ in calls = true }
    return calls
  }

  private static func isOfOneCase(_ word: Bytes) -> Bool {
    word.allSatisfy { $0 >= 0x61 } || word.allSatisfy { $0 <= 0x5A }
  }

  /// The word that a line begins with.
  private static func word(_ code: Bytes) -> Bytes {
    var end = 0
    while end < code.count, SignatureParser.isName(code[end]) { end += 1 }
    return code.upTo(end)
  }

  private static func lastWord(_ code: Bytes) -> Bytes {
    var start = code.count
    while start > 0, SignatureParser.isName(code[start - 1]) { start -= 1 }
    return code.from(start)
  }

  /// What stands behind the first word and its spaces.
  private static func behind(
    _ word: Bytes, _ code: Bytes
  ) -> Bytes {
    var start = word.count
    while start < code.count, code[start] == 0x20 { start += 1 }
    return code.from(start)
  }
}
