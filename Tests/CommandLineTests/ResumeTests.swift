import Glibc
import SpecModel
import Testing

/// `specter loop`, stopped at every step by whatever means and started again.
@Suite(.serialized, .needsProgram) struct ResumeTests {
  /// Runs the loop, stops each process when it begins a step that none was stopped at yet, and
  /// returns the last with how often it was stopped.
  private func stopAtEachStep(_ bench: Bench, by signal: Int32) async throws -> (Ran, Int) {
    let words = bench.loop(pause: 0.05, ["--json"])
    var known: Set<String> = []
    for stops in 0..<40 {
      let before = known
      let ran = try await bench.specter(words) { running in
        if await running.until({ !running.begun.subtracting(before).isEmpty }) {
          // Not always right at the beginning.
          usleep(UInt32(stops % 3) * 20_000)
          running.send(signal)
        }
      }
      known.formUnion(Event.begun(in: ran.lines))
      #expect(await bench.leftovers().isEmpty)
      if ran.status < 128 { return (ran, stops) }
      #expect(ran.status == 128 + Int(signal), ran.story)
      if signal == SIGINT { #expect(bench.temporary.isEmpty) }
    }
    throw Failure(.usage, "the loop was stopped 40 times and came to no end")
  }

  private func expectNothingTwice(_ events: [Event]) {
    var ended: Set<String> = []
    var began: [String: Int] = [:]
    for event in events where !event.step.isEmpty {
      #expect(!ended.contains(event.step), "\(event.kind) \(event.step) after its end")
      if event.kind == "stepEnded" {
        ended.insert(event.step)
      } else {
        began[event.step, default: 0] += 1
      }
    }
    #expect(ended == Set(began.keys))
    // A step as short as fetching may have ended before the signal came.
    let again = Set(
      began.filter { $0.value > 1 }.keys.compactMap { $0.split(separator: "/").first })
    for kind in ["extract", "build", "measure", "revise", "confirm"] {
      #expect(again.contains(Substring(kind)), "no \(kind) was stopped")
    }
  }

  // SPEC: R-CLI-13, R-CLI-14
  @Test(arguments: [SIGKILL, SIGINT])
  func `a loop that is stopped at each step ends as one that is left alone`(signal: Int32)
    async throws
  {
    try await Bench.with { bench in
      try await bench.begin()
      let (ran, stops) = try await stopAtEachStep(bench, by: signal)
      #expect(ran.status == 0, ran.story)
      #expect(stops >= 8)
      let events = try await bench.events()
      expectNothingTwice(events)
      #expect(events.filter { $0.kind == "resumed" }.count == stops)
      #expect(bench.claimed.isEmpty)
      let spec = bench.text("project/specs/\(bench.module)/SPEC.md")

      // The same from the start, left alone; once is enough.
      if signal == SIGINT { return }
      try FileRemoval.remove("\(bench.project)/.specter")
      try FileRemoval.remove("\(bench.spec)/SPEC.md")
      try await bench.begin()
      let calm = try await bench.specter(bench.loop(pause: 0.05))
      #expect(calm.status == 0, calm.story)
      let quiet = try await bench.events()
      #expect(quiet.last == events.last && quiet.last?.stop == "converged")
      #expect(ends(of: quiet) == ends(of: events))
      #expect(bench.text("project/specs/\(bench.module)/SPEC.md") == spec)
    }
  }

  private func ends(of events: [Event]) -> [Event] {
    events.filter { $0.kind == "stepEnded" }
  }

  @Test func `a second loop on the same spec is refused`() async throws {
    try await Bench.with { bench in
      try await bench.begin()
      let first = try await bench.specter(bench.loop(pause: 30, ["--json"])) { running in
        #expect(await running.step(2))
        let second = try await bench.specter(bench.loop(pause: 30))
        #expect(second.status == 2, second.story)
        #expect(second.errors.contains("another run works on '\(bench.module)'"), second.story)
        #expect(second.errors.contains("process \(running.pid)"), second.story)
        running.send(SIGTERM)
      }
      #expect(first.status == 130, first.story)
      #expect(await bench.leftovers().isEmpty && bench.temporary.isEmpty)
    }
  }

  @Test func `a second Ctrl-C ends a loop at once`() async throws {
    try await Bench.with { bench in
      try await bench.begin()
      let ran = try await bench.specter(bench.loop(pause: 30, ["--json"])) { running in
        #expect(await running.step(2))
        for _ in 0..<40 where !running.hasEnded {
          running.send(SIGINT)
          usleep(5_000)
        }
      }
      #expect(ran.status == 130 && ran.seconds < 10, ran.story)
      #expect(await bench.leftovers().isEmpty)
    }
  }

  @Test func `a spec that is edited while the loop runs is not overwritten`() async throws {
    try await Bench.with { bench in
      try await bench.begin()
      let path = "project/specs/\(bench.module)/SPEC.md"
      let edited = (bench.text(path) ?? "") + "\nA person's sentence.\n"
      let ran = try await bench.specter(bench.loop(pause: 0.1, ["--json"])) { running in
        #expect(await running.step(3))
        try bench.write(path, edited)
      }
      #expect(ran.status == 2 && ran.errors.contains("SPEC.md was edited"), ran.story)
      #expect(bench.text(path) == edited)
      #expect(bench.files("project/specs") == [path])
    }
  }
}
