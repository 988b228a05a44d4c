/// Cuts source into three streams. What a text says in comments and documentation strings is prose;
/// the rest is code, once with its names and once without.
///
/// Line ends, indentation and comment marks leave no token, so that code laid out in another way
/// is equal. String literals are all equal: messages and results of a program can be seen from
/// outside, so their text is no leak. Headers of public declarations and imports are left out
/// for the same reason.
struct SourceLexer {
  /// Words of comments and documentation strings, in lower case.
  private(set) var prose: TokenStream
  /// Code with its names.
  private(set) var code: TokenStream
  /// Code without its names: every name that is no keyword is equal.
  private(set) var shape: TokenStream

  private let bytes: [UInt8]
  private let end: Int
  private let language: SourceLanguage
  private let keepsHeaders: Bool
  private var place: Int
  private var line: Int
  private var depth = 0
  private var isLineStart = true
  /// Inside the header of a public declaration, which leaves no token.
  private var isHeader = false

  /// Reads `range` of `bytes`, which begins on line `line`. `salt` tells the spec's streams from
  /// the reference's.
  init(
    _ bytes: [UInt8], _ range: Range<Int>, line: Int, language: SourceLanguage, salt: UInt64
  ) {
    self.bytes = bytes
    self.end = range.upperBound
    self.language = language
    self.keepsHeaders = language == .plain
    self.line = line
    place = range.lowerBound
    prose = TokenStream(salt: salt)
    code = TokenStream(salt: salt)
    shape = TokenStream(salt: salt)
  }

  /// Reads to the end.
  mutating func run() {
    while place < end { step() }
  }

  private func byte(at offset: Int) -> UInt8 {
    place + offset < end ? bytes[place + offset] : 0
  }

  private func begins(_ mark: [UInt8]) -> Bool {
    guard !mark.isEmpty, place + mark.count <= end else { return false }
    for (offset, byte) in mark.enumerated() where bytes[place + offset] != byte { return false }
    return true
  }

  private mutating func step() {
    let byte = bytes[place]
    switch byte {
    case 0x0A: newLine()
    case 0x20, 0x09, 0x0D, 0x0C: place += 1
    case _ where language.lineComments.contains(where: begins): lineComment()
    case _ where begins(language.blockComment.open): blockComment()
    case 0x22, 0x27:
      if language == .plain { plainQuote(byte) } else { quoted(byte) }
    case 0x60 where language == .curly: quoted(byte)
    case _ where TokenHash.isNameByte(byte): word()
    default: mark(byte)
    }
  }

  private mutating func newLine() {
    place += 1
    line += 1
    if depth == 0 {
      isLineStart = true
      if isHeader {
        isHeader = false
        addBreak()
      }
    }
  }

  private mutating func mark(_ byte: UInt8) {
    switch byte {
    case 0x28, 0x5B: depth += 1
    case 0x29, 0x5D: depth = max(0, depth - 1)
    case 0x3A where isHeader && depth == 0 && language.hasDocumentationStrings,
      0x7B where isHeader && depth == 0:
      isHeader = false
      addBreak()
      place += 1
      return
    default: break
    }
    if byte == 0x40, isLineStart, language.hasDocumentationStrings { isHeader = true }
    isLineStart = false
    // Backticks and backslashes at a line's end are layout.
    if byte != 0x60, byte != 0x5C {
      let hash = TokenHash.of(CollectionOfOne(byte))
      add(hash, shape: hash)
    }
    place += 1
  }

  private mutating func word() {
    let start = place
    while place < end, TokenHash.isNameByte(bytes[place]) { place += 1 }
    let text = bytes[start..<place]
    // r"…", b"…", f"…": the letters belong to the string.
    if text.count <= 2, byte(at: 0) == 0x22 || byte(at: 0) == 0x27,
      language.hasDocumentationStrings
    {
      quoted(bytes[place])
      return
    }
    if isLineStart, !keepsHeaders { beginStatement(text) }
    isLineStart = false
    let hash = TokenHash.of(text)
    let isNumber = text.first.map(TokenHash.isDigit) ?? false
    add(
      hash,
      shape: isNumber
        ? TokenHash.number : TokenHash.keywords.contains(hash) ? hash : TokenHash.name)
  }

  /// Whether a statement that begins with `word` is an import or declares something public.
  private mutating func beginStatement(_ word: ArraySlice<UInt8>) {
    guard depth == 0, word.count <= 9,
      language.declarations.contains(String(decoding: word, as: UTF8.self))
    else { return }
    // The first name after the words of the declaration says whether it is private.
    var at = place
    while at < end, bytes[at] != 0x0A, bytes[at] != 0x28, bytes[at] != 0x3A {
      if bytes[at] == 0x5F, !TokenHash.isNameByte(bytes[at - 1]),
        at + 1 >= end || bytes[at + 1] != 0x5F
      {
        return
      }
      at += 1
    }
    isHeader = true
    addBreak()
  }

  private mutating func add(_ hash: UInt64, shape shapeHash: UInt64) {
    guard !isHeader else { return }
    code.append(hash, line: line)
    shape.append(shapeHash, line: line)
  }

  private mutating func addBreak() {
    code.appendBreak(line: line)
    shape.appendBreak(line: line)
  }
}

extension SourceLexer {
  private mutating func lineComment() {
    let start = place
    while place < end, bytes[place] != 0x0A { place += 1 }
    addProse(start..<place)
  }

  private mutating func blockComment() {
    let start = place
    place += language.blockComment.open.count
    while place < end, !begins(language.blockComment.close) { place += 1 }
    addProse(start..<place)
    for byte in bytes[start..<place] where byte == 0x0A { line += 1 }
    place = min(end, place + language.blockComment.close.count)
  }

  /// Longest string literal on one line, in bytes; bounds how often a byte is looked at.
  private static let longestString = 2000

  /// A string literal; one that begins a statement is documentation where the language has it.
  private mutating func quoted(_ quote: UInt8) {
    let isTriple = language.hasDocumentationStrings && byte(at: 1) == quote && byte(at: 2) == quote
    let isDocumentation = isTriple && isLineStart && depth == 0
    isLineStart = false
    let closing = [UInt8](repeating: quote, count: isTriple ? 3 : 1)
    place += closing.count
    let start = place
    let spansLines = isTriple || quote == 0x60
    while place < end, !begins(closing) {
      // A quote of one line that does not end there is no string: an apostrophe, a lifetime.
      if !spansLines, bytes[place] == 0x0A || place - start > Self.longestString {
        place = start
        return
      }
      place += bytes[place] == 0x5C && place + 1 < end && bytes[place + 1] != 0x0A ? 2 : 1
    }
    let stop = min(place, end)
    place = min(end, stop + (stop < end && bytes[stop] == quote ? closing.count : 0))
    if isDocumentation {
      addProse(start..<stop)
    } else {
      add(TokenHash.string, shape: TokenHash.string)
    }
    if spansLines { for byte in bytes[start..<stop] where byte == 0x0A { line += 1 } }
  }

  /// A quote in prose or in inline code: a string only if it ends on its line and the quote does
  /// not stand in a word.
  private mutating func plainQuote(_ quote: UInt8) {
    isLineStart = false
    var at = place + 1
    while at < end, bytes[at] != 0x0A, bytes[at] != quote { at += 1 }
    let follows = place > 0 && TokenHash.isNameByte(bytes[place - 1])
    if !follows, at < end, bytes[at] == quote {
      add(TokenHash.string, shape: TokenHash.string)
      place = at + 1
    } else {
      place += 1
    }
  }

  /// The words of a comment. Sessions in it (`>>>` and what they print) are left out: what a
  /// program answers can be seen from outside.
  private mutating func addProse(_ range: Range<Int>) {
    var at = line
    var isSession = false
    for text in bytes[range].split(separator: 0x0A, omittingEmptySubsequences: false) {
      let trimmed = text.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x23 || $0 == 0x2A || $0 == 0x2F }
      if trimmed.isEmpty || trimmed.first == 0x0D { isSession = false }
      if trimmed.starts(with: [0x3E, 0x3E, 0x3E]) { isSession = true }
      if isSession {
        prose.appendBreak(line: at)
      } else {
        prose.appendWords(text, line: at)
      }
      at += 1
    }
  }
}

extension TokenStream {
  /// The words of a line in lower case; marks between them leave no token.
  mutating func appendWords(_ text: ArraySlice<UInt8>, line: Int) {
    var start: Int?
    for place in text.indices {
      if TokenHash.isNameByte(text[place]) {
        if start == nil { start = place }
      } else if let first = start {
        append(TokenHash.of(text[first..<place], lowered: true), line: line)
        start = nil
      }
    }
    if let first = start {
      append(TokenHash.of(text[first...], lowered: true), line: line)
    }
  }
}
