import Glibc
import SpecModel
import Testing

/// `specter diff`, alone.
@Suite(.serialized, .needsProgram) struct DiffTests {
  // SPEC: R-CLI-09, R-EXIT-02
  @Test func `a library against itself has no cause`() async throws {
    try await Bench.with { bench in
      let ran = try await bench.specter(
        ["diff", "--module", bench.module, bench.library, bench.library, "--json"])
      #expect(ran.status == 0, ran.story)
      let answer = try ran.json
      #expect(answer["causes"]?.arrayValue?.isEmpty == true)
      #expect(answer["fidelity"]?["value"]?.doubleValue == 100)
      #expect(answer["operations"]?["probed"]?.intValue == 4)
      #expect(answer["operations"]?["all"]?.intValue == 4)
      let people = try await bench.specter(
        ["diff", "--module", bench.module, bench.library, bench.library])
      #expect(people.status == 0 && people.output.contains("fidelity      100"), people.story)
      #expect(bench.temporary.isEmpty)
      let nothing = bench.files("project")
      #expect(nothing.isEmpty, "diff left \(nothing)")
    }
  }

  // SPEC: R-CLI-04, R-CLI-11, R-CLI-12, R-EXIT-02
  @Test func `a planted difference is found and told in the schema's own words`() async throws {
    try await Bench.with { bench in
      try bench.write("rebuilt/\(bench.module).py", Library.faulty)
      let words = [
        "diff", "--surface", "python", "--module", bench.module, "../lib", "../rebuilt", "--seed",
        "7", "--budget", "30s", "--isolation", "none", "--json",
      ]
      let ran = try await bench.specter(words)
      #expect(ran.status == 1, ran.story)
      let answer = try ran.json
      let keys = Set((answer.objectValue ?? []).map(\.key))
      let promised: Set = [
        "schema", "fidelity", "behaviour", "structure", "operations", "probes", "causes", "economy",
        "isolation", "seconds",
      ]
      #expect(keys.isSuperset(of: promised))
      #expect(answer["schema"]?.stringValue == "specter.diff/1")
      for key in ["dev", "heldOut", "dropped", "perSecond"] {
        #expect(answer["probes"]?[key]?.doubleValue != nil, "probes.\(key)")
      }
      #expect(answer["isolation"]?["run"]?.stringValue == "none")
      #expect(answer["isolation"]?["build"] != nil)
      let cause = try #require(answer["causes"]?.arrayValue?.first)
      for key in ["id", "operation", "kind", "priority"] {
        #expect(cause[key]?.stringValue?.isEmpty == false, "causes.\(key)")
      }
      #expect(cause["operation"]?.stringValue == "count")
      #expect((cause["count"]?.intValue ?? 0) > 0)
      for key in ["witness", "reference", "candidate"] { #expect(cause[key] != nil) }
      let again = try await bench.specter(words)
      #expect(try again.json["causes"] == answer["causes"], "the same seed, other causes")
      let sealed = try await bench.specter(words.filter { $0 != "--isolation" && $0 != "none" })
      #expect(try sealed.json["isolation"]?["run"]?.stringValue == "sealed", sealed.story)
      #expect(try sealed.json["causes"] == answer["causes"], "the sandbox changes what is found")
    }
  }

  // SPEC: R-EXIT-02
  @Test func `an example that the original itself breaks is found`() async throws {
    try await Bench.with { bench in
      let head = "---\nspec: x\nsurface: { module: \(bench.module) }\n---\n\n"
      for (answer, status) in [("'AB!'", 0), ("'ab!'", 1)] {
        try bench.write(
          "project/SPEC.md",
          head + "### `shout(text)`\n\n```pycon\n>>> shout(\"ab\")\n\(answer)\n```\n")
        let words = ["diff", "--spec", "SPEC.md", "../lib", "../lib", "--probes", "20"]
        let ran = try await bench.specter(words)
        #expect(ran.status == status, ran.story)
        #expect(ran.output.contains("wrong: SPEC.md:9:") == (status == 1), ran.story)
      }
    }
  }

  // SPEC: R-CLI-17
  @Test func `probes that somebody wrote are run too`() async throws {
    try await Bench.with { bench in
      // Texts with this word in this place are shouted otherwise; the source has it backwards, so
      // that nothing draws it.
      let fault = "('' if str(text)[2:5][::-1] == 'xyz' else text.upper())"
      try bench.write(
        "rebuilt/\(bench.module).py", Library.code.replacing("text.upper()", with: fault))
      let probes = (1...20).map { number in
        #"{"do":[{"call":"shout","args":["a zyx \#(number)"]}],"target":"shout","#
          + #""origin":"mined:words.py::\#(number % 2)","pool":"dev"}"#
      }
      let lost = #"{"do":[{"call":"shuot"}],"target":"shuot","origin":"mined:w","pool":"dev"}"#
      try bench.write("probes.jsonl", (probes + [lost]).joined(separator: "\n") + "\n")
      let words = ["diff", "--module", bench.module, "../lib", "../rebuilt", "--probes", "40"]
      let without = try await bench.specter(words)
      #expect(without.status == 0, without.story)
      let ran = try await bench.specter(words + ["--probe-file", "../probes.jsonl", "--json"])
      #expect(ran.status == 1, ran.story)
      let answer = try ran.json
      let causes = answer["causes"]?.arrayValue ?? []
      #expect(Set(causes.map { $0["operation"]?.stringValue }) == ["shout"])
      let notes = answer["notes"]?.arrayValue?.compactMap(\.stringValue) ?? []
      #expect(notes.contains { $0.hasPrefix("1 written probe ") && $0.hasSuffix("shuot") })
      try bench.write("probes.jsonl", probes[0] + "\n{}\n")
      let spoilt = try await bench.specter(words + ["--probe-file", "../probes.jsonl"])
      #expect(spoilt.status == 2 && spoilt.errors.contains("probes.jsonl:2"), spoilt.story)
    }
  }

  // SPEC: R-DRV-02, R-SCO-12
  @Test func `programs in any language are compared through the driver protocol`() async throws {
    try await Bench.with { bench in
      try bench.write("drivers/double.py", DriverScripts.python)
      try bench.write("other/double.pl", DriverScripts.perl)
      try bench.write(
        "wrong/double.pl", DriverScripts.perl.replacing("* 2", with: "* 2 + ($_[0] > 9)"))
      let python = "python3 ../drivers/double.py"
      let diff = ["diff", "--surface", "driver", python]
      let same = try await bench.specter(diff + ["perl ../other/double.pl", "--json"])
      #expect(same.status == 0, same.story)
      #expect(try same.json["causes"]?.arrayValue?.isEmpty == true)
      #expect(try (same.json["probes"]?["heldOut"]?.intValue ?? 0) > 20)
      let wrong = try await bench.specter(diff + ["perl ../wrong/double.pl", "--json"])
      #expect(wrong.status == 1, wrong.story)
      let cause = try #require(try wrong.json["causes"]?.arrayValue?.first)
      #expect(cause["operation"]?.stringValue == "double")
      // The smallest number that shows it.
      #expect(cause["witnessText"]?.stringValue == "double(10)", wrong.story)

      let silent = try await bench.specter(["diff", "--surface", "driver", "true", python])
      #expect(silent.status == 2 && silent.errors.contains("said no hello"), silent.story)
      let absent = try await bench.specter([
        "diff", "--surface", "driver", "no-such-program", python,
      ])
      #expect(absent.status == 2 && absent.errors.contains("no-such-program"), absent.story)
      #expect(await bench.leftovers().isEmpty && bench.temporary.isEmpty)
    }
  }

  // SPEC: R-CLI-03, R-EXIT-06
  @Test func `words that make no sense are refused with their own status`() async throws {
    try await Bench.with { bench in
      let lib = bench.library
      let wrong = [
        ["diff"], ["diff", lib, lib], ["diff", "--module", "m", lib],
        ["diff", "--module", "m", lib, "\(lib)/none"], ["diff", "--module", "m", "none", lib],
        ["diff", "--module", bench.module, lib, lib, "--surface", "telepathy"],
        ["diff", "--module", bench.module, lib, lib, "--budget", "soon"],
        ["diff", "--module", bench.module, lib, lib, "--probes", "0"],
        ["diff", "--module", bench.module, lib, lib, "--seed", "-1"],
        ["diff", "--module", bench.module, lib, lib, "--isolation", "some"],
        ["diff", "--module", bench.module, lib, lib, "--mine", "none"],
        ["diff", "--module", bench.module, lib, lib, "--loudly"],
        ["diff", "--surface", "driver", "'", "true"], ["diff", "--surface", "driver", "", "true"],
      ]
      for words in wrong {
        let ran = try await bench.specter(words)
        #expect(ran.status == 64, ran.story)
        #expect(ran.output.isEmpty && !ran.errors.isEmpty, ran.story)
      }
      // What can't be measured is Specter's failure, not the candidate's.
      let module = try await bench.specter(["diff", "--module", "nowhere", lib, lib])
      #expect(module.status == 2 && module.errors.contains("nowhere"), module.story)
      let spec = try await bench.specter(["diff", "--spec", "none.md", lib, lib])
      #expect(spec.status == 2 && spec.errors.contains("none.md"), spec.story)
    }
  }

  // SPEC: R-CLI-13
  @Test func `a comparison that is interrupted leaves nothing`() async throws {
    try await Bench.with { bench in
      try bench.write("slow/\(bench.module).py", "import time\ntime.sleep(600)\n")
      for signal in [SIGINT, SIGTERM, SIGKILL] {
        let ran = try await bench.specter(
          ["diff", "--module", bench.module, bench.library, "../slow"]
        ) { running in
          #expect(await running.until { bench.processes.count >= 4 })
          running.send(signal)
        }
        #expect(ran.status == (signal == SIGKILL ? 137 : 130), ran.story)
        #expect(ran.seconds < 10, ran.story)
        #expect(await bench.leftovers().isEmpty)
        // What a kill leaves is swept away by the next run.
        if signal != SIGKILL { #expect(bench.temporary.isEmpty) }
      }
      let next = try await bench.specter(
        ["diff", "--module", bench.module, bench.library, bench.library, "--probes", "4"])
      #expect(next.status == 0 && bench.claimed.isEmpty, next.story)
    }
  }
}
