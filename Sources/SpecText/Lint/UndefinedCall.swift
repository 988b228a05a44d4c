import SpecModel

extension LintRule {
  static let undefinedCall = LintRule(
    "undefined-call", .warning, "An algorithm calls something that the spec defines nowhere."
  ) { input, rule in
    // A section of the same name says what it does.
    let titles = Set(input.spec.sections.map { stems($0.title) })
    // One name is one gap, however many algorithms call it.
    var order: [String] = []
    var places: [String: [(algorithm: String, line: Int)]] = [:]
    for algorithm in input.spec.algorithms {
      for call in algorithm.calls where !call.isDefined && !titles.contains(stems(call.name)) {
        if places[call.name] == nil { order.append(call.name) }
        places[call.name, default: []].append((algorithm.name, call.line))
      }
    }
    return order.compactMap { name in
      guard let all = places[name], let first = all.first else { return nil }
      let others =
        switch all.count {
        case 1: ""
        case 2: " and another algorithm"
        default: " and \(all.count - 1) other algorithms"
        }
      return rule.finding(
        "nothing defines '\(name)', called by '\(first.algorithm)'\(others)",
        SourceLines(first.line, first.line),
        remedy: "Define it as an algorithm or operation, or say in the text what it does")
    }
  }

  /// `expand_variables` and `Variable Expansion` have the same stems: of each word the first four
  /// letters, which is as far as verbs and the nouns made from them agree.
  private static func stems(_ name: String) -> Set<String> {
    Set(name.lowercased().split { !$0.isLetter && !$0.isNumber }.map { String($0.prefix(4)) })
  }
}
