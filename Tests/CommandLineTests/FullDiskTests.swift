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
