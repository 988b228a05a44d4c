import SpecModel

extension LintRule {
  static let errorConflict = LintRule(
    "error-conflict", .error, "Two tables give an error unequal exit or HTTP statuses."
  ) { input, rule in
    let tables = input.spec.tables
    var first: [StatusClaim.Key: StatusClaim] = [:]
    var found: [Diagnostic] = []
    for claim in StatusClaim.read(input) where !claim.isProse {
      guard let earlier = first[claim.key] else {
        first[claim.key] = claim
        continue
      }
      let (here, there) = (input.statements[claim.statement], input.statements[earlier.statement])
      // Rows of one table may tell apart when an error has which status.
      let isOneTable = tables.table(here) == tables.table(there)
      guard earlier.status != claim.status, !isOneTable || claim.rest == earlier.rest else {
        continue
      }
      found.append(
        rule.finding(
          "'\(claim.name)' has \(claim.key.kind) status \(claim.status) here and "
            + "\(earlier.status) on line \(there.lines.first)",
          here.lines, remedy: "Give one status in both places"))
    }
    return found
  }
}

extension [Table] {
  /// Index of the table that a row stands in.
  fileprivate func table(_ row: Statement) -> Int {
    partitioningIndex { $0.lines.first > row.lines.first } - 1
  }
}
