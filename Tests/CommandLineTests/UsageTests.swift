import SpecModel
import Testing

/// What the program says of itself, and to words that it does not know.
@Suite(.serialized, .needsProgram) struct UsageTests {
  // SPEC: R-CLI-01
  @Test func `it tells its version`() async throws {
    try await Bench.with { bench in
      let ran = try await bench.specter(["--version"])
      #expect(ran.status == 0 && ran.errors.isEmpty, ran.story)
      #expect(ran.output.split(separator: ".").count == 3)
    }
  }

  // SPEC: R-CLI-02
  @Test(arguments: [
    [], ["init"], ["loop"], ["diff"], ["check"], ["log"], ["report"], ["spec"], ["spec", "parse"],
    ["spec", "lint"], ["sandbox"], ["sandbox", "run"], ["sandbox", "test"],
  ])
  func `every verb explains itself`(verb: [String]) async throws {
    try await Bench.with { bench in
      let ran = try await bench.specter(verb + ["--help"])
      #expect(ran.status == 0 && ran.errors.isEmpty, ran.story)
      #expect(ran.output.contains("USAGE: specter"), ran.story)
      #expect(ran.output.contains("OVERVIEW: "), ran.story)
    }
  }

  // SPEC: R-CLI-03, R-EXIT-06
  @Test func `unknown words end with status 64`() async throws {
    try await Bench.with { bench in
      for words in [
        ["dance"], ["--dance"], ["spec", "dance"], ["loop"], ["check"], ["init"],
        ["report", "a", "b"],
        ["loop", "none"], ["check", "none"], ["log", "none"], ["report", "none"],
        ["loop", ".", "--candidates", "0"], ["loop", ".", "--rounds", "-1"],
        ["init", "specs/x", "--from", "telepathy:x"],
        ["sandbox"], ["sandbox", "--seconds", "0", "--", "true"],
      ] {
        let ran = try await bench.specter(words)
        #expect(ran.status == 64, ran.story)
        #expect(ran.output.isEmpty && !ran.errors.isEmpty, ran.story)
      }
      #expect(bench.files("project").isEmpty)
    }
  }

  // SPEC: R-CLI-10, R-EXIT-06
  @Test func `agents and folders that can't be used are refused before anything begins`()
    async throws
  {
    try await Bench.with { bench in
      try await bench.begin()
      let folder = "specs/\(bench.module)"
      for agent in ["recorder", "command:", "command:'", "painter=handoff", "recorded:"] {
        let ran = try await bench.specter(["loop", folder, "--agent", agent])
        #expect(ran.status == 64, ran.story)
      }
      let twice = try await bench.specter([
        "loop", folder, "--agent", "handoff", "--agent", "recorded",
      ])
      #expect(twice.status == 64, twice.story)
      let again = try await bench.specter(
        ["init", folder, "--from", "path:../../../lib", "--module", bench.module])
      #expect(again.status == 64 && again.errors.contains("never overwritten"), again.story)
      #expect(bench.files("project/.specter").isEmpty)
      let history = try await bench.specter(["log"])
      #expect(history.status == 2 && history.errors.contains("no run was recorded"), history.story)
      #expect(bench.files("project/.specter").isEmpty)
      try bench.makeFolder("project/specs/empty")
      let empty = try await bench.specter(["loop", "specs/empty"])
      #expect(empty.status == 2 && empty.errors.contains("SPEC.md"), empty.story)
    }
  }

  @Test func `a closed pipe ends it quietly`() async throws {
    let script = """
      import subprocess, sys
      tool = subprocess.Popen([sys.argv[1], "--help"], stdout=subprocess.PIPE)
      tool.stdout.close()
      status = tool.wait(20)
      sys.exit(0 if status in (0, 141, -13) else 1)
      """
    let program = try #require(Program.path)
    #expect(try await python(script, [program]) == 0)
  }
}
