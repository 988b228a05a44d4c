import SpecModel

extension LintRule {
  static let enumerationConflict = LintRule(
    "enumeration-conflict", .warning, "Something is one of these here, and one of others there."
  ) { input, rule in
    let listed = Enumerations.read(input)
    let claims = listed.map(\.claim)
    let likeness = Likeness(ofSmaller: 100, ofLarger: 100, leastCommon: 1)
    return ClashFinder(input).clashes(claims, likeness, unless: ClashFinder.isException) {
      listed[$0.value].members != listed[$1.value].members
    }.map { clash in
      let later = listed[clash.later.value].members
      let earlier = listed[clash.earlier.value].members
      let odd = later.symmetricDifference(earlier).sorted().map { "'\($0)'" }
      return rule.finding(
        "\(odd.joined(separator: ", ")) in only one of two lists: " + input.quotes(clash),
        input.statements[clash.later.statement].lines,
        remedy: "List the same values in both places")
    }
  }
}

/// Reads full lists of what something may be: `` `level` is one of `a`, `b` or `c` ``.
private enum Enumerations {
  /// A list; the claim's value is its own place in the array.
  struct Listed {
    var claim: Claim
    var members: Set<String>
  }

  private static let openers = ["one of", "either", "must be", "MUST be", "values are", "values"]
  private static let opens: Set<String> = ["etc", "e.g", "example", "including", "include", "like"]

  static func read(_ input: LintInput) -> [Listed] {
    var found: [Listed] = []
    for (place, statement) in input.statements.enumerated() where !input.terms.words[place].isEmpty
    {
      let parts = statement.text.split(separator: "`", omittingEmptySubsequences: false)
      guard parts.count >= 5, parts.count % 2 == 1 else { continue }
      guard
        let start = stride(from: 0, to: parts.count - 2, by: 2).first(where: {
          opensList(parts[$0])
        })
      else { continue }
      let members = members(parts, from: start)
      let words = input.terms.words[place].map { input.terms.entry($0) }
      guard members.count > 1, !words.contains(where: { opens.contains($0.text) }) else { continue }
      let before = parts[...start].joined(separator: "`")
      let subject = input.terms.subject(ofText: before + (start % 2 == 0 ? "" : "`"))
        .filter { !["one", "valu"].contains(input.terms.stems[$0]) }
      guard !subject.isEmpty else { continue }
      let isConditional = words.contains { CommonWords.conditions.contains($0.text) }
      found.append(
        Listed(
          claim: Claim(
            statement: place, subject: subject.sorted(), respect: 0, value: found.count,
            isConditional: isConditional),
          members: Set(members)))
    }
    return found
  }

  private static func opensList(_ part: Substring) -> Bool {
    var text = String(part).trimmed
    if text.hasSuffix(":") { text = String(text.dropLast()) }
    return openers.contains { text == $0 || text.hasSuffix(" " + $0) }
  }

  /// Code spans with nothing but commas and conjunctions between them.
  private static func members(_ parts: [Substring], from start: Int) -> [String] {
    var found: [String] = []
    var place = start + 1
    while place < parts.count {
      found.append(parts[place].lowercased())
      guard place + 2 < parts.count,
        [",", ", or", "or", "|", "/", "and", ", and"].contains(String(parts[place + 1]).trimmed)
      else { break }
      place += 2
    }
    return found
  }
}
