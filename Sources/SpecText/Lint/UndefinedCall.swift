import SpecModel

extension LintRule {
  static let undefinedCall = LintRule(
    "undefined-call", .warning, "An algorithm calls something that the spec defines nowhere."
  ) { input, rule in
    // One name is one gap, however many algorithms call it.
    var order: [String] = []
    var places: [String: [(algorithm: String, line: Int)]] = [:]
    for algorithm in input.spec.algorithms {
      for call in algorithm.calls where !call.isDefined {
        if places[call.name] == nil { order.append(call.name) }
        places[call.name, default: []].append((algorithm.name, call.line))
      }
    }
    return order.compactMap { name in
      guard let all = places[name], let first = all.first else { return nil }
      let more = all.count == 1 ? "" : " and \(all.count - 1) more"
      return rule.finding(
        "'\(first.algorithm)'\(more) calls '\(name)', which nothing defines",
        SourceLines(first.line, first.line),
        remedy: "Define it as an algorithm or operation, or say in the text what it does")
    }
  }
}
