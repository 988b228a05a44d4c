import SpecModel
import SpecterKit

/// The tables at the end of a report: costs, digests, comparison rules.
enum RunTables {
  /// What each step took, and how much of it agents and subjects took rather than Specter.
  static func costs(_ story: RunStory, _ cost: RunCost) -> String {
    guard !story.passages.isEmpty else { return "" }
    let rows = story.passages.map { passage in
      let cost = passage.cost
      let outcome = passage.cost == nil ? (passage.interrupted ? "interrupted" : "not ended") : ""
      let share = cost.map { $0.seconds > 0 ? Figures.percent($0.outside / $0.seconds) : "–" }
      return """
        <tr><td>\(passage.step.round == 0 ? "–" : "\(passage.step.round)")</td>\
        <th scope="row">\(Escaping.html(StepText.name(passage.step)))</th>\
        <td>\(cost.map { Figures.duration($0.seconds) } ?? outcome)</td><td>\(share ?? "–")</td>\
        <td>\(Escaping.html(cost?.usage.map(used) ?? "–"))</td></tr>
        """
    }
    return """
      <section>
      <h2>Time and cost</h2>
      <p>\(Escaping.html(CostText.time(cost))).</p>
      \(parts(cost))
      <details>
      <summary>\(Figures.count(story.passages.count, "step"))</summary>
      <div class="wide"><table>
      <thead><tr><th>Round</th><th>Step</th><th>Took</th><th>Outside Specter</th><th>Used</th></tr>\
      </thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table></div>
      </details>
      </section>
      """
  }

  /// Causes that the reviser declined twice, with its reasons.
  static func declined(_ declined: DeclinedCauses) -> String {
    let items = declined.pinned.map { cause, reasons in
      "<li><code>\(Escaping.html(cause))</code>: "
        + "\(Escaping.html(reasons.joined(separator: " · ")))</li>"
    }
    guard !items.isEmpty else { return "" }
    return """
      <section>
      <h2>Declined twice, not raised again</h2>
      <p class="quiet">These causes are still open; the reviser is not asked a third time.</p>
      <ul>
      \(items.joined(separator: "\n"))
      </ul>
      </section>
      """
  }

  /// What agents used, by role and by round.
  private static func parts(_ cost: RunCost) -> String {
    guard cost.total.steps > 0 else { return "" }
    let rows = CostText.parts(cost).map { name, part in
      """
      <tr><th scope="row">\(Escaping.html(name))</th><td>\(part.steps)</td>\
      <td>\(Figures.duration(part.seconds))</td><td>\(Escaping.html(CostText.used(part)))</td></tr>
      """
    }
    return """
      <div class="wide"><table>
      <thead><tr><th>Agents</th><th>Steps</th><th>Worked</th><th>Used</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table></div>
      """
  }

  private static func used(_ usage: Usage) -> String {
    let cached = usage.cached.map { " (\(Figures.count($0)) cached)" } ?? ""
    let dollars = usage.dollars.map { ", $\(Figures.decimal($0, 2, padded: true))" } ?? ""
    return "\(Figures.count(usage.tokensIn)) tokens in\(cached), "
      + "\(Figures.count(usage.tokensOut)) out\(dollars)"
  }

  /// What the newest measurement was made from.
  static func digests(_ story: RunStory, _ newest: MeasureSummary?) -> String {
    var rows: [(String, Digest)] = []
    for case .fetched(let reference, _)? in story.passages.map(\.result) {
      rows.append(("reference", reference))
    }
    for case .mined(let probes, let count)? in story.passages.map(\.result) {
      rows.append(("\(Figures.count(count)) mined probes", probes))
    }
    if let newest {
      rows += [("spec", newest.spec), ("candidate", newest.candidate), ("verdict", newest.verdict)]
      for case .built(let build)? in story.passages.map(\.result)
      where build.candidate == newest.candidate {
        rows.append(("brief of the build", build.brief))
      }
    }
    guard !rows.isEmpty else { return "" }
    let items = rows.map { "<dt>\(Escaping.html($0.0))</dt><dd><code>\($0.1)</code></dd>" }
    return """
      <section>
      <h2>Digests</h2>
      <dl class="digests">
      \(items.joined(separator: "\n"))
      </dl>
      </section>
      """
  }

  /// The comparison rules in force and the differences that a person allowed.
  static func rules(_ measurement: Measurement?) -> String {
    guard let measurement else { return "" }
    let items =
      (RulesText.parts(measurement.rules)
      + RulesText.allowances(measurement).map {
        "allowed: \($0)"
      }).map { "<li>\(Escaping.html($0))</li>" }
    return """
      <section>
      <h2>Comparison rules in force</h2>
      <ul>
      \(items.joined(separator: "\n"))
      </ul>
      </section>
      """
  }
}
