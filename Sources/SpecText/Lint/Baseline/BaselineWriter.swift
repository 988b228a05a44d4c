import SpecModel

extension Baseline {
  /// A new baseline's file: YAML, because people review it and comment on it.
  public var text: String {
    var text = """
      # Findings of `specter spec lint` that people accept. An entry holds for one rule at one place
      # while the text there stays as it is, and needs a reason; `expires: 2027-01-31` ends it.
      schema: \(Self.schema)
      accepted:

      """
    if entries.isEmpty { text = String(text.dropLast()) + " []\n" }
    for line in entries.flatMap(\.lines) { text += "  \(line)\n" }
    return text
  }
}

extension Baseline.Entry {
  /// The entry as lines of a list that is not indented.
  var lines: [String] {
    let values = [rule, file, place, finding, fingerprint, reason]
    var lines = zip(Baseline.keys, values).enumerated().map { index, pair in
      "\(index == 0 ? "- " : "  ")\(pair.0): \(Self.quoted(pair.1))"
    }
    if let expires { lines.append("  expires: \(expires)") }
    return lines
  }

  /// A YAML scalar: plain where it can't be taken for anything else, else double-quoted.
  private static func quoted(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map { (0x61...0x7A).contains($0 | 0x20) } == true
      && text.utf8.allSatisfy {
        ((0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0))
          || "-_./ ".utf8.contains($0)
      } && text.utf8.last != 0x20
      && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        .contains(text.lowercased())
    if isPlain { return text }
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: out += "\\\""
      case 0x5C: out += "\\\\"
      case 0x0A: out += "\\n"
      case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD:
        out.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        out += "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
      }
    }
    return out + "\""
  }
}
