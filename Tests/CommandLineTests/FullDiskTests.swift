import Glibc
import SpecModel
import Testing

/// Runs of the program whose state lies on a tiny file system.
@Suite(.serialized, .needsProgram) struct FullDiskTests {
  /// Mounts a file system of `size` bytes at a folder of the bench while `body` runs. False, and
  /// nothing done, where that is not allowed.
  private func mounted(
    _ bench: Bench, _ path: String, size: Int, _ body: () async throws -> Void
  ) async throws -> Bool {
    try bench.makeFolder(path)
    let place = "\(bench.root)/\(path)"
    guard geteuid() == 0, mount("tiny", place, "tmpfs", 0, "size=\(size)") == 0 else {
      return false
    }
    defer { umount2(place, Int32(MNT_DETACH)) }
    try await body()
    return true
  }

  /// Gives it more room.
  private func enlarge(_ bench: Bench, _ path: String) {
    let flags = UInt(MS_REMOUNT)
    #expect(mount("tiny", "\(bench.root)/\(path)", "tmpfs", flags, "size=64m") == 0)
  }

  private func expectNoHalf(_ bench: Bench) {
    let half = bench.files("project").filter {
      $0.contains("/.new-") || $0.contains("/.SPEC") || $0.hasSuffix(".new")
    }
    #expect(half.isEmpty, "half-written: \(half)")
  }

  // SPEC: R-CLI-14
  @Test(.enabled(if: geteuid() == 0, "needs root, to mount a tiny file system"))
  func `a full disk below the local state is a clear error and the run goes on later`()
    async throws
  {
    try await Bench.with { bench in
      for size in [16 << 10, 112 << 10] {
        let path = "project/.specter"
        let isDone = try await mounted(bench, path, size: size) {
          try? FileRemoval.remove("\(bench.spec)/SPEC.md")
          try await bench.begin()
          let before = bench.text("project/specs/\(bench.module)/SPEC.md")
          let full = try await bench.specter(bench.loop())
          #expect(full.status == 2, "\(size): \(full.story)")
          let says = ["disk is full", "No space left", "disk failed"]
          #expect(says.contains { full.errors.contains($0) }, "\(size): \(full.story)")
          #expect(full.errors.contains("/.specter"), full.story)
          #expect(bench.text("project/specs/\(bench.module)/SPEC.md") == before)
          expectNoHalf(bench)
          #expect(bench.temporary.isEmpty)
          enlarge(bench, path)
          let later = try await bench.specter(bench.loop())
          #expect(later.status == 0, "\(size): \(later.story)")
        }
        #expect(isDone)
      }
    }
  }

  // SPEC: R-CLI-08
  @Test(.enabled(if: geteuid() == 0, "needs root, to mount a tiny file system"))
  func `a full disk below specs and corpora leaves no half-written file`() async throws {
    try await Bench.with { bench in
      let isDone = try await mounted(bench, "project/specs", size: 8 << 10) {
        try await bench.begin()
        let before = bench.text("project/specs/\(bench.module)/SPEC.md")
        try bench.write("project/specs/ballast", [UInt8](repeating: 1, count: 3_000))
        let full = try await bench.specter(bench.loop())
        #expect(full.status == 2 && full.errors.contains("No space left"), full.story)
        #expect(bench.text("project/specs/\(bench.module)/SPEC.md") == before)
        expectNoHalf(bench)
      }
      #expect(isDone)
      try bench.makeFolder("project/specs")
      let corpora = try await mounted(bench, "project/corpora", size: 24 << 10) {
        try await bench.begin()
        let full = try await bench.specter(bench.loop(["--record", "--restart"]))
        #expect(full.status == 2 && full.errors.contains("No space left"), full.story)
        expectNoHalf(bench)
        enlarge(bench, "project/corpora")
        let later = try await bench.specter(bench.loop(["--record"]))
        #expect(later.status == 0, later.story)
        let check = try await bench.specter(["check", "specs/\(bench.module)"])
        #expect(check.status == 0, check.story)
      }
      #expect(corpora)
    }
  }

  /// Every verb that prints a result, in the forms that print it by different ways.
  private static let printing = [
    ["--version"], ["--help"], ["spec", "lint", "--help"], ["spec", "parse", "SPEC.md"],
    ["spec", "parse", "SPEC.md", "--json"], ["spec", "show", "SPEC.md"],
    ["spec", "show", "SPEC.md", "R-1", "--json"], ["spec", "ids", "SPEC.md"],
    ["spec", "ids", "SPEC.md", "--json"], ["spec", "trace", "SPEC.md"],
    ["spec", "trace", "SPEC.md", "--json"], ["spec", "lint", "SPEC.md"],
    ["spec", "lint", "SPEC.md", "--format", "sarif"], ["spec", "lint", "SPEC.md", "--json"],
    ["spec", "lint", "SPEC.md", "--format", "github"], ["spec", "lint", "--list-rules"],
    ["spec", "diff", "SPEC.md", "new.md"], ["spec", "diff", "SPEC.md", "new.md", "--json"],
    ["spec", "diff", "SPEC.md", "new.md", "--markdown"], ["spec", "diff", "SPEC.md", "SPEC.md"],
  ]

  // SPEC: R-CLI-03, R-EXIT-01
  @Test func `a result that does not reach standard output is a failure`() async throws {
    try await Bench.with { bench in
      let spec = "# Clock\n\n- **R-1** It MUST give the time.\n"
      try bench.write("project/SPEC.md", spec)
      try bench.write("project/new.md", spec + "- **R-2** It MUST NOT sleep.\n")
      let lib = bench.library
      let all = Self.printing + [["diff", "--module", bench.module, lib, lib, "--json"]]
      for words in all {
        let ran = try await bench.specter(words, device: "/dev/full")
        #expect(ran.status == 2, ran.story)
        #expect(ran.errors.contains("standard output can't be written: No space left"), ran.story)
      }
      // Words that make no sense have nothing to print, and keep their own status.
      let none = try await bench.specter(["spec", "dance"], device: "/dev/full")
      #expect(none.status == 64 && !none.errors.contains("standard output"), none.story)
    }
  }

  @Test func `a reader that closes its pipe is no failure and hears nothing`() async throws {
    let script = """
      import signal, subprocess, sys
      signal.signal(signal.SIGPIPE, signal.SIG_IGN if sys.argv[2] == "deaf" else signal.SIG_DFL)
      tool = subprocess.Popen(
          [sys.argv[1], "spec", "lint", "--list-rules"], stdout=subprocess.PIPE,
          stderr=subprocess.PIPE, restore_signals=False)
      tool.stdout.close()
      said = tool.stderr.read()
      status = tool.wait(20)
      sys.exit(0 if status in (0, -13) and not said else 1)
      """
    let program = try #require(Program.path)
    for ears in ["deaf", "open"] {
      #expect(try await python(script, [program, ears]) == 0, "\(ears)")
    }
  }

  @Test(.enabled(if: geteuid() == 0, "needs root, to mount a tiny file system"))
  func `a full disk below the cache is a clear error`() async throws {
    try await Bench.with { bench in
      let isDone = try await mounted(bench, "cache", size: 4 << 10) {
        try bench.write("cache/ballast", [UInt8](repeating: 1, count: 4_096))
        let lib = bench.library
        let full = try await bench.specter(["diff", "--module", bench.module, lib, lib])
        #expect(full.status == 2 && full.errors.contains("No space left"), full.story)
        let pinned = try await bench.specter([
          "init", "specs/\(bench.module)", "--from", "path:../../../lib", "--module", bench.module,
        ])
        #expect(pinned.status == 2 && pinned.errors.contains("No space left"), pinned.story)
        expectNoHalf(bench)
        enlarge(bench, "cache")
        let later = try await bench.specter(["diff", "--module", bench.module, lib, lib])
        #expect(later.status == 0, later.story)
      }
      #expect(isDone)
    }
  }
}
