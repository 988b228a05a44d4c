import Glibc
import SpecModel
import Testing

/// `specter sandbox -- COMMAND`.
@Suite(.serialized, .needsProgram) struct SandboxTests {
  private func status(_ bench: Bench, _ words: [String]) async throws -> Ran {
    try await bench.specter(["sandbox"] + words)
  }

  // SPEC: R-EXIT-07
  @Test func `the command's end is the program's`() async throws {
    try await Bench.with { bench in
      #expect(try await status(bench, ["--", "true"]).status == 0)
      #expect(try await status(bench, ["--", "sh", "-c", "exit 7"]).status == 7)
      #expect(try await status(bench, ["--", "sh", "-c", "kill -9 $$"]).status == 137)
      #expect(try await status(bench, ["--seconds", "0.3", "--", "sleep", "60"]).status == 124)
      #expect(try await status(bench, ["--", "no-such-program"]).status != 0)
      let spoken = try await status(bench, ["--", "sh", "-c", "echo out; echo err >&2"])
      #expect(spoken.output == "out\n" && spoken.errors == "err\n", spoken.story)
      #expect(await bench.leftovers().isEmpty && bench.temporary.isEmpty)
    }
  }

  @Test func `files go in and out, and nothing else is seen`() async throws {
    try await Bench.with { bench in
      try bench.write("work/in.txt", "hello")
      let ran = try await status(
        bench,
        [
          "--workspace", "\(bench.root)/work", "--", "sh", "-c",
          "cp in.txt out.txt; ls /; cat /etc/shadow",
        ])
      #expect(ran.status == 1, ran.story)
      #expect(bench.text("work/out.txt") == "hello")
      #expect(!ran.output.contains("root:"))
    }
  }

  // SPEC: R-CLI-13
  @Test func `it is stopped with what it runs`() async throws {
    try await Bench.with { bench in
      for signal in [SIGINT, SIGKILL] {
        let ran = try await bench.specter(
          ["sandbox", "--", "python3", "-c", "import time; time.sleep(600)", bench.module]
        ) { running in
          #expect(await running.until { bench.processes.count >= 3 })
          running.send(signal)
        }
        #expect(ran.status == 128 + Int(signal) && ran.seconds < 10, ran.story)
        #expect(await bench.leftovers().isEmpty)
      }
    }
  }
}
