import Glibc
import SpecModel
import Testing

/// `specter spec lint` as a team's CI runs it.
@Suite(.serialized, .needsProgram) struct SpecLintTests {
  private let spec =
    "---\nspec: x\nreference: { from: path:lib }\nsurface: { kind: python, module: x }\n---\n\n"
    + "### `f(a)`\n\n- **r-1** It MUST be fast, see r-1.\n"

  private func lint(_ bench: Bench, _ words: String...) async throws -> Ran {
    try await bench.specter(["spec", "lint"] + words)
  }

  // SPEC: R-SPEC-03
  @Test func `every format tells the same findings`() async throws {
    try await Bench.with { bench in
      try bench.write("project/SPEC.md", spec)
      let text = try await lint(bench, "SPEC.md")
      #expect(text.status == 1, text.story)
      let lines = text.output.split(separator: "\n")
      #expect(lines.count == 4 && lines.allSatisfy { $0.hasPrefix("SPEC.md:") }, text.story)
      let json = try await lint(bench, "SPEC.md", "--format", "json")
      #expect(try json.json["findings"]?.arrayValue?.count == 4, json.story)
      let old = try await lint(bench, "SPEC.md", "--json")
      #expect(old.output == json.output && json.status == 1 && old.status == 1)
      let sarif = try await lint(bench, "SPEC.md", "--format", "sarif")
      let run = try sarif.json["runs"]?.arrayValue?.first
      #expect(run?["results"]?.arrayValue?.count == 4 && sarif.status == 1, sarif.story)
      let commands = try await lint(bench, "SPEC.md", "--format", "github")
      #expect(commands.output.split(separator: "\n").count == 4 && commands.status == 1)
      #expect(commands.output.contains("::warning file=SPEC.md,line=7,endLine=7,title="))
    }
  }

  // SPEC: R-EXIT-05
  @Test func `severity and rules choose what is told and what counts`() async throws {
    try await Bench.with { bench in
      try bench.write("project/SPEC.md", spec)
      let errors = try await lint(bench, "SPEC.md", "--severity", "error")
      #expect(errors.status == 0 && errors.output.isEmpty && errors.errors.isEmpty, errors.story)
      let one = try await lint(bench, "SPEC.md", "--rule", "vague-word")
      #expect(one.output.split(separator: "\n").count == 1 && one.status == 1, one.story)
      let rest = try await lint(bench, "SPEC.md", "--no-rule", "vague-word")
      #expect(rest.output.split(separator: "\n").count == 3, rest.story)
      let rules = try await lint(bench, "--list-rules")
      #expect(rules.status == 0 && rules.output.contains("\nid-spelling · warning · --fix · "))
    }
  }

  // SPEC: R-SPEC-05
  @Test func `a baseline accepts, tells what has lost its purpose, and is told of new findings`()
    async throws
  {
    try await Bench.with { bench in
      try bench.write("project/specs/a.md", spec)
      let written = try await lint(
        bench, "specs/a.md", "--write-baseline", "specs/accepted.yaml", "--reason", "it is old")
      #expect(written.status == 0 && written.output.isEmpty, written.story)
      let clean = try await lint(bench, "specs/a.md", "--baseline", "specs/accepted.yaml")
      #expect(clean.status == 0 && clean.output.isEmpty, clean.story)
      #expect(clean.errors == "4 accepted by the baseline\n")
      // The same file named in another way.
      let full = try await lint(
        bench, "\(bench.project)/specs/a.md", "--baseline", "\(bench.project)/specs/accepted.yaml")
      #expect(full.status == 0, full.story)
      try bench.write("project/specs/a.md", spec.replacing("fast", with: "quick") + "- MUST etc\n")
      let changed = try await lint(bench, "specs/a.md", "--baseline", "specs/accepted.yaml")
      #expect(changed.status == 1, changed.story)
      #expect(changed.output.contains("specs/accepted.yaml:"), changed.story)
      #expect(changed.output.contains("is found no more"), changed.story)
      let again = try await lint(bench, "specs/a.md", "--write-baseline", "specs/accepted.yaml")
      #expect(again.status == 0 && again.errors.contains("TODO"), again.story)
      let text = try #require(bench.text("project/specs/accepted.yaml"))
      #expect(text.contains("it is old") && text.contains("reason: TODO"))
      #expect(text.contains("file: a.md"))
      let told = try await lint(bench, "specs/a.md", "--baseline", "specs/accepted.yaml")
      #expect(told.status == 1 && told.output.contains("has no reason"), told.story)
      let expired = text.replacing("reason: TODO", with: "reason: why\n    expires: 2000-01-01")
      try bench.write("project/specs/accepted.yaml", expired)
      let late = try await lint(bench, "specs/a.md", "--baseline", "specs/accepted.yaml")
      #expect(late.status == 1 && late.output.contains("expired on 2000-01-01"), late.story)
    }
  }

  // SPEC: R-SPEC-06
  @Test func `fix mends the file once and leaves a clean one alone`() async throws {
    try await Bench.with { bench in
      try bench.write("project/SPEC.md", spec)
      let first = try await lint(bench, "SPEC.md", "--fix")
      #expect(first.status == 1 && first.errors.contains("2 places mended"), first.story)
      let mended = bench.text("project/SPEC.md")
      #expect(mended == spec.replacing("r-1", with: "R-1"))
      var before = stat()
      stat("\(bench.project)/SPEC.md", &before)
      let second = try await lint(bench, "SPEC.md", "--fix")
      #expect(!second.errors.contains("mended") && bench.text("project/SPEC.md") == mended)
      var after = stat()
      stat("\(bench.project)/SPEC.md", &after)
      #expect(before.st_ino == after.st_ino)
      #expect(bench.files("project") == ["project/SPEC.md"])
    }
  }

  @Test func `words that don't fit together are refused`() async throws {
    try await Bench.with { bench in
      try bench.write("project/SPEC.md", spec)
      try bench.write("project/bad.yaml", "x\n")
      for words in [
        [], ["SPEC.md", "--rule", "dance"], ["SPEC.md", "--format", "xml"],
        ["SPEC.md", "--json", "--format", "sarif"], ["SPEC.md", "--reason", "x"],
        ["SPEC.md", "SPEC.md", "--previous", "SPEC.md"], ["SPEC.md", "--baseline", "none.yaml"],
        ["SPEC.md", "none.md"],
      ] {
        let ran = try await bench.specter(["spec", "lint"] + words)
        #expect(ran.status == 64 && ran.output.isEmpty, ran.story)
      }
      let bad = try await lint(bench, "SPEC.md", "--baseline", "bad.yaml")
      #expect(bad.status == 2 && bad.errors.contains("bad.yaml:1"), bad.story)
    }
  }
}
