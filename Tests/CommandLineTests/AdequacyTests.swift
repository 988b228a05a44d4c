import SpecModel
import Testing

/// `specter diff --kill-rate`, `specter plant` and `specter audit` on a real module.
@Suite(.serialized, .needsProgram) struct AdequacyTests {
  private static let code = """
    def grade(points: int) -> str:
        if points >= 90:
            return "high"
        if points >= 50:
            return "middle"
        return "low"


    def clip(text: str, most: int = 8) -> str:
        return text if len(text) <= most else text[:most] + "+"


    def parity(number: int) -> int:
        return number % 2

    """

  @Test func `the kill rate counts what the probes tell from the original`() async throws {
    try await Bench.with(Self.code) { bench in
      let words = ["diff", "--module", bench.module, bench.library, bench.library]
      let ran = try await bench.specter(words + ["--kill-rate", "12", "--json"], seconds: 120)
      #expect(ran.status == 0, ran.story)
      let rate = try #require(try ran.json["killRate"])
      #expect(rate["tried"]?.intValue == 12, ran.story)
      #expect((rate["rate"]?.doubleValue ?? 0) > 0.5, ran.story)
      let again = try await bench.specter(words + ["--kill-rate", "12", "--json"], seconds: 120)
      #expect(try again.json["killRate"] == rate, "the same seed, another rate")
      let unasked = try await bench.specter(words + ["--json"])
      #expect(try unasked.json["killRate"] == .null, unasked.story)
      let refused = try await bench.specter(words + ["--kill-rate", "0"])
      #expect(refused.status == 64, refused.story)
    }
  }

  @Test func `an audit finds all changes in the planted library and none in the original`()
    async throws
  {
    try await Bench.with(Self.code) { bench in
      let plant = ["plant", "path:\(bench.library)", "planted", "--count", "2", "--seed", "3"]
      let planted = try await bench.specter(plant, seconds: 120)
      #expect(planted.status == 0, planted.story)
      #expect(planted.output.contains("P-02"), planted.story)
      let list = "planted/planted.json"
      let whole = try await bench.specter(["audit", list, "--candidate", "planted/library"])
      #expect(whole.status == 0 && whole.output.contains("carried 2 of 2"), whole.story)
      let none = try await bench.specter(["audit", list, "--candidate", bench.library, "--json"])
      #expect(none.status == 1, none.story)
      #expect(try none.json["share"]?.doubleValue == 0, none.story)

      let first = bench.text("project/planted/planted.json")
      let twice = try await bench.specter(plant)
      #expect(twice.status == 64, "a folder that is there is never overwritten: \(twice.story)")
      let anew = try await bench.specter(
        plant.map { $0 == "planted" ? "again" : $0 }, seconds: 120)
      #expect(anew.status == 0, anew.story)
      #expect(bench.text("project/again/planted.json") == first, "the same seed, other changes")

      let listed = try await bench.specter(
        ["plant", "path:\(bench.library)", "listed", "--list", list])
      #expect(listed.status == 0, listed.story)
      #expect(bench.text("project/listed/planted.json") == first, "the list is planted as it is")
      let module = "library/\(bench.module).py"
      #expect(
        bench.text("project/listed/\(module)") == bench.text("project/planted/\(module)"))
    }
  }
}
