import SpecModel

extension LintRule {
  static let severityConflict = LintRule(
    "severity-conflict", .warning, "The same fault has one severity here and another there."
  ) { input, rule in
    let claims = SeverityClaims.read(input)
    let names = ["error", "warning", "info"]
    let finder = ClashFinder(input)
    return finder.clashes(claims, Likeness(ofSmaller: 85, ofLarger: 15, leastCommon: 2)) {
      $0.value != $1.value
    }.map { clash in
      rule.finding(
        "\(names[clash.later.value]) here, \(names[clash.earlier.value]) there: "
          + input.quotes(clash),
        input.statements[clash.later.statement].lines, remedy: "Say one severity in both places")
    }
  }
}

/// Reads which fault has which severity.
///
/// A severity counts where it is plainly given to something: a cell that holds nothing else, the
/// word behind an arrow, or `(warning if …)`. A word in the midst of a sentence does not.
private enum SeverityClaims {
  static func read(_ input: LintInput) -> [Claim] {
    var claims: [Claim] = []
    for (place, statement) in input.statements.enumerated() where !input.terms.words[place].isEmpty
    {
      let found =
        statement.place == .row
        ? cell(of: statement) ?? tail(of: statement.text)
        : tail(of: statement.text)
      guard let found, let severity = CommonWords.severities[found],
        let value = ["error", "warning", "info"].firstIndex(of: severity)
      else { continue }
      claims.append(
        Claim(
          statement: place, subject: subject(of: place, statement, input), respect: 0, value: value)
      )
    }
    return claims
  }

  /// What is left without the severity, the headers, and the label that a bullet begins with.
  private static func subject(of place: Int, _ statement: Statement, _ input: LintInput) -> [Int] {
    var headers: Set<Int> = []
    for cell in statement.cells { headers.formUnion(input.terms.subject(ofText: cell.header)) }
    let clauses = input.terms.clauses(of: place)
    var stems: Set<Int> = []
    for clause in clauses {
      for word in clause.words where !word.isEmpty && CommonWords.severities[word.text] == nil {
        stems.insert(word.stem)
      }
    }
    return stems.subtracting(headers).sorted()
  }

  private static func cell(of statement: Statement) -> String? {
    statement.cells.lazy.map { word($0.text) }.first { CommonWords.severities[$0] != nil }
  }

  /// The word behind the last arrow, or that opens a bracket at the end.
  private static func tail(of text: String) -> String? {
    let bytes = Array(text.utf8)
    var place = bytes.count
    while place > 1 {
      place -= 1
      let isArrow =
        bytes[place] == UInt8(ascii: ">")
        && (bytes[place - 1] == UInt8(ascii: "-") || bytes[place - 1] == UInt8(ascii: "="))
      let isWideArrow =
        place > 1 && bytes[place - 2] == 0xE2 && bytes[place - 1] == 0x86 && bytes[place] == 0x92
      if isArrow || isWideArrow {
        return first(bytes[(place + 1)...])
      }
      if bytes[place] == UInt8(ascii: "("), place + 40 > bytes.count {
        return first(bytes[(place + 1)...])
      }
    }
    return nil
  }

  private static func first(_ bytes: ArraySlice<UInt8>) -> String {
    let rest = bytes.drop { !(0x61...0x7A).contains($0 | 0x20) }
    return String(
      decoding: rest.prefix { (0x61...0x7A).contains($0 | 0x20) }.map { $0 | 0x20 }, as: UTF8.self)
  }

  /// A cell's only word, in lower case.
  private static func word(_ cell: String) -> String {
    let letters = cell.utf8.filter { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "`") }
    guard letters.count < 20 else { return "" }
    return String(
      decoding: letters.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
