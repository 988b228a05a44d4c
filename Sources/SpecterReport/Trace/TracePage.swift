import SpecModel

/// A matrix of requirements as one HTML page that needs nothing else.
public enum TracePage {
  /// The page.
  public static func page(_ matrix: Traceability) -> String {
    WebPage.page(
      title: "\(matrix.path) · traceability",
      body: """
        <section>
        <p class="kicker">Specter · traceability</p>
        <h1>\(Escaping.html(matrix.path))</h1>
        <p class="stop \(matrix.uncovered.isEmpty ? "good" : "fair")">\
        \(Escaping.html(TraceTable.summary(matrix)))</p>
        <p class="quiet">A count with ~ rests on the section or a shared name, not on an id. Tags in
        sources say where a requirement is done; examples, cases, probes and tests check it.</p>
        </section>
        \(list(matrix.unknown, "Tags that name no requirement", "names"))
        \(list(matrix.almost, "Almost tags, which count for nothing", "has"))
        <section class="wide"><table>
        <thead><tr><th>Requirement</th><th>Strength</th><th>Examples</th><th>Cases</th>
        <th>Probes</th><th>Sources</th><th>Tests</th></tr></thead>
        <tbody>
        \(matrix.rows.map(row).joined(separator: "\n"))
        </tbody></table></section>
        """)
  }

  private static func row(_ row: Traceability.Row) -> String {
    let requirement = row.requirement
    let probes = row.diverged > 0 ? "\(row.probes) (\(row.diverged) diverged)" : "\(row.probes)"
    return """
      <tr\(row.isCovered ? "" : " class=\"open\"")><td class="text">\
      <strong>\(Escaping.html(requirement.id))\
      </strong> <span class="quiet">line \(requirement.lines.first)</span><br>\
      \(Escaping.html(Cutting.head(requirement.text, 300)))</td>\
      <td>\(requirement.strength.rawValue)</td><td>\(cell(row.examples))</td>\
      <td>\(cell(row.cases))</td><td>\(probes)</td><td>\(cell(row.sources, place))</td>\
      <td>\(cell(row.tests, place))</td></tr>
      """
  }

  /// The first links by name or place, and how many more there are.
  private static func cell(
    _ links: [Traceability.Link], _ text: (Traceability.Link) -> String = { $0.name }
  ) -> String {
    let shown = links.prefix(4).map { link in
      let mark = link.basis == .id ? "" : "~"
      return "<code>\(mark)\(Escaping.html(text(link)))</code>"
    }
    let more = links.count > 4 ? ["and \(links.count - 4) more"] : []
    return (shown + more).joined(separator: "<br>")
  }

  private static func place(_ link: Traceability.Link) -> String { "\(link.path):\(link.line)" }

  private static func list(_ links: [Traceability.Link], _ title: String, _ word: String)
    -> String
  {
    guard !links.isEmpty else { return "" }
    let items = links.map {
      "<li><code>\(Escaping.html("\($0.path):\($0.line)"))</code> \(word) "
        + "<code>\(Escaping.html($0.name))</code></li>"
    }
    return "<section><h2>\(title)</h2><ul>\(items.joined())</ul></section>"
  }
}
