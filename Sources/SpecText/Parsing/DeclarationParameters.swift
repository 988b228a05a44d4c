import SpecModel

/// Reads the parameters of a function as a programming language writes them.
enum DeclarationParameters {
  /// The parameters between the brackets; nil when one of them is none.
  static func read(_ text: Substring, _ language: DeclarationLanguage) -> [Parameter]? {
    let pieces = pieces(text).map { String($0).trimmed }.filter { !$0.isEmpty }
    switch language {
    case .go: return go(pieces)
    case .typeFirst: return typeFirst(pieces)
    default: return all(pieces.filter { !isSelf($0, language) }, { typeBehind($0, language) })
    }
  }

  private static func all(
    _ pieces: [String], _ read: (String) -> Parameter?
  ) -> [Parameter]? {
    let parameters = pieces.compactMap(read)
    return parameters.count == pieces.count ? parameters : nil
  }

  /// Whether a parameter is the value that a method is called on.
  private static func isSelf(_ piece: String, _ language: DeclarationLanguage) -> Bool {
    switch language {
    case .typeScript: piece.hasPrefix("this:")
    case .rust:
      ["self", "&self", "&mut self", "mut self"].contains(piece) || piece.hasPrefix("self:")
        || (piece.hasPrefix("&'") && piece.hasSuffix("self"))
    default: false
    }
  }

  private static let words: Set<String> = [
    "public", "private", "protected", "readonly", "mut", "val", "var", "override", "isolated",
    "crossinline", "noinline",
  ]

  /// `name?: type = value`, `...names: type[]`, `label name: type...`, `vararg names: type`.
  private static func typeBehind(_ piece: String, _ language: DeclarationLanguage) -> Parameter? {
    var (rest, value) = cut(piece, at: "=")
    var parameter = Parameter(name: "")
    if rest.hasPrefix("...") {
      parameter.kind = .rest
      rest = String(rest.dropFirst(3))
    }
    let (head, type) = cut(rest, at: ":")
    var names = head.split(separator: " ").map(String.init)
    names.removeAll { words.contains($0) || $0.hasPrefix("@") }
    if names.first == "vararg" {
      parameter.kind = .rest
      names.removeFirst()
    }
    // Swift: a label, or `_` for none, and the name inside.
    if language == .swift, names.count == 2 { names = [names[names[0] == "_" ? 1 : 0]] }
    guard names.count == 1, var name = names.first else { return nil }
    if name.hasSuffix("?") {
      parameter.required = false
      name.removeLast()
    }
    guard isName(name), type != nil || language == .typeScript else { return nil }
    parameter.name = name
    parameter.type = type ?? ""
    if language == .swift, parameter.type.hasSuffix("...") { parameter.kind = .rest }
    return finished(parameter, value)
  }

  /// `a, b int`, `names ...string`; types alone get the names `arg1`, `arg2`.
  private static func go(_ pieces: [String]) -> [Parameter]? {
    let isNamed = pieces.contains { piece in
      let name = piece.prefix { $0 != " " }
      return name.count < piece.count && isName(String(name)) && name != "chan" && name != "func"
    }
    guard isNamed else { return numbered(pieces) }
    var parameters: [Parameter] = []
    var type = ""
    for piece in pieces.reversed() {
      let name = String(piece.prefix { $0 != " " })
      if name.count < piece.count { type = String(piece.dropFirst(name.count)).trimmed }
      guard isName(name), !type.isEmpty else { return nil }
      let isRest = type.hasPrefix("...")
      parameters.append(
        finished(
          Parameter(
            name: name, type: isRest ? String(type.dropFirst(3)) : type,
            kind: isRest ? .rest : .any), nil))
    }
    return parameters.reversed()
  }

  private static func numbered(_ types: [String]) -> [Parameter] {
    types.enumerated().map { place, type in
      Parameter(name: "arg\(place + 1)", type: type)
    }
  }

  /// Words of a type that are no name of a parameter.
  private static let types: Set<String> = [
    "int", "char", "long", "short", "double", "float", "unsigned", "signed", "void", "bool",
    "boolean", "byte", "size_t", "String", "string", "const",
  ]

  /// `final int a`, `const char *s`, `int a[]`, `String... names`, `int (*compare)(int, int)`.
  private static func typeFirst(_ pieces: [String]) -> [Parameter]? {
    if pieces == ["void"] { return [] }
    var parameters: [Parameter] = []
    for (place, piece) in pieces.enumerated() {
      if piece == "..." {
        parameters.append(Parameter(name: "rest", required: false, kind: .rest))
        continue
      }
      let (rest, value) = cut(piece, at: "=")
      let words = rest.split(separator: " ").filter { $0 != "final" && !$0.hasPrefix("@") }
      var text = words.joined(separator: " ")
      if let pointer = text.firstRange(of: "(*"),
        let end = text[pointer.upperBound...].firstIndex(of: ")")
      {
        let name = String(text[pointer.upperBound..<end])
        guard isName(name) else { return nil }
        parameters.append(finished(Parameter(name: name, type: text), value))
        continue
      }
      var suffix = ""
      while text.hasSuffix("]"), let open = text.lastIndex(of: "["), text[..<open].last != " " {
        let before = text[..<open]
        guard before.contains(" ") || before.contains("*") else { break }
        suffix = "[]" + suffix
        text = String(before)
      }
      let name = String(
        text.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
      let type = String(text.dropLast(name.count)).trimmed
      if type.isEmpty || name.isEmpty || types.contains(name) {
        guard !text.isEmpty, text.first?.isLetter == true || text.first == "_" else { return nil }
        parameters.append(finished(Parameter(name: "arg\(place + 1)", type: text + suffix), value))
        continue
      }
      let isRest = type.hasSuffix("...")
      parameters.append(
        finished(
          Parameter(
            name: name, type: isRest ? String(type.dropLast(3)) : type + suffix,
            kind: isRest ? .rest : .any), value))
    }
    return parameters
  }

  // MARK: - Pieces

  private static func finished(_ parameter: Parameter, _ value: String?) -> Parameter {
    var parameter = parameter
    if parameter.kind == .rest { parameter.required = false }
    if let value {
      parameter.required = false
      let python = literals[value] ?? value
      parameter.defaultValue = (try? PythonParser.expression(python))?.value?.description
    }
    return parameter
  }

  /// Literals as Python writes them.
  private static let literals: [String: String] = [
    "true": "True", "false": "False", "null": "None", "nil": "None", "undefined": "None",
    "nullptr": "None", "NULL": "None",
  ]

  private static func isName(_ text: String) -> Bool {
    text.utf8.first.map { !(0x30...0x39).contains($0) } == true
      && text.utf8.allSatisfy { SignatureParser.isName($0) || $0 == UInt8(ascii: "$") }
  }

  /// Cuts at commas outside brackets and strings.
  private static func pieces(_ text: Substring) -> [Substring] {
    var pieces: [Substring] = []
    var start = text.startIndex
    forEachOuter(text) { place, character in
      if character == "," {
        pieces.append(text[start..<place])
        start = text.index(after: place)
      }
      return true
    }
    pieces.append(text[start...])
    return pieces
  }

  /// What stands before and behind the first `mark` outside brackets and strings.
  private static func cut(_ text: String, at mark: Character) -> (String, String?) {
    var found: String.Index?
    forEachOuter(text[...]) { place, character in
      let next = text.index(after: place)
      // `=>` and `==` are no values, `::` is a path.
      guard character == mark, next == text.endIndex || !">=:".contains(text[next]),
        place == text.startIndex || text[text.index(before: place)] != mark
      else { return true }
      found = place
      return false
    }
    guard let found else { return (text.trimmed, nil) }
    return (
      String(text[..<found]).trimmed, String(text[text.index(after: found)...]).trimmed
    )
  }

  private static func forEachOuter(
    _ text: Substring, _ body: (String.Index, Character) -> Bool
  ) {
    var depth = 0
    var quote: Character?
    var last: Character = " "
    for place in text.indices {
      let character = text[place]
      defer { last = character }
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || (character == "'" && !last.isLetter && !"&<".contains(last)) {
        quote = character
      } else if "([{<".contains(character) {
        depth += 1
      } else if ")]}".contains(character) || (character == ">" && last != "-" && last != "=") {
        depth -= 1
      } else if depth == 0, !body(place, character) {
        return
      }
    }
  }
}
