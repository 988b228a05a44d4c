import SpecModel

/// Values of the driver protocol as Python-like literals, for people. Always printable: what can't
/// be seen is escaped.
enum PythonText {
  /// The literal of `value`.
  static func literal(_ value: Value) -> String {
    switch value {
    case .null: "None"
    case .bool(let truth): truth ? "True" : "False"
    case .number(let text): Escaping.terminal(text)
    case .string(let text): quoted(text)
    case .array(let items): "[\(list(items))]"
    case .object(let members): tagged(value) ?? "{\(pairs(members))}"
    }
  }

  /// A string as Python's `repr` writes it: single quotes unless it holds only those.
  static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
    var safe = String(quote)
    for scalar in scalars {
      if scalar == "\\" || scalar == quote {
        safe += "\\\(scalar)"
      } else if Escaping.isVisible(scalar) {
        safe.unicodeScalars.append(scalar)
      } else {
        safe += Escaping.escape(scalar)
      }
    }
    return safe + String(quote)
  }

  /// Values with commas between them.
  static func list(_ items: [Value]) -> String {
    items.map(literal).joined(separator: ", ")
  }

  /// What stands between the brackets of an index: `3`, or `1:2` for a slice.
  static func index(_ value: Value) -> String {
    guard let parts = value["$slice"]?.arrayValue, parts.count == 3 else { return literal(value) }
    let words = parts.map { $0 == .null ? "" : literal($0) }
    return words[2].isEmpty ? "\(words[0]):\(words[1])" : words.joined(separator: ":")
  }

  private static func pairs(_ members: [Value.Member]) -> String {
    members.map { "\(quoted($0.key)): \(literal($0.value))" }.joined(separator: ", ")
  }

  /// What JSON lacks; nil for an ordinary object.
  private static func tagged(_ value: Value) -> String? {
    guard case .object(let members) = value,
      let tag = members.first(where: { $0.key.hasPrefix("$") })
    else { return nil }
    let text = tag.value.stringValue
    switch (tag.key, members.count) {
    case ("$ref", 1), ("$int", 1), ("$callable", 1):
      guard let text else { return nil }
      return tag.key == "$callable"
        ? "<function \(Escaping.terminal(text))>" : Escaping.terminal(text)
    case ("$float", 1): return text.map { "float(\(quoted($0)))" }
    case ("$decimal", 1): return text.map { "Decimal(\(quoted($0)))" }
    case ("$date", 1), ("$time", 1), ("$datetime", 1):
      return text.map { "\(tag.key.dropFirst())(\(quoted($0)))" }
    case ("$timedelta", 1):
      return text.map { "timedelta(microseconds=\(Escaping.terminal($0)))" }
    case ("$bytes", 1): return text.flatMap(bytes)
    case ("$object", _): return object(value, type: text)
    case ("$iterator", _):
      guard let items = tag.value.arrayValue else { return nil }
      let more = value["more"]?.boolValue == true
      return "iter([\(list(items))\(more ? (items.isEmpty ? "…" : ", …") : "")])"
    default: return members.count == 1 ? collection(tag) : nil
    }
  }

  private static func collection(_ tag: Value.Member) -> String? {
    guard let items = tag.value.arrayValue else { return nil }
    switch tag.key {
    case "$tuple": return items.count == 1 ? "(\(list(items)),)" : "(\(list(items)))"
    case "$set": return items.isEmpty ? "set()" : "{\(list(items))}"
    case "$slice": return "slice(\(list(items)))"
    case "$frozenset": return "frozenset({\(list(items))})"
    case "$map":
      let pairs = items.compactMap { item -> String? in
        guard let pair = item.arrayValue, pair.count == 2 else { return nil }
        return "\(literal(pair[0])): \(literal(pair[1]))"
      }
      return pairs.count == items.count ? "{\(pairs.joined(separator: ", "))}" : nil
    default: return nil
    }
  }

  private static func object(_ value: Value, type: String?) -> String? {
    if let spelling = value["repr"]?.stringValue { return Escaping.terminal(spelling) }
    guard let type else { return nil }
    let fields = (value["fields"]?.objectValue ?? []).map {
      "\(Escaping.terminal($0.key))=\(literal($0.value))"
    }
    return "\(Escaping.terminal(type))(\(fields.joined(separator: ", ")))"
  }

  /// `b'…'` from base64; nil when it is none.
  private static func bytes(_ base64: String) -> String? {
    var bits: UInt32 = 0
    var count = 0
    var text = ""
    for digit in base64.utf8 where digit != UInt8(ascii: "=") {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = digit - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = digit - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit + 4
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      default: return nil
      }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        let byte = Unicode.Scalar(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        let plain = byte.isASCII && Escaping.isVisible(byte) && byte != "'" && byte != "\\"
        if plain {
          text.unicodeScalars.append(byte)
        } else {
          text += byte == "'" || byte == "\\" ? "\\\(byte)" : Escaping.escape(byte)
        }
      }
    }
    return "b'\(text)'"
  }
}
