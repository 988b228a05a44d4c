import SpecModel

extension LintRule {
  static let errorConflict = LintRule(
    "error-conflict", .warning, "Two tables give an error code other exit or response statuses."
  ) { input, rule in
    var found: [Diagnostic] = []
    var first: [String: (status: String, line: Int)] = [:]
    for table in input.spec.tables {
      let heads = table.header.map { bare($0).lowercased() }
      guard let code = heads.firstIndex(where: codeHeads.contains) else { continue }
      for (column, head) in heads.enumerated() {
        guard column != code, let kind = statusHeads[head] else { continue }
        for row in table.rows where row.cells.count > max(code, column) {
          let name = bare(row.cells[code])
          let status = bare(row.cells[column])
          guard !name.isEmpty, !status.isEmpty, Int(status) != nil else { continue }
          let key = "\(kind) \(name)"
          guard let other = first[key] else {
            first[key] = (status, row.line)
            continue
          }
          if other.status == status { continue }
          found.append(
            rule.finding(
              "'\(name)' has \(kind) \(status) here and \(other.status) on line \(other.line)",
              SourceLines(row.line, row.line), remedy: "Make both tables say the same"))
        }
      }
    }
    return found
  }

  private static func bare(_ cell: String) -> String {
    cell.filter { $0 != "`" && $0 != "*" }.trimmed
  }

  private static let codeHeads: Set<String> = [
    "code", "error", "error code", "error class", "exception", "name",
  ]
  private static let statusHeads: [String: String] = [
    "exit": "exit status", "exit code": "exit status", "exit status": "exit status",
    "status": "status", "http status": "status", "http": "status", "http code": "status",
    "status code": "status",
  ]
}
