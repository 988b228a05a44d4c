import SpecModel

/// One round of a report: its candidates, the causes of the best one, what was changed in the spec,
/// and what was refused.
struct RoundSection {
  let round: RunStory.Round
  let request: ReportRequest

  /// Causes shown with both sides; the rest are counted.
  static let causesShown = 20

  var html: String {
    let title = round.number == 0 ? "Before the first round" : "Round \(round.number)"
    let parts = [candidates, ambiguity, causes, changes, refusals].filter { !$0.isEmpty }
    guard !parts.isEmpty else { return "" }
    return
      "<section class=\"round\">\n<h2>\(title)</h2>\n\(parts.joined(separator: "\n"))\n</section>"
  }

  private var candidates: String {
    let builds = round.passages.compactMap { passage -> (RunStep, Build)? in
      guard case .built(let build)? = passage.result else { return nil }
      return (passage.step, build)
    }
    let measured = round.measurements
    guard !builds.isEmpty || !measured.isEmpty else { return "" }
    let rows = measured.map { step, summary in
      let build = builds.last { $0.1.candidate == summary.candidate }?.1
      let recorded = summary.recordedFidelity.map {
        " <small>recorded \(Figures.decimal($0, 2))</small>"
      }
      return """
        <tr><th scope="row">\(Escaping.html(StepText.name(step)))</th>\
        <td><code>\(summary.candidate.short)</code></td>\
        <td>\(Escaping.html(StepText.fidelity(summary.fidelity)))\(recorded ?? "")</td>\
        <td>\(summary.open.count)</td>\
        <td>\(summary.economy.map { Figures.decimal($0, 2) } ?? "–")</td>\
        <td>\(Escaping.html(build.map { "\($0.agent), \($0.isolation.rawValue)" } ?? "–"))</td></tr>
        """
    }
    let unmeasured = builds.filter { build in
      !measured.contains { $0.summary.candidate == build.1.candidate }
    }.map { step, build in
      "<tr><th scope=\"row\">\(Escaping.html(StepText.name(step)))</th>"
        + "<td><code>\(build.candidate.short)</code></td><td>not measured</td><td>–</td><td>–</td>"
        + "<td>\(Escaping.html("\(build.agent), \(build.isolation.rawValue)"))</td></tr>"
    }
    return """
      <div class="wide"><table>
      <thead><tr><th>Step</th><th>Candidate</th><th>Fidelity</th><th>Open</th><th>Economy</th>\
      <th>Built by, isolation</th></tr></thead>
      <tbody>
      \((rows + unmeasured).joined(separator: "\n"))
      </tbody>
      </table></div>
      """
  }

  private var ambiguity: String {
    guard let summary = round.ambiguity else { return "" }
    return AmbiguityView(summary: summary, whole: request.ambiguities[summary.document]).html
  }

  private var causes: String {
    guard let best = round.best else { return "" }
    guard let measurement = request.measurements[best.verdict] else {
      return best.open.isEmpty && best.minor.isEmpty
        ? "<p class=\"quiet\">No cause found.</p>"
        : "<p class=\"quiet\">The measurement <code>\(best.verdict.short)</code> is not in the "
          + "local state, so its causes can't be shown.</p>"
    }
    guard !measurement.causes.isEmpty else { return "<p class=\"quiet\">No cause found.</p>" }
    let shown = measurement.causes.prefix(Self.causesShown).map(CauseCard.html)
    let rest = measurement.causes.count - shown.count
    let more = rest > 0 ? "\n<p class=\"quiet\">And \(Figures.count(rest, "cause")) more.</p>" : ""
    return "<h3>\(Figures.count(measurement.causes.count, "cause")), furthest first</h3>\n"
      + shown.joined(separator: "\n") + more
  }

  private var changes: String {
    round.changes.map { SpecChangeView(change: $0, specs: request.specs).html }
      .joined(separator: "\n")
  }

  private var refusals: String {
    let refused = round.passages.compactMap { passage -> String? in
      let reason: String
      switch passage.result {
      case .refused(let why, _)?, .rolledBack(_, let why)?: reason = why
      default: return nil
      }
      return "<li><strong>\(Escaping.html(StepText.name(passage.step)))</strong>: "
        + "\(Escaping.html(reason))</li>"
    }
    return refused.isEmpty
      ? "" : "<h3>Refused or rolled back</h3>\n<ul>\n\(refused.joined(separator: "\n"))\n</ul>"
  }
}

/// One cause: its witness, and both observations side by side with what differs marked.
enum CauseCard {
  static func html(_ cause: Cause) -> String {
    let sides = ProbeText.sides(cause.witness, limit: 1200)
    let marked = Highlight.pair(sides.reference, sides.candidate)
    let probe = Cutting.middle(ProbeText.lines(cause.witness.probe).joined(separator: "\n"), 2000)
    let words = cause.words.isEmpty ? "" : "\n<p>\(Escaping.html(cause.words))</p>"
    let priority = cause.priority.rawValue
    return """
      <article class="cause">
      <p class="head"><span class="badge \(priority.lowercased())">\(priority)</span> \
      <strong>\(Escaping.html(cause.operation))</strong> \(StepText.kind(cause.kind)) \
      <span class="quiet">\(Escaping.html(cause.id)) · \(Figures.count(cause.count, "probe"))\
      </span></p>\
      \(words)
      <pre class="probe">\(Escaping.html(probe))</pre>
      <div class="sides">
      <div><h4>Reference</h4><pre>\(marked.left)</pre></div>
      <div><h4>Candidate</h4><pre>\(marked.right)</pre></div>
      </div>
      </article>
      """
  }
}
