import Glibc
import SpecModel
import SpecterKit
import Testing

@testable import SpecterSandbox

/// Where bubblewrap can't run, as in some containers, its tests are skipped and say so.
let sealedSandbox: (any Sandbox)? = try? BubblewrapSandbox()

@Suite(.enabled(if: sealedSandbox != nil, "bubblewrap is not installed"))
struct SealedTests {
  let sandbox: any Sandbox

  init() async throws { sandbox = try await Sandboxes.make(isolation: .sealed) }

  /// Runs one command in a workspace of its own.
  func run(
    _ arguments: String..., files: [String: String] = [:], limits: Limits = Limits(),
    input: String = ""
  ) async throws -> CommandResult {
    let tree = FileTree(files.mapValues { Array($0.utf8) }) ?? FileTree()
    return try await sandbox.withWorkspace(WorkspaceRequest(files: tree, limits: limits)) {
      try await $0.run(Command(arguments, input: Array(input.utf8)))
    }
  }

  @Test func `a command reads its files and its input, and writes to both streams`() async throws {
    let result = try await run(
      "sh", "-c", "cat a/b.txt; cat; echo oops >&2; exit 3", files: ["a/b.txt": "file "],
      input: "input")
    #expect(result.outputText == "file input")
    #expect(result.errorText == "oops\n")
    #expect(result.end == .exited(3))
    #expect(!result.truncated)
  }

  @Test func `no name is resolved, nor waited for`() async throws {
    // musl's resolver takes its seconds from there, and five without; glibc's does not ask at all.
    let file = try await run("cat", "/etc/resolv.conf")
    #expect(file.outputText == "nameserver 127.0.0.1\noptions timeout:0 attempts:1\n")
    let look = "import socket; socket.getaddrinfo('example.com', 80)"
    let result = try await run("/usr/bin/python3", "-c", look)
    #expect(result.errorText.contains("gaierror"))
  }

  @Test func `a program that is not there is a result, not an error`() async throws {
    #expect(try await run("no-such-program").end == .exited(127))
  }

  @Test func `a signal is told as one`() async throws {
    #expect(try await run("sh", "-c", "kill -SEGV $$").end == .signalled(11))
  }

  @Test func `nothing of the environment comes along`() async throws {
    setenv("SPECTER_TEST_SECRET", "hidden", 1)
    let names = try await run("/usr/bin/env").outputText.split(separator: "\n")
      .map { $0.prefix { $0 != "=" } }.sorted()
    #expect(names == ["HOME", "LANG", "PATH", "PWD", "TMPDIR", "TZ"])
  }

  @Test func `a command that sleeps for ever ends at its limit`() async throws {
    let result = try await run("sleep", "60", limits: Limits(seconds: 0.3))
    #expect(result.end == .timedOut)
    #expect(result.seconds < 5)
  }

  @Test func `a flood of output is cut, and the rest thrown away`() async throws {
    let result = try await run(
      "sh", "-c", "yes | head -c 300000000", limits: Limits(output: 1000))
    #expect(result.end == .exited(0))
    #expect(result.output.count == 1000)
    #expect(result.truncated)
  }

  @Test func `commands of one workspace share its files and nothing is left of it`() async throws {
    let tree = try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
      _ = try await workspace.run(Command(["sh", "-c", "mkdir d; echo 1 >d/one; ln -s d/one two"]))
      _ = try await workspace.run(Command(["sh", "-c", "cat d/one two >three"]))
      return try await workspace.harvest()
    }
    #expect(tree.paths == ["d/one", "three"])
    #expect(tree.text("three") == "1\n1\n")
  }

  @Test func `a process is talked with line by line`() async throws {
    let lines = try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
      try await workspace.withProcess(Command(["cat"])) { process in
        var lines: [String] = []
        for word in ["one", "two"] {
          try await process.write(Array("\(word)\n".utf8))
          lines.append(String(decoding: try await process.read() ?? [], as: UTF8.self))
        }
        await process.closeInput()
        let rest = try await process.read()
        #expect(rest == nil)
        #expect(await process.stop() == .exited(0))
        return lines
      }
    }
    #expect(lines == ["one\n", "two\n"])
  }

  @Test func `a process that crashes tells how, and that it no longer reads`() async throws {
    try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
      try await workspace.withProcess(Command(["sh", "-c", "echo why >&2; exit 9"])) { process in
        let rest = try await process.read()
        #expect(rest == nil)
        #expect(await process.stop() == .exited(9))
        #expect(await process.recentErrors() == "why\n")
        await #expect(throws: ChannelClosed.self) { try await process.write([10]) }
      }
    }
  }

  @Test func `a process that is stopped is dead`() async throws {
    try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
      try await workspace.withProcess(Command(["sleep", "60"])) { process in
        #expect(await process.stop() == .signalled(9))
      }
    }
  }

  @Test func `a task that waits for output is cancelled promptly`() async throws {
    let start = ContinuousClock.now
    await #expect(throws: CancellationError.self) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
            try await workspace.withProcess(Command(["sleep", "60"])) { process in
              _ = try await process.read()
            }
          }
        }
        try await Task.sleep(for: .milliseconds(200))
        group.cancelAll()
        try await group.waitForAll()
      }
    }
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func `a shared folder is seen and can't be written`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("module.py", "x = 1\n", mode: 0o600)
    let request = WorkspaceRequest(readOnly: ["/reference": folder.path])
    let result = try await sandbox.withWorkspace(request) {
      try await $0.run(
        Command(["sh", "-c", "cat /reference/module.py; touch /reference/new 2>&1; echo $?"]))
    }
    #expect(result.outputText.hasPrefix("x = 1\n"))
    #expect(!result.outputText.hasSuffix("\n0\n"))
    #expect(!folder.has("new"))
  }

  @Test func `a process that others keep from running says so`() async throws {
    // Two that share one processor: each waits for half of the time.
    let script = """
      import os, time
      os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
      rest = os.fork()
      end = time.monotonic() + 0.4
      while time.monotonic() < end: pass
      if rest: print("done", flush=True)
      while True: time.sleep(60)
      """
    let time = try await sandbox.withWorkspace(WorkspaceRequest()) {
      try await $0.withProcess(Command(["python3", "-c", script])) { process in
        let said = try await process.read()
        #expect(said == Array("done\n".utf8))
        return await process.processorTime()
      }
    }
    #expect(time.waited > 0.2 && time.ran > 0.01, "\(time)")
  }

  /// A folder that others may not read is copied, another bound as it is.
  @Test(arguments: [0o700, 0o755] as [mode_t])
  func `of a shared folder what is hidden seems empty, and links stay links`(
    mode: mode_t
  ) async throws {
    let folder = try TemporaryFolder()
    for name in ["bin", "lib", "lib/packages"] { mkdir("\(folder.path)/\(name)", 0o755) }
    try folder.write("bin/tool", "echo tool\n")
    try folder.write("lib/packages/reference.py", "x = 1\n")
    try folder.write("lib/other.py", "x = 1\n")
    #expect(symlink("tool", folder.path + "/bin/link") == 0)
    #expect(chmod(folder.path, mode) == 0)
    let request = WorkspaceRequest(
      readOnly: ["/shared": folder.path], hidden: ["/shared/lib/packages", "/shared/none"])
    let result = try await sandbox.withWorkspace(request) {
      try await $0.run(Command(["sh", "-c", "sh /shared/bin/link; ls -A /shared/lib/* /shared"]))
    }
    #expect(
      result.outputText == """
        tool
        /shared/lib/other.py

        /shared:
        bin
        lib

        /shared/lib/packages:

        """, "\(result)")
  }

  @Test func `what can't be hidden is not shared`() async throws {
    let folder = try TemporaryFolder()
    #expect(symlink("/usr", folder.path + "/packages") == 0)
    let request = WorkspaceRequest(
      readOnly: ["/shared": folder.path], hidden: ["/shared/packages"])
    let failure = await #expect(throws: Failure.self) {
      try await sandbox.withWorkspace(request) { try await $0.run(Command(["true"])) }
    }
    #expect("\(try #require(failure))".contains("can't be hidden"))
  }

  @Test func `a frozen clock stands still, and waiting with a limit works`() async throws {
    guard let clock = FrozenClock.environment() else { return }
    let script = """
      import datetime, select, time
      a = datetime.datetime.now(); start = time.monotonic()
      select.select([], [], [], 0.2)
      print(a.isoformat(), datetime.datetime.now() == a, 0.1 < time.monotonic() - start < 5)
      """
    let result = try await sandbox.withWorkspace(WorkspaceRequest()) {
      try await $0.run(
        Command(
          ["python3", "-c", script], environment: clock, seconds: 20))
    }
    #expect(result.outputText == "2011-02-03T10:21:36 True True\n", "\(result)")
  }
}

/// A folder that is removed with the value's last use.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/specter-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    path = try #require(made)
  }

  deinit { removeFolder(path) }

  func write(_ name: String, _ text: String, mode: mode_t = 0o644) throws {
    let file = open("\(path)/\(name)", O_WRONLY | O_CREAT, mode)
    try #require(file >= 0)
    Glibc.write(file, text, text.utf8.count)
    close(file)
  }

  func has(_ name: String) -> Bool { access("\(path)/\(name)", F_OK) == 0 }
}
