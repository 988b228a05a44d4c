import SpecModel

/// Tells whether an observation is what an example of the spec says.
public enum ExampleCheck {
  /// Whether every step of the example ran and the last one did what is expected. An error is of
  /// the expected class when its own name or that of one of its bases is, by the last part.
  public static func holds(_ example: Example, _ observation: Observation) -> Bool {
    guard let did = observation.answer?["did"]?.arrayValue, did.count == example.steps.count,
      let last = did.last
    else { return false }
    switch example.expected {
    case .value(let value): return last["return"] == value
    case .repr(let text):
      guard let returned = last["return"],
        let shown = asksForRepr(example) ? returned.stringValue : ValueRepr.text(returned)
      else { return false }
      return shown.utf8.elementsEqual(text.utf8)
    case .error(let type, let message):
      guard let raised = last["raise"] else { return false }
      let names =
        [raised["type"]?.stringValue].compactMap(\.self)
        + (raised["bases"]?.arrayValue ?? []).compactMap(\.stringValue)
      guard names.contains(where: { lastPart($0) == lastPart(type) }) else { return false }
      return message.map { raised["message"] == .string($0) } ?? true
    }
  }

  /// Whether the last step itself returns the text that is compared.
  private static func asksForRepr(_ example: Example) -> Bool {
    if case .operate("repr", _, _)? = example.steps.last?.action { return true }
    return false
  }

  private static func lastPart(_ name: String) -> Substring {
    name.split(separator: ".").last ?? ""
  }
}
