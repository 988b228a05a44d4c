import SpecModel

/// Ambiguities as the reviser reads them. As with causes, what only held-out probes show is told in
/// words alone.
enum AmbiguityText {
  /// A section of `causes.md`; empty where the builds agree.
  static func markdown(_ ambiguity: Ambiguity) -> String {
    guard !ambiguity.ambiguous.isEmpty else { return "" }
    var text = """

      ## Where the builds disagree with each other

      \(ambiguity.builds) programs were built from this same spec. Where they differ among \
      themselves, whatever the reference does, the spec can be read in two ways.

      """
    for own in ambiguity.ambiguous { text += self.text(own) }
    return text
  }

  private static func text(_ own: AmbiguousOperation) -> String {
    var text = "\n### Ambiguous: `\(own.operation)`\n\n"
    text += "The builds differ on \(own.disagreeing) of \(own.probes) probes"
    text += own.section.isEmpty ? "" : ", section “\(own.section)”"
    text +=
      own.requirements.isEmpty
      ? "; no requirement speaks of it."
      : "; of it speak \(own.requirements.joined(separator: ", "))."
    guard own.witness.pool == .dev else {
      return text + " What differs is of kind \(own.difference.kind.rawValue).\n"
    }
    let steps = own.witness.steps.map { "\($0.value)" }.joined(separator: "\n")
    text +=
      "\n\n```text\nprobe      \(steps)\nreference  \(CauseText.clipped(own.reference.text))\n"
    for answer in own.answers {
      let what =
        answer.isReference ? "as the reference" : CauseText.clipped(answer.observation.text)
      text += "\(answer.builds) of the builds: \(what)\n"
    }
    return text + "```\n"
  }
}
