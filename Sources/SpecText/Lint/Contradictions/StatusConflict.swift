import SpecModel

extension LintRule {
  static let statusConflict = LintRule(
    "status-conflict", .warning,
    "A sentence gives an error another exit or HTTP status than another place."
  ) { input, rule in
    var first: [StatusClaim.Key: StatusClaim] = [:]
    var found: [Diagnostic] = []
    for claim in StatusClaim.read(input) {
      guard let earlier = first[claim.key] else {
        first[claim.key] = claim
        continue
      }
      // Two tables are compared by another rule.
      guard earlier.status != claim.status, earlier.isProse || claim.isProse else { continue }
      found.append(
        rule.finding(
          "'\(claim.key.name)' has \(claim.key.kind) status \(claim.status) here and "
            + "\(earlier.status) there: " + input.quotes(claim.statement, earlier.statement),
          input.statements[claim.statement].lines, remedy: "Give one status in both places"))
    }
    return found
  }
}

/// One place that gives an error its status.
private struct StatusClaim {
  struct Key: Hashable {
    var name: String
    /// `exit` or `HTTP`.
    var kind: String
  }

  var statement: Int
  var key: Key
  var status: Int
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

  /// A row with a code span in one cell and a number below `Exit` or `HTTP`.
  private static func row(_ statement: Statement, _ place: Int) -> Self? {
    for cell in statement.cells {
      let header = cell.header.lowercased()
      let kind = header.hasPrefix("exit") ? "exit" : header.hasPrefix("http") ? "HTTP" : ""
      let digits = cell.text.filter { $0 != "`" }
      guard !kind.isEmpty, let status = Int(digits) else { continue }
      let names = statement.cells.compactMap { TableRows.codeSpan($0.text) }.filter {
        Int($0) == nil
      }
      guard let name = names.first else { continue }
      return Self(statement: place, key: Key(name: name.lowercased(), kind: kind), status: status)
    }
    return nil
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
      statement: place, key: Key(name: name, kind: one.kind), status: one.status, isProse: true)
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
