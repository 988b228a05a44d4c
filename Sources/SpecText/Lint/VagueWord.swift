import SpecModel

extension LintRule {
  static let vagueWord = LintRule(
    "vague-word", .warning, "A MUST hangs on a word that nobody can check."
  ) { input, rule in
    input.spec.requirements.filter { $0.strength >= .mustNot }.flatMap { requirement in
      let text = requirement.text
      let plain = DocumentReader.withoutCode(text).map { byte in
        (0x41...0x5A).contains(byte) ? byte | 0x20 : isWordByte(byte) ? byte : 0x20
      }
      let words = plain.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
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
