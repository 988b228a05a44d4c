/// A statement of a session, as far as examples use them.
enum PythonStatement: Hashable {
  /// Names that an import binds, each to a dotted path.
  case bind([Binding])
  /// `a = …`, or `a, b = …`.
  case assign([String], PythonExpression)
  case expression(PythonExpression)
  /// `assert …`.
  case assert(PythonExpression)

  /// A name and what it stands for.
  struct Binding: Hashable {
    var name: String
    var path: [String]
  }

  /// The statements of one prompt: those between semicolons.
  static func statements(_ source: String) throws(PythonSyntaxError) -> [PythonStatement] {
    let tokens = try PythonLexer.tokens(source)
    var statements: [PythonStatement] = []
    for part in tokens.split(separator: .mark(";")) {
      statements.append(try statement(Array(part)))
    }
    return statements
  }

  private static let unread: Set<String> = [
    "for", "while", "with", "try", "def", "class", "del", "raise", "async", "global", "if",
    "return", "lambda", "match",
  ]

  private static func statement(_ tokens: [PythonToken]) throws(PythonSyntaxError)
    -> PythonStatement
  {
    if case .name(let first)? = tokens.first {
      if first == "import" || first == "from" { return .bind(try bindings(tokens)) }
      if first == "assert" { return .assert(try expression(tokens.dropFirst())) }
      if unread.contains(first), tokens.count > 1, tokens[1] != .mark("=") {
        throw PythonSyntaxError(reason: "'\(first)' statements are not read")
      }
    }
    if let equals = assignment(tokens) {
      var names: [String] = []
      for token in tokens[..<equals] where token != .mark(",") {
        guard case .name(let name) = token else {
          throw PythonSyntaxError(reason: "only names can be assigned to")
        }
        names.append(name)
      }
      return .assign(names, try expression(tokens[(equals + 1)...]))
    }
    return .expression(try expression(tokens[...]))
  }

  private static func expression(_ tokens: ArraySlice<PythonToken>) throws(PythonSyntaxError)
    -> PythonExpression
  {
    var parser = PythonParser(tokens: Array(tokens))
    return try parser.whole()
  }

  /// Index of the first `=` outside brackets.
  private static func assignment(_ tokens: [PythonToken]) -> Int? {
    var depth = 0
    for (place, token) in tokens.enumerated() {
      guard case .mark(let mark) = token else { continue }
      if ["(", "[", "{"].contains(mark) { depth += 1 }
      if [")", "]", "}"].contains(mark) { depth -= 1 }
      if mark == "=", depth == 0, place > 0 { return place }
    }
    return nil
  }

  private static func bindings(_ tokens: [PythonToken]) throws(PythonSyntaxError) -> [Binding] {
    var rest = tokens.filter { $0 != .mark("(") && $0 != .mark(")") }[...]
    var base: [String] = []
    let isFrom = rest.first == .name("from")
    rest = rest.dropFirst()
    if isFrom {
      base = dotted(&rest)
      guard rest.first == .name("import") else {
        throw PythonSyntaxError(reason: "the import is not read")
      }
      rest = rest.dropFirst()
    }
    var bindings: [Binding] = []
    for part in rest.split(separator: .mark(",")) {
      var part = part
      let path = dotted(&part)
      guard let root = path.first else {
        throw PythonSyntaxError(reason: "the import is not read")
      }
      if part.first == .name("as"), case .name(let alias)? = part.dropFirst().first {
        bindings.append(Binding(name: alias, path: base + path))
      } else {
        bindings.append(Binding(name: root, path: isFrom ? base + path : [root]))
      }
    }
    return bindings
  }

  private static func dotted(_ tokens: inout ArraySlice<PythonToken>) -> [String] {
    var path: [String] = []
    while case .name(let name)? = tokens.first, name != "import", name != "as" {
      path.append(name)
      tokens = tokens.dropFirst()
      guard tokens.first == .mark(".") else { break }
      tokens = tokens.dropFirst()
    }
    return path
  }
}
