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
      if other == owner, owner >= 0, pairs[owner].rule == finding.rule {
        hit.insert(owner)
      } else {
        score.alarms.append("\(finding.lines.first) \(finding.rule) \(finding.message)")
      }
    }
    score.found = hit.count
    score.missed = pairs.indices.filter { pairs[$0].rule != nil && !hit.contains($0) }
    return score
  }

  /// The line in `… S:12 …`.
  private func otherLine(in message: String) -> Int? {
    message.split(separator: " ").first { $0.hasPrefix("S:") }.flatMap { Int($0.dropFirst(2)) }
  }

  @Test func `the pairs that the rules were tuned on are told apart`() {
    let score = score(ContradictionPair.tuned)
    #expect(score.missed.isEmpty && score.alarms.isEmpty, "\(score)")
  }

  @Test func `of the pairs held out, as many as the page says are told apart`() {
    let score = score(ContradictionPair.heldOut)
    #expect(score.missed.isEmpty && score.alarms.isEmpty, "\(score)")
  }

  @Test func `of the pairs in other words, as many as the page says are told apart`() {
    let score = score(ContradictionPair.worded)
    #expect(score.missed.isEmpty && score.alarms.isEmpty, "\(score)")
  }
}
