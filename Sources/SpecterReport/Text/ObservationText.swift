import SpecModel

extension ProbeText {
  /// What a subject did, in words: `'posts'`, `raises ValueError: …`, `crashed (signal 11)`; at
  /// most `limit` characters. `path` is where a difference stands and chooses the step that is
  /// told; without it the last step is.
  public static func observation(
    _ observation: Observation, at path: String = "", limit: Int = 2000
  ) -> String {
    Cutting.middle(whole(observation, at: path), limit)
  }

  /// Both sides of a divergence. Where they read alike although they differ (a field that `repr`
  /// does not show), the value at the difference's path is told too. Of a difference in cost it is
  /// what each took.
  public static func sides(_ divergence: Divergence, limit: Int = 2000)
    -> (reference: String, candidate: String)
  {
    if let excess = divergence.excess {
      return (excess.words(excess.reference), excess.words(excess.candidate))
    }
    let path = divergence.difference.path
    var left = whole(divergence.reference, at: path)
    var right = whole(divergence.candidate, at: path)
    if left == right {
      left += detail(divergence.reference, path)
      right += detail(divergence.candidate, path)
    }
    if left == right {
      left = Escaping.terminal(divergence.reference.text)
      right = Escaping.terminal(divergence.candidate.text)
    }
    return (Cutting.middle(left, limit), Cutting.middle(right, limit))
  }

  private static func whole(_ observation: Observation, at path: String) -> String {
    guard case .answered = observation else { return observation.text }
    guard let answer = observation.answer, let steps = answer["did"]?.arrayValue,
      let last = steps.last
    else { return Escaping.terminal(observation.text) }
    let parts = path.split(separator: ".")
    let place = parts.count > 1 && parts[0] == "did" ? Int(parts[1]) : nil
    let outcome = place.flatMap { steps.indices.contains($0) ? steps[$0] : nil } ?? last
    var text = outcomeText(outcome)
    for (key, word) in [("out", "prints"), ("err", "prints to stderr"), ("warned", "warns")] {
      if let value = answer[key] ?? outcome[key], !isEmpty(value) {
        text += "; \(word) \(PythonText.literal(value))"
      }
    }
    return text
  }

  private static func outcomeText(_ outcome: Value) -> String {
    var text: String
    if let raised = outcome["raise"] {
      let type = Escaping.terminal(raised["type"]?.stringValue ?? "an error")
      let message = raised["message"]?.stringValue ?? ""
      text = message.isEmpty ? "raises \(type)" : "raises \(type): \(Escaping.terminal(message))"
    } else if let returned = outcome["return"] {
      text = PythonText.literal(returned)
    } else {
      text = PythonText.literal(outcome)
    }
    for (key, words) in [
      ("after", "after giving"), ("args_after", "leaves its arguments as"),
      ("kwargs_after", "leaves its named arguments as"), ("self_after", "leaves its object as"),
    ] {
      if let after = outcome[key] { text += "; \(words) \(PythonText.literal(after))" }
    }
    return text
  }

  private static func isEmpty(_ value: Value) -> Bool {
    value == .null || value.stringValue == "" || value.arrayValue?.isEmpty == true
  }

  /// The value at `path`, with its path below the outcome.
  private static func detail(_ observation: Observation, _ path: String) -> String {
    guard var value = observation.answer, !path.isEmpty else { return "" }
    for part in path.split(separator: ".") {
      if let items = value.arrayValue, let place = Int(part), items.indices.contains(place) {
        value = items[place]
      } else if let member = value[String(part)] {
        value = member
      } else {
        return " (\(Escaping.terminal(path)) is missing)"
      }
    }
    return " (\(Escaping.terminal(path)) = \(PythonText.literal(value)))"
  }
}
