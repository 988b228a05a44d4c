import Glibc
import SpecModel
import Testing

/// A candidate that means harm: `specter diff` has a verdict on it, soon, and nothing is harmed.
struct Attack: Sendable, CustomTestStringConvertible {
  var name: String
  /// Defines `boom()`.
  var code: String
  /// Whether the harm comes at import.
  var atImport = false
  /// The exit status of the comparison.
  var status = 1
  /// Seconds that the comparison may take.
  var bound = 20.0
  /// Whether any of these is the kind of the first cause; empty: any.
  var kinds: [String] = []

  var testDescription: String { name }

  /// Does its harm where `count` is given the empty text: what does not answer costs two seconds a
  /// probe, and up to six for each attempt to make a witness smaller.
  func candidate() -> String {
    if atImport { return code + "\n" + Library.code + "\nboom()\n" }
    return code + "\n"
      + Library.code.replacing(
        "    return len(text.split())",
        with: "    if text == \"\": boom()\n    return len(text.split())")
  }

  static let all: [Attack] = [
    Attack(
      name: "fork bomb",
      code:
        """
        import os
        def boom():
            while True:
                try: os.fork()
                except OSError: pass

        """,
      kinds: ["crash"]),
    Attack(
      name: "a gigabyte printed",
      code:
        "import sys\ndef boom():\n    for _ in range(1024): sys.stdout.write('x' * (1 << 20))\n",
      kinds: ["output"]),
    Attack(
      // So much that a pipe's reader must keep up, so little that a probe's two seconds suffice on
      // a busy machine, and that it takes less CPU time than counts as a cost.
      name: "16 megabytes written past Python",
      code: "import os\ndef boom():\n    for _ in range(16): os.write(1, b'x' * (1 << 20))\n",
      status: 0),
    Attack(
      name: "sleep", code: "import time\ndef boom():\n    time.sleep(3600)\n", kinds: ["crash"]),
    Attack(
      name: "all memory",
      code: "def boom():\n    a = []\n    while True: a.append(bytearray(1 << 24))\n",
      kinds: ["crash", "raises"]),
    Attack(
      // Where it is silent for too long its process is stopped, and without its driver no other one
      // starts; where it comes to an end in time it only took long.
      name: "deletion of everything",
      code: """
        import shutil
        def boom():
            for folder in ("/subject", "/ws", "/home", "/tmp", "/usr", "/etc", "/"):
                shutil.rmtree(folder, ignore_errors=True)

        """, kinds: ["crash", "cost"]),
    Attack(
      name: "kill of every process", code: "import os\ndef boom():\n    os.kill(-1, 9)\n",
      kinds: ["raises", "crash"]),
    Attack(
      name: "SIGSEGV", code: "import os\ndef boom():\n    os.kill(os.getpid(), 11)\n",
      kinds: ["crash"]),
    Attack(
      name: "exit in a call", code: "import os\ndef boom():\n    os._exit(0)\n",
      kinds: ["crash"]),
    Attack(
      name: "exit in import", code: "import os\ndef boom():\n    os._exit(0)\n", atImport: true,
      kinds: ["missing"]),
    Attack(
      name: "SystemExit in import", code: "import sys\ndef boom():\n    sys.exit(0)\n",
      atImport: true, kinds: ["missing"]),
    Attack(
      name: "a gigabyte printed in import",
      code: "def boom():\n    for _ in range(1024): print('x' * (1 << 20))\n", atImport: true,
      status: 0),
    Attack(
      name: "no module at all", code: "def (:\n", atImport: true, kinds: ["missing"]),
  ]
}

@Suite(.serialized, .needsProgram) struct HostileTests {
  // SPEC: R-DRV-07, R-CLI-07
  @Test(arguments: Attack.all)
  func `a hostile candidate gets its verdict in bounded time`(attack: Attack) async throws {
    try await Bench.with { bench in
      try bench.write("bad/\(bench.module).py", attack.candidate())
      let ran = try await bench.specter(
        [
          "diff", "--module", bench.module, bench.library, "../bad", "--probes", "60", "--budget",
          "5s", "--json",
        ], seconds: 2 * attack.bound)
      #expect(ran.status == attack.status, ran.story)
      #expect(ran.seconds < attack.bound, "it took \(ran.seconds) s")
      let causes = try ran.json["causes"]?.arrayValue ?? []
      #expect(causes.isEmpty == (attack.status == 0))
      if let first = causes.first, !attack.kinds.isEmpty {
        #expect(attack.kinds.contains(first["kind"]?.stringValue ?? ""), ran.story)
      }
      #expect(await bench.leftovers().isEmpty && bench.temporary.isEmpty)
      #expect(bench.text("lib/\(bench.module).py") == Library.code)
      #expect(bench.text("bad/\(bench.module).py") == attack.candidate())
    }
  }

  @Test func `a candidate reads no secret and writes to nothing but its workspace`() async throws {
    try await Bench.with { bench in
      let secret = "secret-\(bench.module)"
      try bench.write("home/secret", secret)
      // What it can find out comes back as what it returns.
      try bench.write(
        "bad/\(bench.module).py",
        """
        import glob, os
        def find():
            found = []
            for path in ["/etc/shadow", "\(bench.root)/home/secret", "/proc/1/environ"]:
                try: found.append(open(path).read())
                except OSError as error: found.append(type(error).__name__)
            for folder in ["/subject", "\(bench.root)", "/usr", "/etc", "/"]:
                try:
                    open(folder + "/planted", "w").write("x")
                    found.append("wrote " + folder)
                except OSError: pass
            for path in glob.glob("/subject/*") + glob.glob("\(bench.root)/lib/*"):
                try:
                    open(path, "w").write("x")
                    found.append("wrote " + path)
                except OSError: pass
            return " ".join(found)

        """
          + Library.code.replacing("return len(text.split())", with: "return find()"))
      let ran = try await bench.specter(
        ["diff", "--module", bench.module, bench.library, "../bad", "--probes", "20", "--json"])
      #expect(ran.status == 1, ran.story)
      #expect(ran.output.contains("FileNotFoundError"), ran.story)
      for leak in [secret, "root:", "wrote /subject", "wrote /usr", "wrote \(bench.root)"] {
        #expect(!ran.output.contains(leak), ran.story)
      }
      #expect(bench.text("lib/\(bench.module).py") == Library.code)
      #expect(access("/usr/planted", F_OK) != 0 && access("/etc/planted", F_OK) != 0)
      #expect(access("\(bench.root)/planted", F_OK) != 0)
    }
  }

  // SPEC: R-DRV-03
  @Test func `a reference that can't be imported is no verdict`() async throws {
    try await Bench.with("import no_such_dependency\n") { bench in
      let ran = try await bench.specter(
        ["diff", "--module", bench.module, bench.library, bench.library])
      #expect(ran.status == 2 && ran.errors.contains("no_such_dependency"), ran.story)
      try await bench.begin()
      let loop = try await bench.specter(bench.loop())
      #expect(loop.status == 2, loop.story)
      #expect(loop.errors.contains("no_such_dependency"), loop.story)
    }
  }

  // SPEC: R-STOP-01
  @Test func `agents that do harm or nothing end the loop with a reason`() async throws {
    try await Bench.with { bench in
      try await bench.begin()
      let before = bench.text("project/specs/\(bench.module)/SPEC.md")
      let scripts = [
        "import os; os.kill(os.getpid(), 9)",
        "import os; os.remove('SPEC.md'); os.symlink('/etc/shadow', 'SPEC.md')",
        "open('SPEC.md', 'ab').write(b'\\xff\\xfe' * 1000)",
        "for _ in range(1 << 10): print('x' * (1 << 16))",
      ]
      for script in scripts {
        let ran = try await bench.specter(
          ["loop", "specs/\(bench.module)", "--agent", bench.command(script), "--restart"])
        #expect(ran.status == 2 && ran.output.contains("failed: "), "\(script): \(ran.story)")
        #expect(!ran.output.contains("root:"), ran.story)
        #expect(bench.text("project/specs/\(bench.module)/SPEC.md") == before)
        #expect(bench.temporary.isEmpty)
      }
    }
  }
}
