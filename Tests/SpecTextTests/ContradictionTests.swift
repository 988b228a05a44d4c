import SpecModel
import Testing

@testable import SpecText

@Suite struct ContradictionTests {
  /// What the rules make of pairs, each of which stands in two parts of one spec.
  struct Score: CustomStringConvertible {
    var found = 0
    var missed: [Int] = []
    var alarms: [String] = []

    var description: String { "found \(found), missed \(missed), false alarms \(alarms)" }
  }

  /// All first texts stand in one part of a spec, all second ones in the other, so that a false
  /// alarm between any two of them counts as well.
  private func score(_ pairs: [ContradictionPair]) -> Score {
    var text = "# Spec\n"
    var owners: [Int: Int] = [:]
    var line = 2
    for (part, texts) in [pairs.map(\.first), pairs.map(\.second)].enumerated() {
      for (place, own) in texts.enumerated() {
        let block = "\n## \(part + 1).\(place + 1) Part\n\n" + own + "\n\nNothing else is said.\n"
        text += block
        let count = block.utf8.count { $0 == 0x0A }
        for covered in line..<(line + count) { owners[covered] = place }
        line += count
      }
    }
    var score = Score()
    var hit: Set<Int> = []
    for finding in Linter.lint(LintInput(Array(text.utf8), path: "S"))
    where finding.rule.hasSuffix("-conflict") && finding.rule != "operation-conflict" {
      let owner = owners[finding.lines.first] ?? -1
      let other = otherLine(in: finding.message).flatMap { owners[$0] }
      if other == owner, owner >= 0, isFound(finding.rule, as: pairs[owner].rule) {
        hit.insert(owner)
      } else {
        score.alarms.append("\(finding.lines.first) \(finding.rule) \(finding.message)")
      }
    }
    score.found = hit.count
    score.missed = pairs.indices.filter { pairs[$0].rule != nil && !hit.contains($0) }
    return score
  }

  /// Two definitions, and two tables, have rules of their own.
  private func isFound(_ rule: String, as expected: String?) -> Bool {
    rule == expected || rule == "setting-conflict" && expected == "default-conflict"
      || rule == "error-conflict" && expected == "status-conflict"
  }

  /// The line in `… S:12 …` or `… line 12`.
  private func otherLine(in message: String) -> Int? {
    let words = message.split(separator: " ")
    let place = words.first { $0.hasPrefix("S:") }.map { $0.dropFirst(2) }
    return (place ?? (words.dropLast().last == "line" ? words.last : nil)).flatMap { Int($0) }
  }

  @Test func `the pairs that the rules were tuned on are told apart`() {
    let score = score(ContradictionPair.tuned)
    #expect(score.missed.isEmpty && score.alarms.isEmpty, "\(score)")
  }

  @Test func `of the pairs held out, as many as the page says are told apart`() {
    let score = score(ContradictionPair.heldOut)
    #expect(score.missed.isEmpty, "\(score)")
    // `Whitespace in names` and `whitespace around names` are taken for the same.
    #expect(score.alarms.count <= 1, "\(score)")
  }

  @Test func `of the pairs in other words, as many as the page says are told apart`() {
    let score = score(ContradictionPair.worded)
    #expect(score.found >= 7, "\(score)")
    #expect(score.alarms.isEmpty, "\(score)")
  }

  private func findings(_ text: String) -> [String] {
    Linter.lint(LintInput(Array(text.utf8), path: "S")).filter {
      $0.rule.hasSuffix("-conflict")
    }.map { "\($0.rule) \($0.lines.first): \($0.message)" }
  }

  @Test func `a finding quotes both places and says where the other is`() {
    let text =
      "# S\n\n## A\n\nUnknown keys are ignored.\n\n## B\n\nMore.\n\nUnknown keys are rejected.\n"
    #expect(
      findings(text) == [
        "outcome-conflict 11: opposite outcomes: \"Unknown keys are rejected.\" against S:5 "
          + "\"Unknown keys are ignored.\""
      ])
  }

  @Test func `a row of a test matrix that makes optional what is required is found`() {
    let text = """
      # S

      - The server MUST close idle connections.

      Something else.

      | Case | Profile | Check |
      |---|---|---|
      | 1 | core | Closing idle connections is OPTIONAL for the server |
      """
    #expect(findings(text).count == 1)
    #expect(findings(text).first?.hasPrefix("strength-conflict 9: MAY here, MUST there") == true)
  }

  @Test func `neighbours, exceptions and the same sentence twice contradict nothing`() {
    let away = "\n\nSomething else.\n\n"
    let pairs = [
      "Unknown keys are ignored.\n\nUnknown keys are rejected.",
      "Unknown keys are ignored." + away + "Unknown keys are rejected when the mode is strict.",
      "Unknown keys are ignored." + away + "Unknown keys may be rejected.",
      "Unknown keys are ignored." + away + "Known keys are not ignored.",
      "Unknown keys are ignored or rejected." + away + "Unknown keys are ignored or rejected.",
      "`a` keys of rows are ignored." + away + "`b` keys of rows are rejected.",
    ]
    for pair in pairs { #expect(findings("# S\n\n" + pair + "\n").isEmpty, "\(pair)") }
  }

  @Test func `units are compared, and words that name no value are not`() {
    func defaults(_ first: String, _ second: String) -> Int {
      findings(
        "# S\n\n- `a.timeout_ms` (default: \(first))\n\nx\n\n"
          + "`a.timeout_ms` defaults to \(second).\n"
      )
      .count
    }
    #expect(defaults("5000", "5 s") == 0)
    #expect(defaults("`5000`", "5000 ms") == 0)
    #expect(defaults("5000", "6 s") == 1)
    #expect(defaults("true", "`false`") == 1)
    #expect(defaults("inherited", "`5`") == 0)
  }

  @Test(.timeLimit(.minutes(1))) func `many statements that share words end in bounded time`() {
    var text = "# S\n"
    for place in 0..<8000 {
      text += "\n- Unknown keys of part\(place) are \(place % 2 == 0 ? "ignored" : "rejected").\n"
    }
    #expect(findings(text).isEmpty)
  }
}

/// Facts of the public specifications; each finding was read by hand (docs/lint/contradictions.md).
@Suite(.enabled(if: RealSpecs.folder != nil, Comment(rawValue: RealSpecs.whyAbsent)))
struct RealContradictionTests {
  @Test(arguments: RealSpecs.names)
  func `the two known contradictions are found, and nothing else`(_ name: String) throws {
    let input = LintInput(try RealSpecs.bytes(name), path: name)
    let found = Linter.lint(input).filter {
      ![
        "operation-conflict", "field-conflict", "setting-conflict", "error-conflict",
      ].contains($0.rule) && $0.rule.hasSuffix("-conflict")
    }
    let expected =
      switch name {
      case "symphony/SPEC-3c372fa.md": ["property-conflict 2108 1223"]
      case "attractor/attractor-spec.md": ["severity-conflict 1907 1398"]
      default: [String]()
      }
    #expect(
      found.map { finding in
        let other = finding.message.split(separator: " ").first { $0.hasPrefix(name) }
        return "\(finding.rule) \(finding.lines.first) \(other?.split(separator: ":").last ?? "")"
      } == expected)
  }
}
