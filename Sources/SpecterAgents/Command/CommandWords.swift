import SpecModel

/// A command line as a user writes it, cut into words as a shell does: spaces part words, `'…'`
/// and `"…"` hold them together, a backslash takes the next character as it is. Nothing is
/// expanded; who wants a shell writes `sh -c '…'`.
public enum CommandWords {
  /// The words of `text`; throws `Failure` of code `.usage` for a quote that does not end.
  public static func split(_ text: String) throws -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\" && quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else {
      throw Failure(
        .usage, "a quote or backslash in '\(text)' does not end", remedy: "Close the quote.")
    }
    if let last = word { words.append(last) }
    return words
  }
}
