import SpecModel
import Testing

@testable import SpecText

/// Facts counted by hand or by other tools; see each test.
@Suite(.enabled(if: RealSpecs.folder != nil, Comment(rawValue: RealSpecs.whyAbsent)))
struct RealSpecTests {
  @Test func `keywords of Symphony are counted outside code fences`() throws {
    let text = SourceText(try RealSpecs.bytes("symphony/SPEC-3c372fa.md"))
    let document = MarkdownDocument(text, fromLine: 1)
    var counts: [Keyword: Int] = [:]
    for leaf in document.leaves where leaf.kind != .code {
      for keyword in Keywords.all(in: InlineText(of: leaf.node).text) {
        counts[keyword, default: 0] += 1
      }
    }
    #expect(counts[.must] == 48)
    #expect(counts[.mustNot] == 12)
    #expect(counts[.should] == 52)
    #expect(counts[.shouldNot] == 7)
    #expect(counts[.may] == 31)
    #expect(counts[.optional] == 37)
    #expect(counts[.required] == 24)
  }

  @Test func `Symphony has no tables and no front matter, and its sections keep their numbers`()
    throws
  {
    let spec = SpecParser.parse(try RealSpecs.bytes("symphony/SPEC-3c372fa.md"), path: "s")
    #expect(spec.tables.isEmpty)
    #expect(spec.frontMatter == nil)
    #expect(spec.diagnostics.isEmpty)
    #expect(spec.sections.first?.title == "Symphony Service Specification")
    #expect(spec.sections.contains { $0.number == "4.1.6" && $0.level == 4 })
    #expect(spec.requirements.allSatisfy { $0.idIsDerived })
    #expect(Set(spec.requirements.map(\.id)).count == spec.requirements.count)
    // 58 MUST and MUST NOT stand in the text outside code, some of them twice in one block.
    let binding = spec.requirements.filter { $0.strength >= .mustNot }
    #expect((50...82).contains(binding.count))
  }

  @Test func `Symphony's matrix, checklist, silences and pseudocode are those counted by hand`()
    throws
  {
    let spec = SpecParser.parse(try RealSpecs.bytes("symphony/SPEC-3c372fa.md"), path: "s")
    #expect(spec.matrix.count == 86)
    #expect(spec.matrix.filter { $0.section.hasPrefix("17.1 ") }.count == 15)
    #expect(spec.matrix.filter(\.isExtension).count == 6)
    #expect(spec.matrix.filter { $0.profile == "Extension Conformance" }.count == 6)
    #expect(spec.matrix.filter { $0.profile == "Core Conformance" }.count == 76)
    #expect(spec.matrix.filter { $0.profile == "Real Integration Profile" }.count == 4)
    #expect(spec.checklist.filter(\.isRequired).count == 18)
    #expect(spec.checklist.filter(\.isRequired).allSatisfy { $0.section.hasPrefix("18.1 ") })
    #expect(spec.checklist.count == 26)
    #expect(spec.implementationDefined.count == 14)
    #expect(spec.openQuestions.isEmpty)
    // Seven of its eight text fences are routines; the other declares an interface.
    #expect(spec.algorithms.count == 7)
    let calls = spec.algorithms.flatMap(\.calls)
    #expect(calls.contains { $0.name == "tracker.fetch_issues_by_ids" && $0.isDefined })
    #expect(calls.contains { $0.name == "issue_routable" && $0.isDefined })
    #expect(calls.contains { $0.name == "schedule_retry" && !$0.isDefined })
    #expect(Set(calls.filter { !$0.isDefined }.map(\.name)).count == 38)
    #expect(spec.mentions.map(\.id).filter { $0 == "§4.1.1" }.count == 2)
  }

  @Test func `attractor's boxes, cases and pseudocode are those counted by hand`() throws {
    let spec = SpecParser.parse(try RealSpecs.bytes("attractor/attractor-spec.md"), path: "a")
    #expect(spec.tables.count == 22)
    #expect(spec.checklist.count == 76)
    #expect(spec.checklist.allSatisfy { $0.isChecked == false && $0.isRequired })
    #expect(spec.matrix.count == 22)
    #expect(spec.algorithms.contains { $0.name == "Context.get_string" })
    let edge = spec.algorithms.first { $0.name == "select_edge" }
    #expect(edge?.parameters == ["node", "outcome", "context", "graph"])
    #expect(edge?.lines == SourceLines(421, 453))
    #expect(
      edge?.calls.map(\.name) == [
        "graph.outgoing_edges", "evaluate_condition", "best_by_weight_then_lexical",
        "normalize_label",
      ])
  }

  @Test func `attractor has twenty-two tables and every one has rows`() throws {
    let spec = SpecParser.parse(try RealSpecs.bytes("attractor/attractor-spec.md"), path: "a")
    #expect(spec.tables.count >= 22)
    #expect(spec.tables.allSatisfy { !$0.rows.isEmpty && $0.header.count > 1 })
  }

  @Test func `the CommonMark spec is read with its examples as prose`() throws {
    let bytes = try RealSpecs.bytes("commonmark/spec.txt")
    let spec = SpecParser.parse(bytes, path: "c")
    #expect(spec.frontMatter?.unknownKeys.contains("title") == true)
    #expect(spec.examples.isEmpty)
    #expect(spec.sections.contains { $0.title == "Tabs" })
    #expect(!spec.diagnostics.contains { $0.severity == .error })
  }

  @Test(arguments: RealSpecs.names)
  func `every line number lies in the file and every requirement holds its keyword`(
    _ name: String
  ) throws {
    let bytes = try RealSpecs.bytes(name)
    let spec = SpecParser.parse(bytes, path: name)
    let text = SourceText(bytes)
    for requirement in spec.requirements {
      #expect(requirement.lines.first <= requirement.lines.last)
      #expect(requirement.lines.last <= text.lineCount)
      let source = text.bytes[text.range(requirement.lines.first, requirement.lines.last)]
      #expect(requirement.strength == .none || Keywords.occur(in: source))
    }
  }
}
