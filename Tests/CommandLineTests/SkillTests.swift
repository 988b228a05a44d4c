import FoundationEssentials
import SpecModel
import SpecterKit
import Testing

/// `specter skills`, and whether skills name commands that there are.
@Suite(.serialized, .needsProgram) struct SkillTests {
  @Test func `they are listed and shown`() async throws {
    try await Bench.with { bench in
      let list = try await bench.specter(["skills", "list"])
      #expect(list.status == 0 && list.errors.isEmpty, list.story)
      #expect(list.output.split(separator: "\n").count == 6, list.story)
      let names = try await bench.specter(["skills", "list", "--json"]).json["skills"]?.arrayValue
      #expect(names?.map { $0["name"]?.stringValue } == Skill.all.map { Optional($0.name) })
      let file = try #require(Skill.named("extract")).text
      #expect(try await bench.specter(["skills", "show", "extract"]).output == file)
      let told = try await bench.specter(["skills", "show", "specter-extract", "--json"]).json
      #expect(told["schema"]?.stringValue == "specter.skills-show/1")
      #expect(told["text"]?.stringValue == file)
      let none = try await bench.specter(["skills", "show", "paint"])
      #expect(none.status == 64 && none.errors.contains("specter-land"), none.story)
    }
  }

  // SPEC: R-CLI-16, R-CLI-08
  @Test func `they are put where agents look, and changed ones are kept`() async throws {
    try await Bench.with { bench in
      let first = try await bench.specter(["skills", "install"])
      #expect(first.status == 0 && first.errors.isEmpty, first.story)
      let folders = [".agents", ".claude"]
      #expect(
        bench.files("project")
          == folders.flatMap { folder in
            Skill.all.map { "project/\(folder)/skills/\($0.name)/SKILL.md" }.sorted()
          })
      let changed = "project/.claude/skills/specter-review/SKILL.md"
      let own = (bench.text(changed) ?? "") + "Mine.\n"
      try bench.write(changed, own)
      let second = try await bench.specter(["skills", "install", "--json"])
      #expect(second.status == 1, second.story)
      let kept = try second.json["skills"]?.arrayValue?.filter {
        $0["action"]?.stringValue != "unchanged"
      }
      #expect(kept?.map { $0["action"]?.stringValue } == ["kept"])
      #expect(kept?.first?["path"]?.stringValue == String(changed.dropFirst("project/".count)))
      #expect(bench.text(changed) == own)
      let forced = try await bench.specter(["skills", "install", ".", "--force"])
      #expect(forced.status == 0 && forced.output.contains("overwritten"), forced.story)
      let again = try await bench.specter(["skills", "install", "--for", "claude"])
      #expect(again.status == 0 && again.output.contains("6 unchanged"), again.story)
      #expect(!again.output.contains("codex"), again.story)
    }
  }

  @Test func `the home folder is another place, and no folder is none`() async throws {
    try await Bench.with { bench in
      let ran = try await bench.specter(["skills", "install", "--user", "--for", "codex"])
      #expect(ran.status == 0, ran.story)
      #expect(bench.files(".agents/skills").count == 6 && bench.files("project").isEmpty)
      for words in [["--user", "."], ["none"], ["--for", "both"]] {
        let ran = try await bench.specter(["skills", "install"] + words)
        #expect(ran.status == 64 && ran.output.isEmpty, ran.story)
      }
      #expect(bench.files("project").isEmpty)
    }
  }

  @Test func `links are followed to read and replaced, not followed, to write`() async throws {
    try await Bench.with { bench in
      try bench.write("elsewhere/SKILL.md", "Mine.\n")
      try bench.makeFolder("project/.claude/skills/specter-land")
      let link = "\(bench.project)/.claude/skills/specter-land/SKILL.md"
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: "\(bench.root)/elsewhere/SKILL.md")
      let words = ["skills", "install", "--for", "claude"]
      #expect(try await bench.specter(words).status == 1)
      let forced = try await bench.specter(words + ["--force"])
      #expect(forced.status == 0, forced.story)
      #expect(bench.text("elsewhere/SKILL.md") == "Mine.\n")
      #expect(
        bench.text("project/.claude/skills/specter-land/SKILL.md")?.contains("# Land") == true)
      try bench.write("project/.agents", "no folder")
      let blocked = try await bench.specter(["skills", "install", "--for", "codex"])
      #expect(blocked.status == 2 && blocked.errors.contains(".agents"), blocked.story)
    }
  }

  @Test(arguments: Skill.all.map(\.name))
  func `every command that a skill names is one that the parser takes`(name: String) async throws {
    let skill = try #require(Skill.named(name))
    let lines = SkillCommands.lines(in: skill.body)
    try await Bench.with { bench in
      for line in lines {
        let problem = try await SkillCommands.problem(with: line, bench)
        #expect(problem == nil, "\(name): `\(line)`: \(problem ?? "")")
      }
      var help = ""
      for verb in Set(lines.map { SkillCommands.verb($0) }) {
        help += try await bench.specter(verb + ["--help"]).output
      }
      for option in SkillCommands.options(in: skill.body) {
        #expect(help.contains("\(option) "), "\(name): no command it names has \(option)")
      }
    }
  }

  @Test func `commands and options are found, and what is none is seen`() async throws {
    let body = """
      Run `specter spec lint SPEC.md`, or with `--fix`; specter alone is the program.
      ```console
      $ specter log
      ```
      """
    #expect(SkillCommands.lines(in: body) == ["specter spec lint SPEC.md", "specter log"])
    #expect(SkillCommands.options(in: body) == ["--fix"])
    #expect(Skill.all.flatMap { SkillCommands.lines(in: $0.body) }.count > 20)
    try await Bench.with { bench in
      let none = try await SkillCommands.problem(with: "specter log", bench)
      #expect(none == nil)
      for line in [
        "specter dance", "specter check", "specter log --dance", "specter spec lint SPEC.md --rule",
        "specter spec lint SPEC.md --severity huge", "specter spec dance", "specter diff A B",
      ] {
        let problem = try await SkillCommands.problem(with: line, bench)
        #expect(problem != nil, "\(line)")
      }
    }
  }
}

/// The command lines of a skill, and what the program's parser says of them.
private enum SkillCommands {
  /// Command lines in code spans, and behind `$` in fences.
  static func lines(in body: String) -> [String] {
    let spans = body.split(separator: "\n").flatMap { line -> [String] in
      if line.hasPrefix("$ specter ") { return [String(line.dropFirst(2))] }
      return Self.spans(in: line).filter { $0.hasPrefix("specter ") }
    }
    return spans
  }

  /// Options that stand in code outside a command line.
  static func options(in body: String) -> [String] {
    body.split(separator: "\n").flatMap(spans).filter { $0.hasPrefix("--") }
      .flatMap { $0.split(separator: " ").filter { $0.hasPrefix("--") }.map(String.init) }
  }

  private static func spans(in line: Substring) -> [String] {
    line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// The verb: the words in lower case before the first that is none.
  static func verb(_ line: String) -> [String] {
    let words = line.split(separator: " ").dropFirst().map(String.init)
    return words.first == "spec" ? Array(words.prefix(2)) : Array(words.prefix(1))
  }

  /// What the parser objects to; nil where it takes the line. The line has an unknown option at its
  /// end, which is the last thing that the parser looks for: so nothing runs, and it is told only
  /// where verb, options, their values and missing arguments are right.
  static func problem(with line: String, _ bench: Bench) async throws -> String? {
    let words = line.split(separator: " ").dropFirst().map(String.init)
    let ran = try await bench.specter(words + ["--no-such-option"])
    let usage = "Usage: \((["specter"] + verb(line)).joined(separator: " ")) "
    let isTaken = ran.errors.hasPrefix("Error: Unknown option '--no-such-option'\n\(usage)")
    return isTaken && !ran.errors.contains("<subcommand>") ? nil : ran.errors
  }
}
