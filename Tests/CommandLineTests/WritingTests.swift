import Glibc
import SpecModel
import Testing

/// Files that verbs write where something is in the way.
@Suite(.serialized, .needsProgram) struct WritingTests {
  private static let spec = "# Clock\n\nIt MUST give the time.\n\nIt MUST NOT sleep.\n"

  // SPEC: R-CLI-08
  @Test func `ids go into the spec and its ledger, or into neither`() async throws {
    try await Bench.with { bench in
      try bench.makeFolder("project/folder")
      for ledger in ["/nonexistent/x", "folder", "SPEC.md/x", "folder/x/y"] {
        try bench.write("project/SPEC.md", Self.spec)
        let before = bench.files("project")
        let ran = try await bench.specter(
          ["spec", "ids", "SPEC.md", "--write", "--ledger", ledger])
        #expect(ran.status == 2, ran.story)
        #expect(ran.errors.contains("another --ledger"), ran.story)
        #expect(bench.text("project/SPEC.md") == Self.spec, ran.story)
        #expect(bench.files("project") == before, ran.story)
      }
      let both = try await bench.specter(
        ["spec", "ids", "SPEC.md", "--write", "--ledger", "SPEC.md"])
      #expect(both.status == 64 && bench.text("project/SPEC.md") == Self.spec, both.story)
      let good = try await bench.specter(
        ["spec", "ids", "SPEC.md", "--write", "--ledger", "ids.txt"])
      #expect(good.status == 0, good.story)
      #expect(bench.text("project/SPEC.md")?.contains("**R-001** It MUST give") == true)
      #expect(bench.text("project/ids.txt")?.contains("R-001\nR-002\n") == true)
    }
  }

  /// A folder that is mounted read-only stops root too; the ledger is prepared before that is
  /// found out, and must go again.
  @Test func `a spec that can't be written leaves the ledger as it was`() async throws {
    try await Bench.with { bench in
      try bench.write("project/SPEC.md", Self.spec)
      try bench.write("project/ids.txt", "R-007\n")
      let ran = try await bench.specter(
        ["spec", "ids", "SPEC.md", "--write", "--ledger", "ids.txt"])
      #expect(ran.status == 0, ran.story)
      #expect(bench.text("project/ids.txt") == "R-007\nR-008\nR-009\n")
      try bench.write("project/SPEC.md", Self.spec)
      guard geteuid() == 0 else { return }
      try bench.makeFolder("project/sealed")
      try bench.write("project/sealed/SPEC.md", Self.spec)
      let place = "\(bench.root)/project/sealed"
      try #require(mount(place, place, nil, UInt(MS_BIND), nil) == 0)
      defer { umount2(place, Int32(MNT_DETACH)) }
      try #require(mount(nil, place, nil, UInt(MS_BIND | MS_REMOUNT | MS_RDONLY), nil) == 0)
      let sealed = try await bench.specter(
        ["spec", "ids", "sealed", "--write", "--ledger", "ids.txt"])
      #expect(sealed.status == 2 && sealed.errors.contains("Read-only"), sealed.story)
      #expect(!sealed.errors.contains("--ledger"), sealed.story)
      #expect(bench.text("project/ids.txt") == "R-007\nR-008\nR-009\n", sealed.story)
      #expect(bench.files("project").filter { $0.hasSuffix(".new") }.isEmpty)
    }
  }

  // SPEC: R-CLI-09
  @Test func `a baseline keeps what people wrote in it, and writing it twice changes nothing`()
    async throws
  {
    try await Bench.with { bench in
      try bench.write("project/SPEC.md", "# X\n\n- **R-1** It MUST be fast.\n")
      let head = "# Ours: ask Ada.\nschema: specter.baseline/1\n\naccepted: []   # none yet\n"
      try bench.write("project/accepted.yaml", head + "# The end.\n")
      let words = ["spec", "lint", "SPEC.md", "--write-baseline", "accepted.yaml"]
      let first = try await bench.specter(words + ["--reason", "old"])
      #expect(first.status == 0, first.story)
      let written = try #require(bench.text("project/accepted.yaml"))
      #expect(written.hasPrefix("# Ours: ask Ada.\n") && written.hasSuffix("# The end.\n"))
      #expect(written.contains("# none yet\n  - rule:"), "\(written)")
      let noted = written.replacing("  - rule: vague-word", with: "  # loud\n  - rule: vague-word")
      try bench.write("project/accepted.yaml", noted)
      let again = try await bench.specter(words)
      #expect(again.errors.contains("0 newly accepted"), again.story)
      #expect(bench.text("project/accepted.yaml") == noted)
      // What is found no more goes, and the comment stays.
      try bench.write("project/SPEC.md", "# X\n\n- **R-1** It MUST be done in 2 s.\n")
      let less = try await bench.specter(words)
      #expect(less.status == 0, less.story)
      let left = try #require(bench.text("project/accepted.yaml"))
      #expect(!left.contains("vague-word") && left.contains("  # loud\n"), "\(left)")
    }
  }

  // SPEC: R-EXIT-06
  @Test func `a folder without a spec is as a file that is not there`() async throws {
    try await Bench.with { bench in
      try bench.makeFolder("project/empty")
      try bench.write("project/SPEC.md", Self.spec)
      for words in [
        ["parse"], ["show"], ["lint"], ["ids"], ["trace"], ["diff", "SPEC.md"],
      ] {
        let ran = try await bench.specter(["spec"] + words + ["empty"])
        #expect(ran.status == 64 && ran.output.isEmpty, ran.story)
        #expect(ran.errors.contains("there is no SPEC.md in the folder 'empty'"), ran.story)
      }
    }
  }

  @Test func `a deny list that names nothing is told`() async throws {
    try await Bench.with { bench in
      try bench.write("project/SPEC.md", Self.spec)
      for list in ["", "\n\n", "# names come here\n"] {
        try bench.write("project/deny.txt", list)
        let ran = try await bench.specter(["spec", "lint", "SPEC.md", "--deny", "deny.txt"])
        #expect(ran.status == 64 && ran.errors.contains("names nothing"), ran.story)
      }
    }
  }

  @Test func `what can't be written names the option that names another place`() async throws {
    try await Bench.with { bench in
      try bench.write("project/SPEC.md", Self.spec)
      for (words, option) in [
        (["spec", "trace", "SPEC.md", "--html", "/nonexistent/x"], "--html"),
        (["spec", "lint", "SPEC.md", "--write-baseline", "/nonexistent/x"], "--write-baseline"),
        (["spec", "ids", "SPEC.md", "--write", "--ledger", "/nonexistent/x"], "--ledger"),
      ] {
        let ran = try await bench.specter(words)
        #expect(ran.status == 2 && ran.errors.contains("give another \(option)\n"), ran.story)
        #expect(!ran.errors.contains("--output"), ran.story)
      }
    }
  }
}
