import SpecModel
import Testing

/// The mark of a tag, in two pieces so that this file holds none itself.
private let mark = "SPEC" + ":"

/// `specter spec trace` on a spec with tagged sources.
@Suite(.serialized, .needsProgram) struct TraceTests {
  private static let spec = """
    # Clock

    ### `now(zone) -> str`

    - **R-1** It MUST give the time.
    - **R-2** It MUST NOT sleep.
    - **R-3** It MAY be cached.

    """

  // SPEC: R-EXIT-05
  @Test func `a tag in a test covers, and the exit status says whether all that binds is`()
    async throws
  {
    try await Bench.with { bench in
      try bench.write("project/SPEC.md", Self.spec)
      try bench.write("project/tests/clock.py", "# \(mark) R-1\n")
      let open = try await bench.specter(["spec", "trace", "SPEC.md", "tests"])
      #expect(open.status == 1, open.story)
      #expect(open.output.contains("SPEC.md:6: nothing checks R-2 (MUST NOT)"), open.story)

      try bench.write("project/tests/more.py", "x = 1\n# \(mark) R-2\n")
      let held = try await bench.specter(["spec", "trace", "SPEC.md", "tests", "--json"])
      #expect(held.status == 0, held.story)
      #expect(try held.json["uncovered"] == .array([.string("R-3")]))

      try bench.write("project/src/clock.py", "# \(mark) R-7\n")
      let unknown = try await bench.specter(["spec", "trace", "SPEC.md", "src", "tests"])
      #expect(unknown.status == 1, unknown.story)
      #expect(unknown.output.contains("src/clock.py:1: 'R-7'"), unknown.story)
    }
  }

  @Test func `what is not there is a usage error, and the page is written whole`() async throws {
    try await Bench.with { bench in
      try bench.write("project/SPEC.md", Self.spec)
      for words in [["SPEC.md", "nowhere"], ["SPEC.md", "--verdict", "nowhere.json"], ["no.md"]] {
        let run = try await bench.specter(["spec", "trace"] + words)
        #expect(run.status == 64, run.story)
      }
      let run = try await bench.specter(["spec", "trace", "SPEC.md", "--html", "trace.html"])
      #expect(run.status == 1, run.story)
      #expect(bench.text("project/trace.html")?.contains("</html>") == true)
    }
  }
}
