import SpecModel

/// A matrix of requirements as lines for a terminal.
public enum TraceTable {
  /// In two pieces: this file holds no tag.
  private static let mark = "SPEC" + ":"

  private static let head = [
    "requirement", "strength", "examples", "cases", "probes", "sources", "tests",
  ]

  /// A row for each requirement, then what is uncovered with its place, then a line of counts.
  public static func lines(of matrix: Traceability) -> [String] {
    let rows = [head] + matrix.rows.map(cells)
    let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      row.indices.map { column in
        let (text, width) = (row[column], widths[column])
        return column < 2 ? text.padded(width) : text.paddedBefore(width)
      }.joined(separator: "  ")
    }
    for row in matrix.uncovered {
      let requirement = row.requirement
      lines.append(
        "\(matrix.path):\(requirement.lines.first): nothing checks \(requirement.id) "
          + "(\(requirement.strength.rawValue)): \(Cutting.head(requirement.text, 80))")
    }
    for link in matrix.unknown {
      lines.append(
        "\(link.path):\(link.line): '\(link.name)' is the id of no requirement. Mend the tag")
    }
    for link in matrix.almost {
      lines.append(
        "\(link.path):\(link.line): '\(link.name)' is almost a tag and counts for nothing. "
          + "A tag is \(mark) and ids, spelt as in the spec")
    }
    return (lines + [summary(matrix)]).map(Escaping.terminal)
  }

  private static func cells(_ row: Traceability.Row) -> [String] {
    [
      row.requirement.id, row.requirement.strength.rawValue, count(row.examples),
      count(row.cases),
      row.diverged > 0 ? "\(row.probes) (\(row.diverged) diverged)" : figure(row.probes),
      count(row.sources), count(row.tests),
    ]
  }

  /// A count; one that rests on section or name alone has a `~`.
  private static func count(_ links: [Traceability.Link]) -> String {
    let mark = links.contains { $0.basis == .id } ? "" : "~"
    return links.isEmpty ? "·" : "\(mark)\(links.count)"
  }

  private static func figure(_ count: Int) -> String { count == 0 ? "·" : "\(count)" }

  /// `74 requirements: 70 checked, 4 not (2 of them MUST or MUST NOT)`.
  static func summary(_ matrix: Traceability) -> String {
    let open = matrix.uncovered
    let binding = open.filter { $0.requirement.strength >= .mustNot }.count
    let noun = matrix.rows.count == 1 ? "requirement" : "requirements"
    return "\(matrix.rows.count) \(noun): \(matrix.rows.count - open.count) checked, "
      + "\(open.count) not" + (open.isEmpty ? "" : " (\(binding) of them MUST or MUST NOT)")
      + tags(matrix.unknown.count)
      + (matrix.almost.isEmpty ? "" : ", \(matrix.almost.count) almost a tag")
  }

  private static func tags(_ count: Int) -> String {
    switch count {
    case 0: ""
    case 1: ", 1 tag that names nothing"
    default: ", \(count) tags that name nothing"
    }
  }
}
