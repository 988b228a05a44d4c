import SpecModel
import Testing

@testable import SpecterReport

@Suite struct `What the linter found` {
  private func finding(
    _ path: String = "specs/x/SPEC.md", _ message: String = "'fast' can't be checked",
    _ severity: Diagnostic.Severity = .warning, lines: SourceLines = SourceLines(3, 5)
  ) -> LintFinding {
    LintFinding(
      path: path,
      diagnostic: Diagnostic(
        rule: "vague-word", severity: severity, message: message, remedy: "Say it in figures",
        lines: lines),
      place: "R-1", fingerprint: "0123456789abcdef")
  }

  private func report(_ findings: [LintFinding], accepted: Int = 0, mended: Int = 0) -> LintReport {
    LintReport(
      paths: ["specs/x/SPEC.md"], findings: findings,
      rules: [
        .init(
          id: "vague-word", severity: .warning, summary: "A MUST hangs on a word.",
          page: "docs/lint/vague-word.md")
      ],
      accepted: accepted, mended: mended, version: "1.2.3")
  }

  @Test func `is a line a finding, safe for a terminal`() {
    #expect(
      report([finding("a", "x\u{1B}[0m\n\u{202E}y")]).lines == [
        #"a:3: warning: x\x1b[0m\n\u202ey. Say it in figures [vague-word]"#
      ])
    #expect(report([]).lines.isEmpty && report([]).summary == nil && report([]).isClean)
    #expect(report([finding("a", "m", .note)]).isClean)
    #expect(!report([finding()]).isClean)
  }

  @Test func `is counted in one line`() {
    var mendable = finding("a", "m", .error)
    mendable.isFixable = true
    #expect(
      report([finding(), finding(), mendable], accepted: 4, mended: 1).summary
        == "1 error, 2 warnings; 1 may be mended by --fix; 1 place mended; "
        + "4 accepted by the baseline")
  }

  @Test func `is a workflow command that a spec can't break out of`() {
    let commands = report([
      finding("a,b:c%.md", "50%\n::error::x\r, y: z"), finding("a", "m", .note),
      finding("a", "m", .error, lines: SourceLines(7, 0)),
    ]).gitHubCommands
    #expect(
      commands == [
        "::warning file=a%2Cb%3Ac%25.md,line=3,endLine=5,title=specter vague-word::"
          + "50%25%0A::error::x%0D, y: z. Say it in figures",
        "::notice file=a,line=3,endLine=5,title=specter vague-word::m. Say it in figures",
        "::error file=a,line=7,endLine=7,title=specter vague-word::m. Say it in figures",
      ])
  }

  @Test func `is SARIF with what code scanning asks for`() throws {
    let sarif = report([finding(), finding("/a b/ü.md", lines: SourceLines(0, 0))]).sarif
    try expectSnapshot(JSONText.pretty(sarif), "lint.sarif")
    #expect(sarif["version"]?.stringValue == "2.1.0")
    let run = try #require(sarif["runs"]?.arrayValue?.first)
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.arrayValue)
    for rule in rules {
      for key in ["shortDescription", "fullDescription", "help"] {
        #expect(rule[key]?["text"]?.stringValue?.isEmpty == false, "\(key)")
      }
    }
    for result in try #require(run["results"]?.arrayValue) {
      let index = try #require(result["ruleIndex"]?.intValue)
      #expect(rules[index]["id"] == result["ruleId"])
      let place = result["locations"]?.arrayValue?.first?["physicalLocation"]
      let first = try #require(place?["region"]?["startLine"]?.intValue)
      let last = try #require(place?["region"]?["endLine"]?.intValue)
      #expect(first >= 1 && last >= first)
      let mark = result["partialFingerprints"]?["primaryLocationLineHash"]?.stringValue
      #expect(mark == "0123456789abcdef:1")
    }
  }

  @Test func `is JSON with place and fingerprint`() throws {
    let document = try Value(parsing: report([finding()]).document.description)
    #expect(document["schema"]?.stringValue == "specter.lint/1")
    let first = try #require(document["findings"]?.arrayValue?.first)
    #expect(first["place"]?.stringValue == "R-1")
    #expect(first["lines"] == .array([.int(3), .int(5)]))
    #expect(first["fixable"]?.boolValue == false)
  }
}
