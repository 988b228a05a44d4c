import Foundation
import SpecModel
import Testing

/// `specter diff` and `specter check` with what was run before.
@Suite(.serialized, .needsProgram) struct CacheTests {
  private func reused(_ ran: Ran) throws -> Int {
    try #require(try ran.json["probes"]?["reused"]?.intValue, "\(ran.story)")
  }

  /// An answer without what depends on the clock and the cache.
  private func lasting(_ ran: Ran) throws -> [Value.Member] {
    try (ran.json.objectValue ?? []).filter { $0.key != "probes" && $0.key != "seconds" }
  }

  // SPEC: R-VER-06, R-VER-08
  @Test func `what has not changed is not run again, unless that is asked for`() async throws {
    try await Bench.with { bench in
      try bench.write("rebuilt/\(bench.module).py", Library.faulty)
      let words = ["diff", "--module", bench.module, "../lib", "../rebuilt", "--json"]
      let cold = try await bench.specter(words)
      #expect(try cold.status == 1 && reused(cold) == 0, cold.story)
      #expect(try cold.json["probes"]?["perSecond"]?.doubleValue != nil)
      let warm = try await bench.specter(words)
      #expect(try reused(warm) > 3 * (warm.json["probes"]?["heldOut"]?.intValue ?? 0), warm.story)
      #expect(try warm.json["probes"]?["perSecond"] == .null)
      #expect(try lasting(warm) == lasting(cold))
      let anew = try await bench.specter(words + ["--no-cache"])
      #expect(try reused(anew) == 0 && lasting(anew) == lasting(cold), anew.story)
      let otherwise = try await bench.specter(words + ["--seed", "2"])
      #expect(try reused(otherwise) == 0, "another seed is another question")
    }
  }

  // SPEC: R-VER-06, R-VER-07
  @Test func `a change of one side runs that side alone, and damage runs it again`() async throws {
    try await Bench.with { bench in
      try bench.write("rebuilt/\(bench.module).py", "# Equal in what it does.\n" + Library.code)
      let words = ["diff", "--module", bench.module, "../lib", "../rebuilt", "--json"]
      let cold = try await bench.specter(words)
      let whole = try reused(try await bench.specter(words))
      try bench.write("rebuilt/\(bench.module).py", "# Equal still.\n" + Library.code)
      let other = try await bench.specter(words)
      // The reference ran twice of three times, and made the trial calls too.
      #expect(try reused(other) > whole / 2 && reused(other) < whole, other.story)
      #expect(try lasting(other) == lasting(cold))
      let kept = "\(bench.root)/cache/observations"
      for name in FileManager.default.subpaths(atPath: kept) ?? [] where name.count > 40 {
        let file = URL(fileURLWithPath: "\(kept)/\(name)")
        try Data(try Data(contentsOf: file).dropLast()).write(to: file)
      }
      let mended = try await bench.specter(words)
      #expect(try reused(mended) == 0 && lasting(mended) == lasting(cold), mended.story)
      #expect(try reused(try await bench.specter(words)) == whole)
    }
  }

  // SPEC: R-VER-07, R-VER-08
  @Test func `a check says what it did not run, and accepting runs everything`() async throws {
    try await Bench.with { bench in
      try await bench.begin()
      let spec = "\(bench.spec)/SPEC.md"
      let front = try String(contentsOfFile: spec, encoding: .utf8)
      try Data((front + Library.spec).utf8).write(to: URL(fileURLWithPath: spec))
      let check = ["check", "specs/\(bench.module)", "--candidate", "../lib"]
      for _ in 0..<2 {
        let accepted = try await bench.specter(check + ["--accept", "--probes", "20"])
        #expect(accepted.status == 0, accepted.story)
        let verdict = try Data(contentsOf: URL(fileURLWithPath: "\(bench.corpus)/verdict.json"))
        #expect(try Value(parsing: verdict)["probes"]?["reused"]?.intValue == 0)
      }
      // The probes recorded are here the very ones that are drawn: of what a cold check needs twice
      // it runs each once, and finds the other.
      let cold = try await bench.specter(check + ["--json"])
      let whole = try await bench.specter(check + ["--json"])
      let found = try [cold, whole].map { try #require($0.json["reused"]?.intValue) }
      #expect(found[0] * 2 == found[1] && cold.status == 0, "\(cold.story) \(whole.story)")
      let anew = try await bench.specter(check + ["--json", "--no-cache"])
      #expect(try anew.status == 0 && anew.json["reused"]?.intValue == 0, anew.story)
      let warm = try await bench.specter(check + ["--profile"])
      #expect(
        warm.status == 0 && warm.output.hasSuffix(" observations from the cache\n"), warm.story)
      #expect(warm.errors.contains("recorded probes"), warm.story)
    }
  }

  // SPEC: R-CLI-15
  @Test func `a profile is a table on standard error, or a member of the JSON`() async throws {
    try await Bench.with { bench in
      let words = ["diff", "--module", bench.module, bench.library, bench.library, "--profile"]
      let people = try await bench.specter(words)
      #expect(people.status == 0 && !people.output.contains("running probes"), people.story)
      for phase in [
        "starting drivers", "drawing probes", "running probes", "  reference, run 1",
        "  reference, run 2", "  candidate", "  comparing", "shrinking", "score and bootstrap",
        "structure", "all",
      ] {
        let line = people.errors.split(separator: "\n").first { $0.hasPrefix(phase) }
        #expect(line?.hasSuffix(" %") == true, "\(phase): \(people.story)")
      }
      let programs = try await bench.specter(words + ["--json"])
      let phases = try #require(try programs.json["profile"]?.arrayValue)
      #expect(phases.contains { $0["phase"] == .string("running probes") })
      #expect(phases.allSatisfy { ($0["seconds"]?.doubleValue ?? -1) >= 0 })
      #expect(try await bench.specter(Array(words.dropLast()) + ["--json"]).json["profile"] == nil)
    }
  }
}
