import SpecModel
import Testing

@testable import SpecterReport

@Suite struct TraceReportTests {
  /// One requirement of each kind: checked by id, by section, by a probe that diverged, by nothing.
  private let matrix: Traceability = {
    func requirement(_ id: String, _ strength: Requirement.Strength, _ text: String, _ line: Int)
      -> Requirement
    {
      Requirement(id: id, strength: strength, text: text, lines: SourceLines(line, line))
    }
    func link(_ name: String, _ path: String, _ line: Int, _ basis: Traceability.Link.Basis = .id)
      -> Traceability.Link
    {
      Traceability.Link(name: name, path: path, line: line, basis: basis)
    }
    var first = Traceability.Row(requirement("R-1", .must, "It MUST give the <time>.", 5))
    first.examples = [link("ex-12", "SPEC.md", 12)]
    first.tests = (1...6).map { link("R-1", "Tests/ClockTests.swift", $0) }
    var second = Traceability.Row(requirement("R-2", .should, "It SHOULD be exact.", 6))
    second.examples = [link("ex-12", "SPEC.md", 12, .section)]
    var third = Traceability.Row(requirement("R-3", .must, "`wait` MUST sleep.", 20))
    third.operations = ["wait"]
    third.probes = 300
    third.diverged = 2
    var fourth = Traceability.Row(requirement("R-4", .mustNot, "It MUST NOT \u{1B}[31mpanic.", 21))
    fourth.sources = [link("R-4", "src/clock.py", 3)]
    return Traceability(
      path: "SPEC.md", rows: [first, second, third, fourth],
      unknown: [link("R-9", "src/clock.py", 9)],
      almost: [link("Spec: <R-2", "src/clock.py", 12)])
  }()

  @Test func `the table shows every row, then what is missing, then the counts`() throws {
    try expectSnapshot(
      TraceTable.lines(of: matrix).joined(separator: "\n") + "\n", "trace.txt")
  }

  @Test func `the page escapes what the spec says`() throws {
    let page = TracePage.page(matrix)
    try expectSnapshot(page, "trace.html")
    #expect(page.contains("&lt;time&gt;") && !page.contains("<time>"))
  }

  @Test func `the document holds every link`() throws {
    let value = TraceDocument.value(of: matrix)
    #expect(value["schema"]?.stringValue == "specter.trace/1")
    #expect(value["uncovered"] == .array([.string("R-4")]))
    try expectSnapshot(value.description + "\n", "trace.json")
  }
}
