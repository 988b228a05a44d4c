/// Reads which names a source file declares for itself and which for others. One pass over its
/// words; comments and strings are skipped.
struct NameReader {
  /// Names that cannot be seen from outside, each with the line of its first declaration.
  private(set) var hidden: [String: Int] = [:]
  /// Names that can.
  private(set) var visible: Set<String> = []

  private let words: [Word]
  private let language: SourceLanguage
  private let isGo: Bool
  private let isRust: Bool

  /// A word or mark with what stands around it.
  struct Word {
    var text: String
    var line: Int
    /// Columns before the first word of its line.
    var indent: Int
    /// Open brackets around it.
    var depth: Int
    /// Whether nothing stands before it on its line.
    var isFirst: Bool
  }

  init(_ bytes: [UInt8], language: SourceLanguage, path: String) {
    words = WordLexer.words(bytes, language: language)
    self.language = language
    isGo = path.hasSuffix(".go")
    isRust = path.hasSuffix(".rs")
  }

  /// Reads to the end.
  mutating func run() {
    if language == .python { readPython() } else { readOther() }
    for name in visible { hidden[name] = nil }
  }

  private mutating func hide(_ word: Word) {
    guard PrivateNames.isTelling(word.text), hidden[word.text] == nil else { return }
    hidden[word.text] = word.line
  }

  private func word(_ place: Int) -> Word? { words.indices.contains(place) ? words[place] : nil }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return TokenHash.isNameByte(first) && !TokenHash.isDigit(first)
      && !TokenHash.keywords.contains(TokenHash.of(text.utf8))
  }
}

extension NameReader {
  /// Functions and classes that are open, by their indentation.
  private struct Scope {
    var indent: Int
    var isFunction: Bool
  }

  private mutating func readPython() {
    var scopes: [Scope] = []
    /// Depth of the brackets of a header whose parameters are being read; nil outside.
    var header: Int?
    var isImport = false
    for (place, word) in words.enumerated() {
      if word.isFirst, word.depth == 0 {
        while let last = scopes.last, last.indent >= word.indent { scopes.removeLast() }
        isImport = word.text == "import" || word.text == "from"
        header = nil
      }
      guard Self.isName(word.text) else {
        if word.text == "def" || word.text == "class" {
          declare(place + 1, isInFunction: scopes.contains { $0.isFunction })
          scopes.append(Scope(indent: word.indent, isFunction: word.text == "def"))
          if word.text == "def" { header = word.depth }
        }
        continue
      }
      let next = self.word(place + 1)?.text ?? ""
      let previous = self.word(place - 1)?.text ?? ""
      if previous == "def" || previous == "class" { continue }
      let isUnderscored = PrivateNames.isUnderscored(word.text)
      let isAttribute = previous == "."
      if isImport || header != nil && word.depth > 0 || word.depth > 0 && next == "=" {
        // Imports, parameters, keyword arguments.
        if !isUnderscored { visible.insert(word.text) }
      } else if isAttribute {
        if !isUnderscored {
          visible.insert(word.text)
        } else if next == "=", self.word(place - 2)?.text == "self" {
          hide(word)
        }
      } else if next == "=" || next == ":" && word.isFirst, self.word(place + 2)?.text != "=" {
        let isLocal = scopes.contains { $0.isFunction }
        if isLocal || isUnderscored { hide(word) } else { visible.insert(word.text) }
      } else if previous == "for" || previous == "as" {
        if scopes.contains(where: \.isFunction) { hide(word) }
      }
    }
  }

  /// A function or class: private by its underscore, or by standing in a function.
  private mutating func declare(_ place: Int, isInFunction: Bool) {
    guard let name = word(place) else { return }
    if isInFunction || PrivateNames.isUnderscored(name.text) {
      hide(name)
    } else {
      visible.insert(name.text)
    }
  }

  private static let declaring: Set<String> = [
    "class", "const", "def", "enum", "fn", "fun", "func", "function", "interface", "let", "mod",
    "protocol", "static", "struct", "trait", "type", "val", "var",
  ]
  private static let publishing: Set<String> = ["pub", "public", "export", "open"]
  private static let hiding: Set<String> = ["private", "fileprivate", "static"]

  private mutating func readOther() {
    var isPublished = false
    var isHidden = false
    for (place, word) in words.enumerated() {
      if word.isFirst {
        isPublished = false
        isHidden = false
      }
      if Self.publishing.contains(word.text) { isPublished = true }
      if Self.hiding.contains(word.text) { isHidden = true }
      let previous = self.word(place - 1)?.text ?? ""
      let next = self.word(place + 1)?.text ?? ""
      guard Self.isName(word.text) else { continue }
      let isDeclared =
        Self.declaring.contains(previous) || isHidden && (next == "(" || next == "=" || next == ";")
      guard isDeclared else { continue }
      let isSmallGo =
        isGo && previous != "var" && previous != "const"
        && (word.text.utf8.first.map { $0 >= 0x61 } ?? false)
      let isOwn =
        isHidden || isSmallGo || isRust && !isPublished && previous != "let"
        || PrivateNames.isUnderscored(word.text)
      if isPublished || !isOwn { visible.insert(word.text) } else { hide(word) }
    }
  }
}
