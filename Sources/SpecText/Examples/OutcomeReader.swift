import SpecModel

/// Reads what a spec says that a step does.
enum OutcomeReader {
  /// An outcome as written.
  enum Outcome: Hashable {
    case value(Value)
    /// Text that is no literal: what `repr` gives.
    case repr(String)
    /// A call that makes the expected value.
    case expression(PythonExpression)
    case error(type: String, message: String?)
  }

  /// The outcome of a cell: a literal in code, or `error NAME`, `raises NAME`; nil when there is
  /// none.
  static func outcome(cell: String) -> Outcome? {
    if cell.isEmpty || cell == "-" || cell == "—" || cell == "…" || cell == "?" { return nil }
    let bare = cell.replacing(character: "`", with: "").trimmed
    if let error = raised(bare) { return error }
    let code = TableRows.codeSpan(cell) ?? cell
    if let expression = try? PythonParser.expression(code) {
      if let value = expression.value { return .value(value) }
      if case .name(let name) = expression, isErrorName(name) {
        return .error(type: name, message: nil)
      }
      if case .call(.name("set"), [], _) = expression { return .value(PythonValue.set([])) }
      if case .call = expression { return .expression(expression) }
    }
    return TableRows.codeSpan(cell) == nil ? nil : .repr(code)
  }

  private static func raised(_ text: String) -> Outcome? {
    for word in ["error", "raises", "raise", "throws", "Error:", "error:", "Raises", "raises:"] {
      guard text.hasPrefix(word + " ") else { continue }
      return error(String(text.dropFirst(word.count + 1)).trimmed)
    }
    if text.hasSuffix(" error") || text.hasSuffix(" raised") {
      let name = text.prefix { $0 != " " }
      if isErrorName(String(name)) { return .error(type: String(name), message: nil) }
    }
    return nil
  }

  /// `ValueError`, `ValueError: message`, `ValueError("message")`.
  private static func error(_ text: String) -> Outcome? {
    let name = text.utf8.prefix { SignatureParser.isName($0) || $0 == UInt8(ascii: ".") }
    guard let type = String(decoding: name, as: UTF8.self).split(separator: ".").last else {
      return nil
    }
    var rest = String(decoding: text.utf8.dropFirst(name.count), as: UTF8.self).trimmed
    if case .call(_, let arguments, _)? = try? PythonParser.expression(text) {
      return .error(type: String(type), message: arguments.first?.value?.stringValue)
    }
    for opener in [":", ",", "with message", "—", "with"] where rest.hasPrefix(opener) {
      rest = String(rest.dropFirst(opener.count)).trimmed
    }
    let message = (try? PythonParser.expression(rest))?.value?.stringValue ?? rest
    return .error(type: String(type), message: message.isEmpty ? nil : message)
  }

  static func isErrorName(_ name: String) -> Bool {
    ["Error", "Exception", "Warning", "StopIteration", "KeyboardInterrupt"].contains {
      name.hasSuffix($0)
    }
  }

  /// The outcome of a session's output.
  static func outcome(session lines: [String]) -> Outcome {
    if lines.first?.hasPrefix("Traceback (most recent call last)") == true,
      let start = lines.dropFirst().firstIndex(where: { !$0.hasPrefix(" ") && !$0.isEmpty })
    {
      let text = lines[start...].joined(separator: "\n")
      let name = text.utf8.prefix { $0 != UInt8(ascii: ":") && $0 != 0x0A }
      let type = String(decoding: name, as: UTF8.self).split(separator: ".").last ?? "Exception"
      // One space belongs to the traceback, any more to the message.
      let after = String(decoding: text.utf8.dropFirst(name.count + 1), as: UTF8.self)
      let message = after.hasPrefix(" ") ? String(after.dropFirst()) : after
      return .error(
        type: String(type).trimmed, message: message.isEmpty || message == "..." ? nil : message)
    }
    let text = lines.joined(separator: "\n")
    guard let expression = try? PythonParser.expression(text) else { return .repr(text) }
    if let value = expression.value { return .value(value) }
    if case .call(.name("set"), [], _) = expression { return .value(PythonValue.set([])) }
    return .repr(text)
  }
}

extension String {
  /// The text with every `character` replaced.
  func replacing(character: Character, with text: String) -> String {
    split(separator: character, omittingEmptySubsequences: false).joined(separator: text)
  }
}
