/// Shortens text for people; nothing that decides a verdict goes through here.
enum Cutting {
  /// `text` with its middle left out when it has more than `limit` characters; what is left out is
  /// said. Cutting keeps the start and the end, because that is where values differ most often.
  static func middle(_ text: String, _ limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    let characters = Array(text.unicodeScalars)
    guard characters.count > limit, limit >= 24 else {
      return characters.count > limit ? head(text, limit) : text
    }
    let note = " … \(Figures.count(characters.count - limit)) more … "
    let room = max(2, limit - note.count)
    var cut = String.UnicodeScalarView(characters.prefix((room + 1) / 2))
    cut.append(contentsOf: note.unicodeScalars)
    cut.append(contentsOf: characters.suffix(room / 2))
    return String(cut)
  }

  /// The first characters of `text`, the last one `…` when something was left out.
  static func head(_ text: String, _ limit: Int) -> String {
    let characters = text.unicodeScalars
    guard characters.count > limit else { return text }
    return String(String.UnicodeScalarView(characters.prefix(max(0, limit - 1)))) + "…"
  }

  /// `text` broken at spaces into lines of at most `width` characters; a longer word stays whole
  /// where `breaking` is false.
  static func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      if line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
      while line.count > max(8, width) {
        lines.append(String(line.prefix(max(8, width))))
        line = String(line.dropFirst(max(8, width)))
      }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }
}
