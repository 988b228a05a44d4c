import SpecModel

/// Reads the head of a function in a programming language: all before its body.
struct DeclarationHead {
  /// What a statement is.
  enum Result: Equatable {
    /// No function.
    case none
    /// It begins as one, and can't be read.
    case broken
    case signature(SignatureParser.Signature)
  }

  private(set) var result = Result.none
  private let language: DeclarationLanguage
  private let owner: String
  private let text: String

  /// Whether it begins with the word for a function.
  var mayBeFunction: Bool {
    !language.functionWord.isEmpty && text.hasPrefix(language.functionWord + " ")
  }

  /// Reads `text`, which stands in the type `owner`.
  init(_ text: String, _ language: DeclarationLanguage, owner: String, opens: Bool) {
    self.text = text
    self.language = language
    self.owner = owner
    if language == .typeFirst {
      readTypeFirst()
    } else {
      read(opens: opens)
    }
  }

  // MARK: - The type behind

  private mutating func read(opens: Bool) {
    var rest = text[...]
    var isProperty = false
    var isMarked = mayBeFunction
    if isMarked {
      rest = rest.dropFirst(language.functionWord.count + 1)
      if rest.hasPrefix("* ") { rest = rest.dropFirst(2) }
    } else if language == .typeScript {
      for word in ["const ", "let ", "var "] where rest.hasPrefix(word) {
        guard rest.contains("=>") else { return }
        rest = rest.dropFirst(word.count)
        isMarked = true
      }
      if rest.hasPrefix("get "), !owner.isEmpty {
        rest = rest.dropFirst(4)
        isProperty = true
      }
      guard isMarked || !owner.isEmpty else { return }
    } else if language == .swift {
      if rest.hasPrefix("var "), opens, !owner.isEmpty { return readProperty(rest.dropFirst(4)) }
      guard rest.hasPrefix("init"), !owner.isEmpty else { return }
    } else {
      guard language == .go, !owner.isEmpty else { return }
    }
    var owner = self.owner
    if language == .go, isMarked, rest.hasPrefix("("), let end = Self.closing(rest) {
      // `func (r *Type) Name(…)`
      let receiver = rest[rest.index(after: rest.startIndex)..<end].split(separator: " ").last ?? ""
      owner = String(receiver.drop { $0 == "*" }.prefix { $0 != "[" })
      rest = rest[end...].dropFirst().drop { $0 == " " }
    }
    readName(rest, owner, isMarked: isMarked, isProperty: isProperty)
  }

  /// `name<T>(parameters): type`, `name = (parameters): type =>`.
  private mutating func readName(
    _ text: Substring, _ owner: String, isMarked: Bool, isProperty: Bool
  ) {
    var rest = text
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" || $0 == "." }
    rest = rest.dropFirst(name.count)
    guard !name.isEmpty, isMarked || !DeclarationLanguage.control.contains(String(name)) else {
      if isMarked { result = .broken }
      return
    }
    if let first = rest.first, "?!".contains(first) { rest = rest.dropFirst() }
    rest = Self.withoutGenerics(rest.drop { $0 == " " })
    if language == .typeScript, let first = rest.first, "=:".contains(first) {
      // A constant or member that holds a function.
      guard rest.contains("=>") else { return }
      rest = rest.dropFirst().drop { $0 == " " }
      if rest.hasPrefix("async ") { rest = rest.dropFirst(6) }
    }
    guard rest.first == "(", let end = Self.closing(rest),
      let parameters = DeclarationParameters.read(
        rest[rest.index(after: rest.startIndex)..<end], language)
    else {
      if isMarked || rest.first == "(" { result = .broken }
      return
    }
    let returns = Self.returned(rest[end...].dropFirst())
    if name == "constructor" || (name == "init" && language == .swift) {
      result = .signature(.init(id: owner, parameters: parameters, returns: owner))
      return
    }
    result = .signature(
      .init(
        id: owner.isEmpty ? String(name) : "\(owner).\(name)",
        parameters: isProperty ? [] : parameters, returns: returns, isProperty: isProperty))
  }

  /// `name: Type` of `var name: Type { get }`.
  private mutating func readProperty(_ text: Substring) {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return }
    let name = String(parts[0]).trimmed
    guard OperationParser.plainName(name) != nil else { return }
    result = .signature(
      .init(
        id: "\(owner).\(name)", parameters: [], returns: String(parts[1]).trimmed, isProperty: true)
    )
  }

  /// The type behind `->`, `:` or `=>`, or right behind the bracket, as Go writes it.
  private static func returned(_ text: Substring) -> String {
    var rest = String(text).trimmed[...]
    for word in ["async ", "throws ", "rethrows "] where rest.hasPrefix(word) {
      rest = rest.dropFirst(word.count)
    }
    for arrow in ["->", "=>", ":"] where rest.hasPrefix(arrow) {
      rest = rest.dropFirst(arrow.count)
      break
    }
    for end in [" where ", " =>", " = "] {
      if let place = String(rest).firstRange(of: end) {
        rest = String(rest)[..<place.lowerBound]
      }
    }
    return String(rest).trimmed
  }

  // MARK: - The type before

  /// `static int add(int a, int b)`, `List<T> all()`, `Point(int x)` in the class `Point`.
  private mutating func readTypeFirst() {
    guard let bracket = Self.openBracket(text), text[bracket...].first == "(" else { return }
    let before = text[..<bracket]
    let name = String(
      before.reversed().prefix { $0.isLetter || $0.isNumber || "_:~".contains($0) }.reversed())
    var type = String(before.dropLast(name.count)).trimmed
    if type.hasPrefix("<"), let end = Self.angle(type[...]) {
      type = String(type[end...].dropFirst()).trimmed
    }
    let isConstructor =
      type.isEmpty && !owner.isEmpty && name == String(owner.split(separator: ".").last ?? "")
    guard !name.isEmpty, !name.hasPrefix("~"), !type.contains("="), !type.contains("."),
      !DeclarationLanguage.control.contains(name),
      !DeclarationLanguage.control.contains(String(type.prefix { $0 != " " })),
      isConstructor || !type.isEmpty
    else { return }
    guard let end = Self.closing(text[bracket...]),
      let parameters = DeclarationParameters.read(
        text[text.index(after: bracket)..<end], language)
    else {
      result = .broken
      return
    }
    if isConstructor {
      result = .signature(.init(id: owner, parameters: parameters, returns: owner))
      return
    }
    let own = name.replacing("::", with: ".")
    result = .signature(
      .init(
        id: owner.isEmpty ? own : "\(owner).\(own)", parameters: parameters, returns: type))
  }

  /// The first bracket outside `<…>`.
  private static func openBracket(_ text: String) -> String.Index? {
    var depth = 0
    for place in text.indices {
      switch text[place] {
      case "<": depth += 1
      case ">": depth -= 1
      case "(" where depth == 0: return place
      case "=" where depth == 0: return nil
      default: break
      }
    }
    return nil
  }

  // MARK: - Brackets

  /// The text behind the generics at its start.
  static func withoutGenerics(_ text: Substring) -> Substring {
    if text.first == "<", let end = angle(text) {
      return text[end...].dropFirst().drop { $0 == " " }
    }
    // Go writes them in square brackets.
    if text.first == "[", let end = closing(text) { return text[end...].dropFirst() }
    return text
  }

  /// The `>` that closes the `<` at the start.
  private static func angle(_ text: Substring) -> Substring.Index? {
    var depth = 0
    var last: Character = " "
    for place in text.indices {
      if text[place] == "<" { depth += 1 }
      if text[place] == ">", last != "-", last != "=" {
        depth -= 1
        if depth == 0 { return place }
      }
      last = text[place]
    }
    return nil
  }

  /// The bracket that closes the one at the start.
  static func closing(_ text: Substring) -> Substring.Index? {
    var depth = 0
    var quote: Character?
    for place in text.indices {
      let character = text[place]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" {
        quote = character
      } else if "([{".contains(character) {
        depth += 1
      } else if ")]}".contains(character) {
        depth -= 1
        if depth == 0 { return place }
      }
    }
    return nil
  }
}
