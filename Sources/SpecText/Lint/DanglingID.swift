import SpecModel

extension LintRule {
  static let danglingID = LintRule(
    "dangling-id", .error, "An id is mentioned that no requirement has."
  ) { input, rule in
    let spec = input.spec
    let known = Set(spec.requirements.map(\.id)).union(spec.matrix.map(\.id))
    var seen: Set<Mention> = []
    return spec.mentions.compactMap { mention in
      guard !mention.id.hasPrefix("§"), !known.contains(mention.id), seen.insert(mention).inserted
      else { return nil }
      return rule.finding(
        "'\(mention.id)' is the id of no requirement", mention.lines,
        remedy: "Define it, or mend the reference")
    }
  }
}
