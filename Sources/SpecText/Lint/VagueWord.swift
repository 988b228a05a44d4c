import SpecModel

extension LintRule {
  static let vagueWord = LintRule(
    "vague-word", .warning, "A MUST hangs on a word that nobody can check."
  ) { input, rule in
    input.spec.requirements.filter { $0.strength >= .mustNot }.flatMap { requirement in
      let words = bindingWords(of: requirement.text)
      let known = Set(words)
      // Most requirements hold none of them, and a long spec has very many requirements.
      return vagueWords.filter { vague in
        known.contains(vague[0]) && (vague.count == 1 || occurs(vague, in: words))
      }.map { vague in
        let word = vague.joined(separator: " ")
        return rule.finding(
          "'\(word)' in \(requirement.id) can't be checked", requirement.lines,
          remedy: "Say what it comes to in figures or cases")
      }
    }
  }

  /// The words, in lower case, of the sentences that bind: a remark beside them may be as vague as
  /// it likes. What stands in code or quotes is somebody else's word.
  private static func bindingWords(of text: String) -> [String] {
    let plain = withoutQuotes(DocumentReader.withoutCode(text))
    var words: [String] = []
    var start = 0
    for place in plain.indices {
      let isEnd =
        place + 2 < plain.count && plain[place] == UInt8(ascii: ".") && plain[place + 1] == 0x20
        && (0x41...0x5A).contains(plain[place + 2])
      guard isEnd || place == plain.count - 1 else { continue }
      let sentence = plain[start...place]
      start = place + 1
      guard Keywords.strongest(in: sentence) >= .mustNot else { continue }
      let lower = sentence.map { byte in
        (0x41...0x5A).contains(byte) ? byte | 0x20 : isWordByte(byte) ? byte : 0x20
      }
      words += lower.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
      words.append("")
    }
    return words
  }

  private static func withoutQuotes(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count(where: { $0 == UInt8(ascii: "\"") }) > 1 else { return bytes }
    var out: [UInt8] = []
    var held: [UInt8] = []
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
        held = []
      }
      if isQuoted { held.append(byte) } else { out.append(byte) }
    }
    // A quote that does not end quotes nothing.
    return isQuoted ? out + held : out
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
      || byte >= 0x80
  }

  private static func occurs(_ phrase: [String], in words: [String]) -> Bool {
    words.indices.contains { words[$0...].starts(with: phrase) }
  }

  private static let vagueWords = [
    "appropriate", "appropriately", "adequate", "adequately", "as needed", "as necessary",
    "and so on", "efficient", "efficiently", "easy", "easily", "etc", "fast", "flexible",
    "gracefully", "if possible", "intuitive", "properly", "quickly", "reasonable", "reasonably",
    "robust", "sensible", "suitable", "suitably", "timely", "user-friendly", "when necessary",
    "where appropriate",
  ].map { $0.split(separator: " ").map(String.init) }
}
