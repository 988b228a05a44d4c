import SpecModel

/// Reads the declarations of a fence in another language than Python under an Interface heading.
///
/// It knows blocks and functions and nothing else: types, constants and what stands in the body of
/// a function are passed over. What begins as a function does and can't be read is told.
struct DeclarationFence {
  private(set) var found: [(signature: SignatureParser.Signature, line: Int)] = []
  private(set) var unread: [Int] = []
  private let language: DeclarationLanguage
  private let firstLine: Int

  /// What an open brace belongs to.
  private enum Block: Equatable {
    case type(String)
    case group
    case body
  }

  private var open: [Block] = []
  private var ids: Set<String> = []

  /// Reads `text`, whose first line is line `first` of the file.
  init(_ text: Bytes, _ language: DeclarationLanguage, firstLine: Int) {
    self.language = language
    self.firstLine = firstLine
    switch language {
    case .plain: readPlain(text)
    case .other: findUnreadable(text)
    default:
      for statement in DeclarationText(text, language).statements { take(statement) }
    }
  }

  // MARK: - Without a known language

  /// Lines that are all signatures, with an arrow in one of them: else it is pseudocode, a session
  /// or data.
  private mutating func readPlain(_ text: Bytes) {
    var line = firstLine - 1
    var signatures: [(SignatureParser.Signature, Int)] = []
    var broken: [Int] = []
    for source in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      let bytes = Bytes(rebasing: source)
      if bytes.trimmed.isEmpty { continue }
      guard bytes[0] != 0x20, bytes[0] != 0x09 else { return }
      let code = bytes.string
      if let signature = SignatureParser.signature(code), code.last != ":" {
        signatures.append((signature, line))
      } else if Self.isAlmostPlain(bytes) {
        broken.append(line)
      } else {
        return
      }
    }
    guard signatures.contains(where: { !$0.0.returns.isEmpty }) else { return }
    for (signature, line) in signatures { add(signature, line) }
    unread = broken
  }

  /// A name with a bracket right behind it, and no mark of a statement at its end.
  private static func isAlmostPlain(_ line: Bytes) -> Bool {
    let name = line.prefix { SignatureParser.isName($0) || $0 == UInt8(ascii: ".") }
    return !name.isEmpty && name.count < line.count && line[name.count] == UInt8(ascii: "(")
      && line.last != UInt8(ascii: ":") && line.last != UInt8(ascii: "{")
  }

  private static let declaring: [StaticString] = [
    "def ", "function ", "fun ", "fn ", "func ", "sub ", "proc ", "pub fn ", "public function ",
  ]

  /// The first line that declares something in a language that is not read.
  private mutating func findUnreadable(_ text: Bytes) {
    var line = firstLine - 1
    for source in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      let code = Bytes(rebasing: source).trimmed
      if Self.declaring.contains(where: { code.begin($0) }) { return unread.append(line) }
    }
  }

  // MARK: - Statements

  private mutating func take(_ statement: DeclarationText.Statement) {
    if statement.end == .close {
      _ = open.popLast()
      return
    }
    var block = Block.body
    if !open.contains(.body) {
      let (text, isHidden) = withoutModifiers(statement.text)
      if statement.end == .open, let opened = self.block(text) {
        block = opened
      } else if !isHidden {
        takeFunction(text, statement)
      }
    }
    if statement.end == .open { open.append(block) }
  }

  /// The statement without the words before it, and whether one hides it.
  private func withoutModifiers(_ text: String) -> (String, isHidden: Bool) {
    var rest = text[...]
    var isHidden = false
    while true {
      if rest.hasPrefix("@") {
        rest = Self.behindAttribute(rest)
        continue
      }
      let word = rest.prefix { $0.isLetter || $0 == "_" }
      let after = rest.dropFirst(word.count)
      guard let next = after.first else { break }
      // `const go = (a) => …` is a function of TypeScript.
      let isConstant = word == "const" && language == .typeScript
      let isModifier = !isConstant && DeclarationLanguage.modifiers.contains(String(word))
      let isType = DeclarationLanguage.types.contains(String(word))
      // `class func`, and `class Name`; `extern "C" {`.
      if isType, !after.hasPrefix(" func "), !after.hasPrefix(" var ") { break }
      isHidden = isHidden || DeclarationLanguage.hidden.contains(String(word))
      guard isModifier || DeclarationLanguage.hidden.contains(String(word)) else { break }
      if next == " " {
        rest = after.dropFirst()
      } else if next == "(", word == "pub" || word == "private" || word == "internal" {
        rest = after.drop { $0 != ")" }.dropFirst().drop { $0 == " " }
      } else {
        break
      }
      if rest.hasPrefix("\"") { rest = rest.dropFirst().drop { $0 != "\"" }.dropFirst() }
      rest = rest.drop { $0 == " " }
    }
    return (String(rest), isHidden)
  }

  /// `@Name(x) func` → `func`.
  private static func behindAttribute(_ text: Substring) -> Substring {
    var rest = text.dropFirst().drop { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
    if rest.hasPrefix("(") { rest = rest.drop { $0 != ")" }.dropFirst() }
    return rest.drop { $0 == " " }
  }

  /// What a statement opens; nil for a function's body.
  private func block(_ text: String) -> Block? {
    if text.isEmpty { return open.isEmpty && language == .typeFirst ? .group : nil }
    var words = text.split(separator: " ").map(String.init)
    if words[0] == "type", words.count > 1 {
      // `type Name interface {`, `type Name = {`.
      return .type(owner(words[1]))
    }
    if DeclarationLanguage.groups.contains(words[0]) { return .group }
    guard DeclarationLanguage.types.contains(String(words[0].prefix { $0.isLetter })) else {
      return nil
    }
    if language == .typeFirst, words[0] == "struct" || words[0] == "union", text.contains("(") {
      return nil
    }
    if words[0].hasPrefix("impl") {
      let rest = String(DeclarationHead.withoutGenerics(text.dropFirst(4).drop { $0 == " " }))
      let target = rest.firstRange(of: " for ").map { String(rest[$0.upperBound...]) } ?? rest
      return .type(owner(target))
    }
    words.removeFirst()
    if words.first == "class" || words.first == "struct" { words.removeFirst() }
    return words.first.map { .type(owner($0)) } ?? .group
  }

  /// The name of a type with those around it, without generics and bases.
  private func owner(_ text: String) -> String {
    let name = String(text.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    guard case .type(let outer)? = open.last(where: { $0 != .group }), !outer.isEmpty else {
      return name
    }
    return "\(outer).\(name)"
  }

  private var currentOwner: String {
    if case .type(let name)? = open.last(where: { $0 != .group }) { name } else { "" }
  }

  private mutating func takeFunction(_ text: String, _ statement: DeclarationText.Statement) {
    let owner = currentOwner
    // Errors and their members are no operations.
    if owner.hasSuffix("Error") || owner.hasSuffix("Exception") { return }
    let head = DeclarationHead(text, language, owner: owner, opens: statement.end == .open)
    switch head.result {
    case .none: break
    case .broken: unread.append(firstLine + statement.line)
    case .signature(let signature):
      if statement.isBroken { return unread.append(firstLine + statement.line) }
      if signature.id.split(separator: ".").last?.hasPrefix("_") != true {
        add(signature, firstLine + statement.line)
      }
    }
    if head.result == .none, statement.isBroken, head.mayBeFunction {
      unread.append(firstLine + statement.line)
    }
  }

  /// Adds an operation; of overloads, the first.
  private mutating func add(_ signature: SignatureParser.Signature, _ line: Int) {
    if ids.insert(signature.id).inserted { found.append((signature, line)) }
  }
}
