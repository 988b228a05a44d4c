import SpecModel

extension Example {
  /// The steps as the protocol writes them, for comparison with text.
  var script: String { Value.array(steps.map(\.value)).description }

  /// The expectation in one line.
  var outcome: String {
    switch expected {
    case .value(let value): "value \(value)"
    case .repr(let text): "repr \(text)"
    case .error(let type, let message): "error \(type)" + (message.map { ": \($0)" } ?? "")
    }
  }
}
