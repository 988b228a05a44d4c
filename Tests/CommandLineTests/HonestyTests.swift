import SpecModel
import Testing

/// `specter diff` on candidates that try to look better than they are.
@Suite(.serialized, .needsProgram) struct HonestyTests {
  /// A candidate with the library's signatures and these bodies.
  private func rebuilt(_ body: String, before: String = "") -> String {
    before
      + ["shout", "whisper", "first"].map { "def \($0)(text: str) -> str:\n    \(body)\n\n" }
      .joined() + "def count(text: str) -> int:\n    \(body)\n"
  }

  // SPEC: R-SCO-06
  @Test func `a stub that answers constants scores under 5`() async throws {
    try await Bench.with { bench in
      let stubs = [
        rebuilt("return ''"), rebuilt("return 1"),
        rebuilt("raise AttributeError(\"'int' object has no attribute 'upper'\")"),
      ]
      for (place, stub) in stubs.enumerated() {
        try bench.write("stub\(place)/\(bench.module).py", stub)
        let ran = try await bench.specter(
          ["diff", "--module", bench.module, bench.library, "../stub\(place)", "--json"])
        #expect(ran.status == 1, ran.story)
        let fidelity = try #require(try ran.json["fidelity"]?["value"]?.doubleValue)
        #expect(fidelity < 5, "\(stub): \(fidelity)")
      }
    }
  }

  // SPEC: R-SCO-06
  @Test func `who looks the examples up and guesses the rest is shown by the gap`() async throws {
    try await Bench.with { bench in
      let known = """
        import sys as _sys

        _KNOWN = {('shout', 'ab'): 'AB!', ('whisper', 'AB'): 'ab...', ('first', 'ab'): 'a',
                  ('count', 'a b'): 2}


        def _look(text):
            name = _sys._getframe(1).f_code.co_name
            return _KNOWN.get((name, text), text) if isinstance(text, str) else text


        """
      try bench.write("spec.md", Library.spec)
      try bench.write(
        "cheat/\(bench.module).py", rebuilt("return _look(text)", before: known))
      func gap(_ candidate: String) async throws -> Value {
        let ran = try await bench.specter([
          "diff", "--module", bench.module, "--spec", "../spec.md", bench.library, candidate,
          "--json",
        ])
        #expect(ran.status < 2, ran.story)
        return try #require(try ran.json["gap"], "\(ran.story)")
      }
      let cheat = try await gap("../cheat")
      #expect(cheat["examples"]?.doubleValue == 0)
      #expect((cheat["neighbours"]?.doubleValue ?? 0) > 0.5, "\(cheat)")
      let honest = try await gap(bench.library)
      #expect(honest["examples"]?.doubleValue == 0 && honest["neighbours"]?.doubleValue == 0)
    }
  }

  // SPEC: R-SCO-04
  @Test func `a method that spoils its own object is caught at once`() async throws {
    try await Bench.with { bench in
      let bag = """
        class Bag:
            def __init__(self):
                self.items = []

            def put(self, item: str) -> None:
                self.items.append(item)

        """
      try bench.write("bag/\(bench.module).py", bag)
      try bench.write(
        "spoilt/\(bench.module).py", bag.replacing("append(item)", with: "insert(0, [item])"))
      let words = ["diff", "--module", bench.module, "../bag"]
      let same = try await bench.specter(words + ["../bag", "--json"])
      #expect(same.status == 0, same.story)
      let ran = try await bench.specter(words + ["../spoilt", "--json"])
      #expect(ran.status == 1, ran.story)
      let causes = try ran.json["causes"]?.arrayValue ?? []
      let cause = try #require(causes.first { $0["kind"] == .string("mutation") }, "\(ran.story)")
      #expect(cause["operation"] == .string("Bag.put"))
      #expect(cause["words"]?.stringValue?.contains("leaves its object in another state") == true)
      #expect(cause["witness"]?.arrayValue?.count == 2, "no later call is needed to show it")
      let missed = try ran.json["missed"]
      #expect(missed?["probes"]?.intValue == 300)
      #expect(missed?["probability"]?.doubleValue == 0.740707)
    }
  }
}
