import SpecModel

/// One place that gives an error its status.
struct StatusClaim {
  struct Key: Hashable {
    /// The error, in lower case.
    var name: String
    /// `exit` or `HTTP`.
    var kind: String
  }

  /// Index of its statement.
  var statement: Int
  /// The error, as written.
  var name: String
  var key: Key
  var status: Int
  /// What else its row says; empty for a sentence.
  var rest: [String] = []
  /// Whether a sentence says it.
  var isProse = false

  /// Every place with one named error and one status.
  static func read(_ input: LintInput) -> [Self] {
    var found: [Self] = []
    for (place, statement) in input.statements.enumerated() where !input.terms.words[place].isEmpty
    {
      if let claim = statement.place == .row ? row(statement, place) : prose(input, place) {
        found.append(claim)
      }
    }
    return found
  }

  /// A row with a number below `Exit` or `HTTP`, and an error: the first code span, or a word below
  /// `Error` or `Code`.
  private static func row(_ statement: Statement, _ place: Int) -> Self? {
    for cell in statement.cells {
      let header = cell.header.lowercased()
      let kind = header.hasPrefix("exit") ? "exit" : header.hasPrefix("http") ? "HTTP" : ""
      let digits = cell.text.filter { $0 != "`" }
      guard !kind.isEmpty, let status = Int(digits) else { continue }
      guard let name = statement.cells.compactMap(name).first else { continue }
      let rest = statement.cells.map(\.text).filter { $0 != cell.text && bare($0) != name }
      return Self(
        statement: place, name: name, key: Key(name: name.lowercased(), kind: kind),
        status: status, rest: rest)
    }
    return nil
  }

  private static func bare(_ cell: String) -> String { DefinitionPieces.bare(cell) }

  private static func name(_ cell: Statement.Cell) -> String? {
    let header = cell.header.lowercased()
    let isPlain =
      (header.hasPrefix("error") || header == "code") && !cell.text.utf8.contains(0x20)
    guard let name = TableRows.codeSpan(cell.text) ?? (isPlain ? bare(cell.text) : nil) else {
      return nil
    }
    return Int(name) == nil ? name : nil
  }

  /// A sentence with one name and one status: `` `E_QUOTA` is answered with HTTP 429 ``.
  private static func prose(_ input: LintInput, _ place: Int) -> Self? {
    let words = input.terms.words[place].map { input.terms.entry($0) }
    guard words.contains(where: { $0.stem == input.terms.number(of: "exit") || $0.text == "http" })
    else { return nil }
    var names: Set<String> = []
    var found: [(kind: String, status: Int)] = []
    for (index, word) in words.enumerated() {
      if let status = Int(word.text) {
        if let kind = kind(words[..<index]) { found.append((kind, status)) }
      } else if word.isName {
        names.insert(word.text)
      }
    }
    guard names.count == 1, let name = names.first, found.count == 1, let one = found.first,
      !words.contains(where: { $0.text == "or" || $0.text == "not" })
    else { return nil }
    return Self(
      statement: place, name: name, key: Key(name: name, kind: one.kind), status: one.status,
      isProse: true)
  }

  /// `exits with status`, `HTTP`: right before the figure.
  private static func kind(_ before: ArraySlice<Terms.Entry>) -> String? {
    let near = before.reversed().drop { ["with", "status", "code", "a", "an"].contains($0.text) }
    switch near.first?.text {
    case "exit", "exits", "exited": return "exit"
    case "http": return "HTTP"
    default: return nil
    }
  }
}
