import FoundationEssentials
import Glibc
import SpecModel
import Testing

/// `specter loop`, with agents that are scripts.
@Suite(.serialized, .needsProgram) struct LoopTests {
  // SPEC: R-EXIT-04
  @Test func `a loop goes round until it converges`() async throws {
    try await Bench.with { bench in
      try await bench.begin()
      let plan = try await bench.specter(bench.loop(["--dry-run"]))
      #expect(plan.status == 0 && plan.output.contains("candidates  1 a round"), plan.story)
      #expect(bench.files("project/.specter").isEmpty)
      let ran = try await bench.specter(bench.loop())
      #expect(ran.status == 0, ran.story)
      #expect(ran.output.contains("converged"))
      #expect(bench.text("project/specs/\(bench.module)/SPEC.md")?.contains("R-COU-02") == true)
      let log = try await bench.specter(["log"])
      #expect(log.status == 0 && log.output.contains("converged"), log.story)
      let steps = try await bench.specter(["log", "--run", bench.module])
      #expect(steps.status == 0 && steps.output.contains("round 2  confirm"), steps.story)
      let report = try await bench.specter(["report", "--output", "-"])
      #expect(report.status == 0 && report.output.hasPrefix("<!"), report.story)
      #expect(report.output.contains("R-COU-02"))
      #expect(await bench.leftovers().isEmpty && bench.temporary.isEmpty)
    }
  }

  // SPEC: R-VER-06, R-VER-08
  @Test func `a second round does not run the reference again for the same probes`()
    async throws
  {
    try await Bench.with { bench in
      try await bench.begin()
      let ran = try await bench.specter(bench.loop())
      #expect(ran.status == 0, ran.story)
      // The reviser's rule changes no example, so round 2 draws the probes of round 1.
      let rounds = try bench.measured().filter { $0.drawn > 0 }
      #expect(rounds.count >= 2, ran.story)
      let first = rounds.filter { $0.reused == 0 }
      let second = rounds.filter { $0.reused > 0 }
      #expect(first.count == 1 && second.count >= 1, "\(rounds)")
      // It ran twice of three times, the candidate anew.
      for round in second { #expect(round.reused >= 2 * round.drawn, "\(rounds)") }
    }
    try await Bench.with { bench in
      try await bench.begin()
      let ran = try await bench.specter(bench.loop(["--no-cache"]))
      #expect(ran.status == 0, ran.story)
      #expect(try bench.measured().allSatisfy { $0.reused == 0 })
      #expect(bench.files("cache/observations").isEmpty)
    }
  }
}

extension Bench {
  /// Of each measurement that a run has kept: probes that are no final batch's, and observations
  /// that came from the cache.
  fileprivate func measured() throws -> [(drawn: Int, reused: Int)] {
    files("project/.specter/objects").compactMap { path in
      guard let document = text(path).flatMap({ try? Value(parsing: $0) }),
        let probes = document["probes"], let reused = probes["reused"]?.intValue
      else { return nil }
      return ((probes["dev"]?.intValue ?? 0) + (probes["heldOut"]?.intValue ?? 0), reused)
    }
  }
}
