import SpecModel

/// Cheap features of a probe's input: enough to say what diverging inputs have in common without
/// quoting any.
enum InputShape {
  /// The kind of a value: `string`, `integer`, `float`, `truth`, `null`, `list`, `map`, or the tag
  /// of a tagged value, with the class of an object.
  static func kind(_ value: Value) -> String {
    switch value {
    case .null: return "null"
    case .bool: return "truth"
    case .number(let text):
      return text.utf8.contains { $0 == 0x2E || $0 == 0x65 } ? "float" : "integer"
    case .string: return "string"
    case .array: return "list"
    case .object(let members):
      if let name = value["$object"]?.stringValue { return "object \(name)" }
      guard let tag = members.first?.key, tag.hasPrefix("$") else { return "map" }
      switch tag {
      case "$int": return "integer"
      case "$ref": return "object"
      case "$map": return "map"
      default: return String(tag.dropFirst())
      }
    }
  }

  /// The kinds of a step's arguments, and the operator of an operator step.
  static func kinds(_ step: Step) -> String {
    switch step.action {
    case .call(_, _, let arguments, let named):
      let places = arguments.map(kind)
      let names = named.map { "\($0.key)=\(kind($0.value))" }.sorted()
      return (places + names).joined(separator: ",")
    case .operate(let name, _, let arguments):
      return ([name] + arguments.map(kind)).joined(separator: ",")
    case .item(_, let index): return "item \(kind(index))"
    case .iterate: return "iterate"
    case .get: return ""
    }
  }

  /// What the input of `probe` has, in words: `upper-case letters`, `a negative number`.
  static func features(_ probe: Probe) -> Set<String> {
    var found: Set<String> = []
    for step in probe.steps {
      switch step.action {
      case .call(_, _, let arguments, let named):
        arguments.forEach { collect($0, &found) }
        named.forEach { collect($0.value, &found) }
        if !named.isEmpty { found.insert("arguments by name") }
      case .operate(_, _, let arguments): arguments.forEach { collect($0, &found) }
      case .item(_, let index): collect(index, &found)
      case .get, .iterate: break
      }
    }
    return found
  }

  private static func collect(_ value: Value, _ found: inout Set<String>) {
    switch value {
    case .null: found.insert("null")
    case .bool: found.insert("a truth value")
    case .number(let text):
      if text.hasPrefix("-") { found.insert("a negative number") }
      if text.utf8.contains(0x2E) { found.insert("a float") }
      if Double(text) == 0 { found.insert("zero") }
      if let number = Double(text), number.magnitude >= 1e9 { found.insert("a large number") }
    case .string(let text): collect(text, &found)
    case .array(let items):
      found.insert(items.isEmpty ? "an empty list" : "a list")
      items.prefix(50).forEach { collect($0, &found) }
    case .object(let members):
      if value["$ref"] != nil { break }
      if let tag = members.first?.key, tag.hasPrefix("$") {
        found.insert("a \(tag.dropFirst())")
      } else {
        found.insert(members.isEmpty ? "an empty map" : "a map")
      }
      members.prefix(50).forEach { collect($0.value, &found) }
    }
  }

  private static func collect(_ text: String, _ found: inout Set<String>) {
    if text.isEmpty { found.insert("an empty string") }
    if text.utf8.count > 60 { found.insert("a long string") }
    for byte in text.utf8 {
      switch byte {
      case 0x41...0x5A: found.insert("upper-case letters")
      case 0x61...0x7A: break
      case 0x30...0x39: found.insert("digits")
      case 0x20: found.insert("spaces")
      case 0x09...0x0D: found.insert("tabs or line ends")
      case UInt8(ascii: "-"): found.insert("hyphens")
      case UInt8(ascii: "_"): found.insert("underscores")
      case UInt8(ascii: "."): found.insert("dots")
      case 0x80...: found.insert("characters beyond ASCII")
      default: found.insert("punctuation")
      }
    }
    if let first = text.utf8.first, let last = text.utf8.last, first == 0x20 || last == 0x20 {
      found.insert("spaces at an end")
    }
  }
}
