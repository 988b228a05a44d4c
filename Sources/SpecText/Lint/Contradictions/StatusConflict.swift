import SpecModel

extension LintRule {
  static let statusConflict = LintRule(
    "status-conflict", .warning,
    "A sentence gives an error another exit or HTTP status than another place."
  ) { input, rule in
    var first: [StatusClaim.Key: StatusClaim] = [:]
    var found: [Diagnostic] = []
    for claim in StatusClaim.read(input) {
      guard let earlier = first[claim.key] else {
        first[claim.key] = claim
        continue
      }
      // Two tables are compared by another rule.
      guard earlier.status != claim.status, earlier.isProse || claim.isProse else { continue }
      found.append(
        rule.finding(
          "'\(claim.name)' has \(claim.key.kind) status \(claim.status) here and "
            + "\(earlier.status) there: " + input.quotes(claim.statement, earlier.statement),
          input.statements[claim.statement].lines, remedy: "Give one status in both places"))
    }
    return found
  }
}
