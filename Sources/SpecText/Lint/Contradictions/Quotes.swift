import SpecModel

extension LintInput {
  /// Both sides of a clash, the other with its place: `"…" against SPEC.md:12 "…"`.
  func quotes(_ clash: ClashFinder.Clash) -> String {
    quotes(clash.later.statement, clash.earlier.statement)
  }

  /// Two statements, the second with its place.
  func quotes(_ here: Int, _ there: Int) -> String {
    "\"\(Self.quote(statements[here]))\" against \(spec.path):"
      + "\(statements[there].lines.first) \"\(Self.quote(statements[there]))\""
  }

  /// Longest quotation in characters.
  private static let longestQuote = 120

  private static func quote(_ statement: Statement) -> String {
    var text = statement.text
    if statement.place == .row {
      // An empty box says nothing.
      let cells = statement.cells.filter { !["[ ]", "[x]", "[X]"].contains($0.text) }
      text = cells.map { $0.header.isEmpty ? $0.text : "\($0.header): \($0.text)" }
        .joined(separator: " · ")
    }
    guard text.utf8.count > longestQuote else { return text }
    return text.prefix(longestQuote - 1) + "…"
  }
}
