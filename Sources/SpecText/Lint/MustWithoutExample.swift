import SpecModel

extension LintRule {
  static let mustWithoutExample = LintRule(
    "must-without-example", .note,
    "A MUST is named by no example or case, and no example stands in its section."
  ) { input, rule in
    let spec = input.spec
    let binding = spec.requirements.filter { $0.strength >= .mustNot }
    let bare = withoutCheck(binding, in: spec)
    // Where nothing has an id, nothing can be named, and one finding says as much as a hundred.
    if bare.count > 3, bare.count == binding.count, bare.allSatisfy(\.idIsDerived) {
      return [
        rule.finding(
          "none of the \(bare.count) MUSTs has an example or an id by which a case may name it",
          bare[0].lines,
          remedy: "Give them ids (specter spec ids --write) and name these in cases or examples")
      ]
    }
    return bare.map { requirement in
      rule.finding(
        "\(requirement.id) has no example", requirement.lines,
        remedy: requirement.idIsDerived
          ? "Add one below it, or give it an id and name that in an example's heading"
          : "Add one below it, or name \(requirement.id) in an example's heading or a case")
    }
  }

  /// Those that no example or case names and that have no example in their section, in the order of
  /// lines. A case of the matrix that says MUST is a check itself.
  private static func withoutCheck(_ binding: [Requirement], in spec: Spec) -> [Requirement] {
    let examples = spec.exampleMarks
    let named = Set(examples.flatMap(\.requirements)).union(spec.matrix.flatMap(\.requirements))
    let cases = Set(spec.matrix.map(\.lines.first))
    let exampleLines = examples.map(\.lines.first).sorted()
    // Sections are in order of their first lines: a stack gives the innermost one of each line.
    var open: [Section] = []
    var next = 0
    return binding.sorted { $0.lines.first < $1.lines.first }.filter { requirement in
      while next < spec.sections.count,
        spec.sections[next].lines.first <= requirement.lines.first
      {
        open.append(spec.sections[next])
        next += 1
      }
      while let last = open.last, last.lines.last < requirement.lines.first { open.removeLast() }
      guard !named.contains(requirement.id), !cases.contains(requirement.lines.first) else {
        return false
      }
      guard let lines = open.last?.lines else { return true }
      let place = exampleLines.partitioningIndex { $0 >= lines.first }
      return !(place < exampleLines.count && exampleLines[place] <= lines.last)
    }
  }
}
