/// Untrusted text made fit for one line of a message.
enum Printable {
  /// The last `limit` characters, control characters replaced by spaces: an agent's output must
  /// neither move a terminal's cursor nor flood it.
  static func line(_ bytes: some Collection<UInt8>, limit: Int = 400) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    let safe = text.unicodeScalars.map { scalar -> Character in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: " "
      default: Character(scalar)
      }
    }
    let words = safe.split(separator: " ").map { String($0) }.joined(separator: " ")
    return words.count > limit ? "…" + words.suffix(limit) : words
  }
}

extension Harvest {
  /// What was left out, as a note for the transcript; empty when nothing was.
  var leftOutNote: String {
    leftOut.isEmpty
      ? ""
      : "Left out (no regular file with one name): "
        + leftOut.map { Printable.line($0.utf8) }.joined(separator: ", ") + "\n"
  }
}
