import SpecModel

/// What a step changed in the spec: who, which causes it answers, what was declined, and the lines,
/// old and new side by side.
struct SpecChangeView {
  let change: SpecChange
  let specs: [Digest: String]

  /// Rows shown of one change; a first draft against an old one would be endless.
  static let rowsShown = 300

  var html: String {
    var parts = ["<h3>\(change.from == nil ? "First spec" : "Change of the spec")</h3>", summary]
    if !change.declined.isEmpty {
      let items = change.declined.map { "<li>\(Escaping.html($0))</li>" }
      parts.append("<p>Declined:</p>\n<ul>\n\(items.joined(separator: "\n"))\n</ul>")
    }
    parts.append(lines)
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var summary: String {
    let from = change.from.map { "<code>\($0.short)</code> → " } ?? ""
    let causes = change.causes.map { "<code>\(Escaping.html($0))</code>" }.joined(separator: ", ")
    let answers = causes.isEmpty ? "" : " · answers \(causes)"
    return "<p class=\"quiet\">\(from)<code>\(change.spec.short)</code> · by "
      + "\(Escaping.html(change.agent))\(answers)</p>"
  }

  private var lines: String {
    guard let new = specs[change.spec] else {
      return "<p class=\"quiet\">The spec's text is not in the local state.</p>"
    }
    guard let from = change.from else {
      let count = new.utf8.count { $0 == 0x0A }
      return "<p>\(Figures.count(count, "line")), \(Figures.count(new.utf8.count)) bytes.</p>"
    }
    guard let old = specs[from] else {
      return "<p class=\"quiet\">The old text is not in the local state.</p>"
    }
    let diff = LineDiff(from: old, to: new)
    guard !diff.hunks.isEmpty else { return "<p class=\"quiet\">Both texts are the same.</p>" }
    let rows = diff.hunks.flatMap { hunk in [self.head(hunk)] + hunk.rows.map(row) }
    let rest = rows.count - Self.rowsShown
    let more = rest > 0 ? "\n<p class=\"quiet\">And \(Figures.count(rest, "row")) more.</p>" : ""
    return """
      <details open>
      <summary>\(Figures.count(diff.removed, "line")) removed, \(diff.added) added</summary>
      <div class="diff" role="table" aria-label="old and new lines">
      \(rows.prefix(Self.rowsShown).joined(separator: "\n"))
      </div>\(more)
      </details>
      """
  }

  private func head(_ hunk: LineDiff.Hunk) -> String {
    "<div class=\"row at\" role=\"row\"><span role=\"cell\">old line \(hunk.old)</span>"
      + "<span role=\"cell\">new line \(hunk.new)</span></div>"
  }

  private func row(_ row: LineDiff.Row) -> String {
    func cell(_ html: String, _ style: String) -> String {
      "<span role=\"cell\" class=\"\(style)\">\(html)</span>"
    }
    func plain(_ text: String?) -> String { Escaping.html(Cutting.middle(text ?? "", 2000)) }
    if row.isKept {
      return "<div class=\"row same\" role=\"row\">\(cell(plain(row.old), ""))"
        + "\(cell(plain(row.new), "twin"))</div>"
    }
    var (old, new) = (plain(row.old), plain(row.new))
    if let left = row.old, let right = row.new, max(left.utf8.count, right.utf8.count) <= 2000 {
      (old, new) = Highlight.pair(left, right)
    }
    return "<div class=\"row\" role=\"row\">\(cell(old, row.old == nil ? "none" : "old"))"
      + "\(cell(new, row.new == nil ? "none" : "new"))</div>"
  }
}
