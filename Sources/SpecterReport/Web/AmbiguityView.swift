import SpecModel

/// Where the builds of a round disagree with each other: for each operation how often, the witness
/// with every answer, and what the spec says of it.
struct AmbiguityView {
  let summary: AmbiguitySummary
  /// The whole; nil where it is not in the local state.
  let whole: Ambiguity?

  var html: String {
    let line = Escaping.html(StepText.compared(summary))
    guard !summary.ambiguous.isEmpty else { return "<p class=\"quiet\">\(line)</p>" }
    guard let whole else {
      return "<p>\(line)</p>\n<p class=\"quiet\">The witnesses are not in the local state.</p>"
    }
    let cards = whole.ambiguous.map(card).joined(separator: "\n")
    return "<h3>Ambiguous: \(whole.ambiguous.count) of "
      + "\(Figures.count(whole.operations, "operation"))</h3>\n"
      + "<p class=\"quiet\">Here the \(Figures.count(whole.builds, "build")) from one spec "
      + "disagree with each other.</p>\n\(cards)"
  }

  private func card(_ own: AmbiguousOperation) -> String {
    let probe = Cutting.middle(ProbeText.lines(own.witness).joined(separator: "\n"), 2000)
    let rows = own.answers.map { answer in
      let name = answer.isReference ? " (as the reference)" : ""
      return row("\(Figures.count(answer.builds, "build"))\(name)", answer.observation, own)
    }
    let said =
      own.requirements.isEmpty
      ? "no requirement speaks of it"
      : own.requirements.map { "<code>\(Escaping.html($0))</code>" }.joined(separator: ", ")
    let section = own.section.isEmpty ? "" : "\(Escaping.html(own.section)): "
    return """
      <article class="cause">
      <p class="head"><strong>\(Escaping.html(own.operation))</strong> \
      \(StepText.kind(own.difference.kind)) <span class="quiet">\(own.disagreeing) of \
      \(Figures.count(own.probes, "probe")) · \(section)\(said)</span></p>
      <pre class="probe">\(Escaping.html(probe))</pre>
      <table><tbody>
      \(([row("reference", own.reference, own)] + rows).joined(separator: "\n"))
      </tbody></table>
      </article>
      """
  }

  private func row(_ name: String, _ seen: Observation, _ own: AmbiguousOperation) -> String {
    let text = ProbeText.observation(seen, at: own.difference.path, limit: 1200)
    return "<tr><th scope=\"row\">\(name)</th><td><code>\(Escaping.html(text))</code></td></tr>"
  }
}
