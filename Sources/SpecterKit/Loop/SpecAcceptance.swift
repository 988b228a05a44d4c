import SpecModel
import SpecText

/// What a spec that an agent wrote must satisfy before it counts.
enum SpecAcceptance {
  /// Sentences that say why `reply` can't be accepted in place of `old`; empty when it can.
  static func objections(to reply: [UInt8], after old: [UInt8]) -> [String] {
    var objections: [String] = []
    if !SpecDiff.frontMatterIsSame(old, reply) {
      objections.append("the front matter belongs to people and must stay as it is, byte for byte")
    }
    let spec = SpecParser.parse(reply, path: "SPEC.md")
    if spec.operations.isEmpty { objections.append("the spec declares no operation") }
    for finding in Linter.lint(LintInput(spec, bytes: reply))
    where finding.severity == .error {
      objections.append("SPEC.md:\(finding.lines.first): \(finding.message) [\(finding.rule)]")
    }
    for finding in spec.diagnostics where finding.rule == "example-unparsed" {
      objections.append("SPEC.md:\(finding.lines.first): \(finding.message) [\(finding.rule)]")
    }
    return objections
  }

  /// What goes back to the agent of a refused `reply`: its own text under the front matter of
  /// `old`, which the agent can't restore by itself.
  static func draft(_ reply: [UInt8], after old: [UInt8]) -> [UInt8] {
    if SpecDiff.frontMatterIsSame(old, reply) { return reply }
    return SpecBlocks.frontMatter(of: old)
      + reply.dropFirst(SpecBlocks.frontMatter(of: reply).count)
  }
}
