import Glibc
import SpecModel
import Testing

/// `specter loop` whose candidates are built by hand, all at the same time.
@Suite(.serialized, .needsProgram) struct HandoffTests {
  private func folders(_ bench: Bench) -> [String] {
    let files = bench.files("project/.specter/handoff")
    return Set(files.compactMap { $0.split(separator: "/").dropFirst(3).first.map(String.init) })
      .filter { $0.hasPrefix("implementer-c") }.sorted()
  }

  private func finish(_ candidate: Int, _ bench: Bench, _ code: String = Library.code) throws {
    let folder = try #require(folders(bench).first { $0.hasPrefix("implementer-c\(candidate)-") })
    try bench.write("project/.specter/handoff/\(folder)/\(bench.module).py", code)
    try bench.write("project/.specter/handoff/\(folder)/DONE", "by hand\n")
  }

  private func finishThree(_ bench: Bench) throws {
    try finish(1, bench)
    try finish(2, bench, Library.faulty)
    try finish(3, bench)
  }

  private func ended(_ running: Running) -> [String] {
    running.lines.compactMap { try? Value(parsing: String($0)) }.map(Event.init)
      .filter { $0.kind == "stepEnded" && $0.step.hasPrefix("build") }.map(\.step)
  }

  @Test func `all folders are there at once, and a build that was done is kept over a kill`()
    async throws
  {
    try await Bench.with { bench in
      try await bench.begin()
      let words = bench.loop(["--json", "--candidates", "6"]).map {
        $0.hasPrefix("implementer=") ? "implementer=handoff" : $0
      }
      let killed = try await bench.specter(words) { running in
        #expect(await running.until { folders(bench).count == 6 })
        try finish(5, bench)
        #expect(await running.until { ended(running) == ["build/1/5/1"] })
        running.send(SIGKILL)
      }
      #expect(killed.status == 128 + Int(SIGKILL), killed.story)
      let ran = try await bench.specter(words) { running in
        for candidate in [6, 4, 3, 1, 2] { try finish(candidate, bench) }
        _ = await running.until { running.hasEnded }
      }
      #expect(ran.status == 0, ran.story)
      let events = try await bench.events()
      let ends = events.filter { $0.kind == "stepEnded" }.map(\.step)
      #expect(ends.filter { $0 == "build/1/5/1" }.count == 1)
      #expect(
        events.filter { $0.kind == "stepBegan" && $0.step == "build/1/5/1" }.count == 1,
        "it never runs again")
      #expect(
        ends.filter { $0.hasPrefix("measure") } == (1...6).map { "measure/1/\($0)/1" })
      #expect(folders(bench).count == 6)
    }
  }

  @Test func `where the builds of a round disagree is told everywhere`() async throws {
    try await Bench.with { bench in
      try await bench.begin()
      let words = bench.loop(["--candidates", "3", "--rounds", "1"]).map {
        $0.hasPrefix("implementer=") ? "implementer=handoff" : $0
      }
      let ran = try await bench.specter(words) { running in
        #expect(await running.until { folders(bench).count == 3 })
        try finishThree(bench)
      }
      #expect(ran.status == 1, ran.story)
      let line = "ambiguous: 1 of 4 operations, count on "
      #expect(ran.output.contains("round 1  \(line)"), ran.story)
      let log = try await bench.specter(["log", "--run", bench.module])
      #expect(log.output.contains(line), log.story)
      let events = try await bench.specter(["log", "--run", bench.module, "--json"])
      #expect(events.output.contains("\"ambiguous\":[{\"operation\":\"count\""), events.story)
      let report = try await bench.specter(["report", "--output", "-"])
      #expect(report.output.contains("Ambiguous: 1 of 4 operations"), report.story)
      #expect(report.output.contains("<code>R-COU-01</code>"), report.story)
      #expect(report.output.contains("2 builds (as the reference)"), report.story)
    }
  }
}
