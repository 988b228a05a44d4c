import SpecModel

/// Writes a value as Python's `repr` does, for examples that say what a session prints.
enum ValueRepr {
  /// The text; nil for a value whose `repr` can't be told from its encoding.
  static func text(_ value: Value) -> String? {
    switch value {
    case .null: return "None"
    case .bool(let truth): return truth ? "True" : "False"
    case .number(let text): return text
    case .string(let text): return quoted(text)
    case .array(let items): return joined(items).map { "[\($0)]" }
    case .object(let members): return tagged(value) ?? dictionary(members)
    }
  }

  private static func joined(_ items: [Value]) -> String? {
    let texts = items.compactMap(text)
    return texts.count == items.count ? texts.joined(separator: ", ") : nil
  }

  private static func tagged(_ value: Value) -> String? {
    if let shown = value["repr"]?.stringValue, value["$object"] != nil { return shown }
    if let digits = value["$int"]?.stringValue { return digits }
    if let name = value["$float"]?.stringValue { return name }
    if let digits = value["$decimal"]?.stringValue { return "Decimal('\(digits)')" }
    if let items = value["$tuple"]?.arrayValue, let inner = joined(items) {
      return items.count == 1 ? "(\(inner),)" : "(\(inner))"
    }
    if let items = value["$set"]?.arrayValue, let inner = joined(items) {
      return items.isEmpty ? "set()" : "{\(inner)}"
    }
    if let pairs = value["$map"]?.arrayValue {
      let texts = pairs.compactMap { pair -> String? in
        guard let both = pair.arrayValue, both.count == 2, let key = text(both[0]),
          let item = text(both[1])
        else { return nil }
        return "\(key): \(item)"
      }
      return texts.count == pairs.count ? "{\(texts.joined(separator: ", "))}" : nil
    }
    return nil
  }

  private static func dictionary(_ members: [Value.Member]) -> String? {
    if members.contains(where: { $0.key.hasPrefix("$") }) { return nil }
    let texts = members.compactMap { member in
      text(member.value).map { "\(quoted(member.key)): \($0)" }
    }
    return texts.count == members.count ? "{\(texts.joined(separator: ", "))}" : nil
  }

  /// Single quotes, unless only those are inside; escapes as Python has them.
  private static func quoted(_ text: String) -> String {
    let mark: Unicode.Scalar =
      text.unicodeScalars.contains("'") && !text.unicodeScalars.contains("\"") ? "\"" : "'"
    var shown = String.UnicodeScalarView([mark])
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": shown.append(contentsOf: "\\n".unicodeScalars)
      case "\r": shown.append(contentsOf: "\\r".unicodeScalars)
      case "\t": shown.append(contentsOf: "\\t".unicodeScalars)
      case "\\": shown.append(contentsOf: "\\\\".unicodeScalars)
      case mark: shown.append(contentsOf: ["\\", mark])
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          shown.append(contentsOf: ("\\x" + (digits.count < 2 ? "0" : "") + digits).unicodeScalars)
        } else {
          shown.append(scalar)
        }
      }
    }
    shown.append(mark)
    return String(shown)
  }
}
