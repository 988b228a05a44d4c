import FoundationEssentials
import Glibc
import SpecModel
import Testing

/// What is recorded of a loop: its replay without agents, and the verdict that CI checks.
@Suite(.serialized, .needsProgram) struct RecordingTests {
  private func recorded(_ body: (Bench) async throws -> Void) async throws {
    try await Bench.with { bench in
      try await bench.begin()
      let ran = try await bench.specter(bench.loop(["--record"]))
      #expect(ran.status == 0, ran.story)
      try await body(bench)
    }
  }

  private func replay(_ bench: Bench) -> [String] {
    ["loop", "specs/\(bench.module)", "--agent", "recorded", "--fresh", "--probes", "60", "--json"]
  }

  // SPEC: R-STOP-01
  @Test func `a recorded loop is replayed without its agents and ends the same`() async throws {
    try await recorded { bench in
      let live = try await bench.events()
      let spec = bench.text("project/specs/\(bench.module)/SPEC.md")
      let ran = try await bench.specter(replay(bench))
      #expect(ran.status == 0, ran.story)
      let again = ran.lines.map(Event.init)
      #expect(again.last?.sentence == live.last?.sentence && again.last?.stop == "converged")
      #expect(again.map(\.digest) == live.map(\.digest))
      #expect(bench.text("project/specs/\(bench.module)/SPEC.md") == spec)
      #expect(bench.temporary.isEmpty)
      try await replayAltered(bench)
    }
  }

  /// Altered inputs are an error, and too few recordings an end.
  private func replayAltered(_ bench: Bench) async throws {
    let recordings = "\(bench.corpus)/recordings"
    let names = try FileManager.default.contentsOfDirectory(atPath: recordings).sorted()
    let reviser = try #require(names.first { $0.hasPrefix("reviser") })
    let implementer = try #require(names.first { $0.hasPrefix("implementer") })

    try bench.write(
      "project/corpora/\(bench.module)/recordings/\(implementer)/reply/\(bench.module).py",
      Library.code + "# altered\n")
    let altered = try await bench.specter(replay(bench) + ["--restart"])
    #expect(altered.status == 2, altered.story)
    #expect(altered.errors.contains("the recorded reply was changed"), altered.story)
    #expect(altered.errors.contains(implementer), altered.story)

    try FileRemoval.remove("\(recordings)/\(implementer)")
    try FileRemoval.remove("\(recordings)/\(reviser)")
    let short = try await bench.specter(replay(bench) + ["--restart"])
    #expect(short.status == 1, short.story)
    let end = short.lines.map(Event.init).last
    #expect(end?.stop == "budget spent", short.story)
    #expect(end?.sentence?.hasPrefix("recording exhausted") == true, short.story)

    try bench.write("lib/\(bench.module).py", Library.faulty)
    let other = try await bench.specter(replay(bench) + ["--restart"])
    #expect(other.status == 2 && other.errors.contains("sha256:"), other.story)
  }

  // SPEC: R-VER-04, R-VER-05, R-EXIT-03
  @Test func `check holds, and tells a stale verdict from a broken one`() async throws {
    try await recorded { bench in
      let check = ["check", "specs/\(bench.module)"]
      let junit = "\(bench.root)/junit.xml"
      let holds = try await bench.specter(check + ["--json", "--junit", junit])
      #expect(holds.status == 0, holds.story)
      expectSchema(try holds.json, holds: true, stale: false)
      #expect(try await parses(junit, bench))

      try bench.write("broken/\(bench.module).py", Library.faulty)
      let broken = try await bench.specter(
        check + ["--json", "--junit", junit, "--candidate", "\(bench.root)/broken"])
      #expect(broken.status == 1, broken.story)
      let why = try broken.json["why"]?.arrayValue?.compactMap(\.stringValue) ?? []
      #expect(why.contains { $0.hasPrefix("diverges anew: `count`") }, broken.story)
      expectSchema(try broken.json, holds: false, stale: true)
      #expect(try await parses(junit, bench))
      #expect(bench.text("junit.xml")?.contains("<failure") == true)

      let path = "project/specs/\(bench.module)/SPEC.md"
      try bench.write(path, (bench.text(path) ?? "") + "\nOne more sentence.\n")
      let stale = try await bench.specter(check + ["--json"])
      #expect(stale.status == 1, stale.story)
      expectSchema(try stale.json, holds: false, stale: true)

      // Measured anew, it holds again.
      let accepted = try await bench.specter(check + ["--accept", "--probes", "60"])
      #expect(accepted.status == 0, accepted.story)
      let again = try await bench.specter(check)
      #expect(again.status == 0 && again.output.contains(": holds, fidelity 100"), again.story)

      try bench.write("project/corpora/\(bench.module)/verdict.json", "{\"schema\":")
      let damaged = try await bench.specter(check)
      #expect(damaged.status == 2 && damaged.errors.contains("verdict.json"), damaged.story)
      try FileRemoval.remove("\(bench.corpus)/verdict.json")
      let missing = try await bench.specter(check)
      #expect(missing.status == 2 && missing.errors.contains("verdict.json"), missing.story)
      #expect(missing.errors.contains("check --accept"), missing.story)
    }
  }

  private func expectSchema(_ answer: Value, holds: Bool, stale: Bool) {
    #expect(answer["schema"]?.stringValue == "specter.check/1")
    #expect(answer["holds"]?.boolValue == holds)
    #expect(answer["stale"]?.boolValue == stale)
    #expect(answer["why"]?.arrayValue?.isEmpty == holds)
    for key in ["value", "low", "high"] { #expect(answer["fidelity"]?[key]?.doubleValue != nil) }
  }

  private func parses(_ file: String, _ bench: Bench) async throws -> Bool {
    let script = """
      import sys, xml.etree.ElementTree as tree
      root = tree.parse(sys.argv[1]).getroot()
      sys.exit(0 if list(root.iter("testcase")) else 3)
      """
    return try await python(script, [file]) == 0
  }
}
