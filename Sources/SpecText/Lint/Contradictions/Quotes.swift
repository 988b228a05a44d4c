import SpecModel

extension LintInput {
  /// Both sides of a clash, the other with its place: `"…" against SPEC.md:12 "…"`.
  func quotes(_ clash: ClashFinder.Clash) -> String {
    quotes(clash.later.statement, clash.earlier.statement)
  }

  /// Two statements, the second with its place.
  func quotes(_ here: Int, _ there: Int) -> String {
    "\"\(Self.clipped(statements[here].text))\" against \(spec.path):"
      + "\(statements[there].lines.first) \"\(Self.clipped(statements[there].text))\""
  }

  /// Longest quotation in characters.
  private static let longestQuote = 120

  private static func clipped(_ text: String) -> String {
    guard text.utf8.count > longestQuote else { return text }
    return text.prefix(longestQuote - 1) + "…"
  }
}
