import SpecModel

/// The comparison rules in words; they stand in every verdict.
enum RulesText {
  /// One sentence part a rule: `errors by type and message`, `floats exact`, …
  static func parts(_ rules: CompareRules) -> [String] {
    var parts = [
      rules.errors == .type ? "errors by type only" : "errors by type and message",
      rules.floatTolerance.map { "floats within \($0) (relative)" } ?? "floats exact",
    ]
    if !rules.unordered.isEmpty {
      let paths = rules.unordered.map(Escaping.terminal).joined(separator: ", ")
      parts.append("order ignored at \(paths)")
    }
    return parts
  }

  /// `operation at path: reason (seen 3 times)`, one an allowance.
  static func allowances(_ measurement: Measurement) -> [String] {
    let counted = measurement.allowed
    let rest = measurement.rules.allow.filter { rule in
      !counted.contains { $0.allowance == rule }
    }
    return (counted + rest.map { AllowedCount(allowance: $0, count: 0) }).map { allowed in
      let rule = allowed.allowance
      let path = rule.path.isEmpty ? "" : " at \(rule.path)"
      return Escaping.terminal("\(rule.operation)\(path): \(rule.reason)")
        + " (seen \(Figures.count(allowed.count, "time")))"
    }
  }
}
