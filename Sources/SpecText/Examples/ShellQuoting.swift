/// Whether a shell would wait for more of a command.
enum ShellQuoting {
  /// Whether a quote is not closed, or the last line ends with a backslash.
  ///
  /// A here-document is not followed: a command with `<<` counts as closed.
  static func isOpen(_ command: String) -> Bool {
    var quote: UInt8?
    var escaped = false
    var inComment = false
    var before: UInt8 = 0x0A
    for byte in command.utf8 {
      defer { before = byte }
      if inComment {
        inComment = byte != 0x0A
      } else if escaped {
        escaped = false
      } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
        escaped = true
      } else if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "#") {
        inComment = before == 0x20 || before == 0x0A || before == UInt8(ascii: ";")
      } else if byte == UInt8(ascii: "<"), before == byte {
        return false
      }
    }
    return escaped || quote != nil
  }
}
