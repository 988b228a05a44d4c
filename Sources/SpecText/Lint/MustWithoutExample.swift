import SpecModel

extension LintRule {
  static let mustWithoutExample = LintRule(
    "must-without-example", .note,
    "A MUST is named by no example, and none stands in its section."
  ) { input, rule in
    let spec = input.spec
    let examples = spec.exampleMarks
    let named = Set(examples.flatMap(\.requirements))
    let exampleLines = examples.map(\.lines.first).sorted()
    // Sections are in order of their first lines: a stack gives the innermost one of each line.
    var open: [Section] = []
    var next = 0
    return spec.requirements.sorted { $0.lines.first < $1.lines.first }.compactMap {
      requirement -> Diagnostic? in
      while next < spec.sections.count,
        spec.sections[next].lines.first <= requirement.lines.first
      {
        open.append(spec.sections[next])
        next += 1
      }
      while let last = open.last, last.lines.last < requirement.lines.first { open.removeLast() }
      guard requirement.strength >= .mustNot, !named.contains(requirement.id) else { return nil }
      if let lines = open.last?.lines {
        let place = exampleLines.partitioningIndex { $0 >= lines.first }
        if place < exampleLines.count, exampleLines[place] <= lines.last { return nil }
      }
      return rule.finding(
        "\(requirement.id) has no example", requirement.lines,
        remedy: "Add one below it, or name \(requirement.id) in an example's heading")
    }
  }
}
