/// Text of subjects and agents is hostile: it may hold terminal sequences, markup, or characters
/// that turn the reading order. Each reader's escape is applied once, at the very end.
public enum Escaping {
  /// Safe for a terminal and for one line: control, format and separator characters become visible
  /// escapes (`\n`, `\x1b`, `\u202e`); everything else stays.
  public static func terminal(_ text: String) -> String {
    var safe = ""
    safe.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { append(scalar, to: &safe) }
    return safe
  }

  /// Safe as HTML text and inside a quoted attribute; line breaks and tabs stay, other invisible
  /// characters become visible escapes.
  public static func html(_ text: String) -> String { markup(text) }

  /// Safe as XML 1.0 text and inside a quoted attribute. XML can't hold most control characters,
  /// not even escaped, so that they become visible escapes here too.
  public static func xml(_ text: String) -> String { markup(text) }

  private static func markup(_ text: String) -> String {
    var safe = ""
    safe.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      case "\n", "\t": safe.unicodeScalars.append(scalar)
      default: append(scalar, to: &safe)
      }
    }
    return safe
  }

  private static func append(_ scalar: Unicode.Scalar, to safe: inout String) {
    if isVisible(scalar) { safe.unicodeScalars.append(scalar) } else { safe += escape(scalar) }
  }

  /// Whether a character shows as itself and nothing else.
  static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value >= 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return false
    case .spaceSeparator: return false
    default: return true
    }
  }

  /// Python's spelling of a character in a string: `\n`, `\x1b`, `\u202e`, `\U000e0001`.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: break
    }
    let digits = String(scalar.value, radix: 16)
    func padded(_ width: Int) -> String {
      String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    if scalar.value < 0x100 { return "\\x" + padded(2) }
    return scalar.value < 0x10000 ? "\\u" + padded(4) : "\\U" + padded(8)
  }
}
