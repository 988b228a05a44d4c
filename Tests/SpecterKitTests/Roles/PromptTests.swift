import SpecModel
import SpecterKit
import Testing

private let blanks = Prompt.Blanks(
  FrontMatter(
    name: "sample",
    surface: SurfaceScope(module: "sample_module", include: ["a", "B"], exclude: ["B.c"]),
    lines: SourceLines(1, 3)),
  bareBytes: 9_001)

@Test(arguments: Role.allCases)
func `a standard prompt has every blank filled in`(role: Role) throws {
  let text = try Prompt.text(role, filling: blanks)
  #expect(!text.contains("{{") && !text.contains("}}"))
  #expect(text.hasPrefix("# "))
  #expect(text.contains("sample"))
  #expect(!text.contains("refused"))
  #expect(text.utf8.count < 6_000, "a prompt is an example of economy")
}

@Test(arguments: [(Role.extractor, "extract"), (.implementer, "implement")])
func `a prompt is its skill with the facts of the brief below`(role: Role, name: String) throws {
  let skill = try #require(Skill.named(name))
  let text = try Prompt.text(role, filling: blanks)
  #expect(text.hasPrefix(skill.body))
  #expect(text.dropFirst(skill.body.count).hasPrefix("\n## This brief\n"))
  #expect(skill.body.contains("A brief of Specter's ends in *This brief*"))
}

@Test func `the skill of revising has a chapter for a distiller, and a reviser has the rest`()
  throws
{
  let skill = try #require(Skill.named("revise"))
  let chapters = try [Role.reviser, .distiller].map { role in
    let text = try Prompt.text(role, filling: blanks)
    let facts = try #require(text.firstRange(of: "\n## This brief\n"))
    return String(text[..<facts.lowerBound])
  }
  #expect(skill.body == chapters.joined())
  #expect(chapters[0].hasPrefix("# Revise a spec\n"))
  #expect(chapters[1].hasPrefix("# Shorten a spec that holds\n"))
  #expect(chapters.allSatisfy { $0.contains("A brief of Specter's ends in *This brief*") })
}

@Test func `an extractor is told the scope and the size`() throws {
  let text = try Prompt.text(.extractor, filling: blanks)
  #expect(text.contains("In scope: `a`, `B`, without `B.c`."))
  #expect(text.contains("at most 4500 bytes"))
}

@Test func `an implementer is told what to build and nothing of the reference`() throws {
  let text = try Prompt.text(.implementer, filling: blanks)
  #expect(text.contains("`sample_module.py` or the package `sample_module/` in this folder"))
  #expect(!text.contains("reference/"))
}

@Test(arguments: Role.allCases)
func `an agent is told why its last attempt was refused`(role: Role) throws {
  let frontMatter = FrontMatter(name: "sample", lines: SourceLines(1, 2))
  let again = Prompt.Blanks(frontMatter, findings: "SPEC.md:7: duplicate id {{name}}")
  let text = try Prompt.text(role, filling: again)
  #expect(text.contains("## The last attempt was refused"))
  #expect(text.contains("SPEC.md:7: duplicate id {{name}}"))
}

@Test func `a user's prompt stands in place of the standard one`() throws {
  let own = try #require(
    FileTree(["prompts/reviser.md": Array("Mend {{name}} {{{size}}} {{x y}} {{".utf8)]))
  #expect(
    try Prompt.text(.reviser, filling: blanks, overrides: own)
      == "Mend sample {\(blanks.size)} {{x y}} {{")
  #expect(
    try Prompt.text(.extractor, filling: blanks, overrides: own)
      == Prompt.text(.extractor, filling: blanks))
}

@Test(arguments: ["a\n{{nmae}}\n", " \n"])
func `a user's prompt that can't be used is refused with its place`(text: String) throws {
  let own = try #require(FileTree(["prompts/reviser.md": Array(text.utf8)]))
  let failure = #expect(throws: Failure.self) {
    try Prompt.text(.reviser, filling: blanks, overrides: own)
  }
  #expect(failure?.code == .badInput)
  #expect(failure?.place?.hasPrefix("prompts/reviser.md") == true)
}
