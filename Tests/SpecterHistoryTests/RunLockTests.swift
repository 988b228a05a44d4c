import Foundation
import SpecModel
import SpecterHistory
import Testing

@Suite struct `The lock of a spec` {
  @Test func `keeps a second run out and says who holds it`() async throws {
    try await withFolder { folder in
      let lock = RunLock(folder: folder + "/.specter", name: "semver")
      try await lock.withLock {
        let refused = await failure {
          try await RunLock(folder: folder + "/.specter", name: "semver").withLock {}
        }
        #expect(refused?.code == .storage)
        #expect(refused?.what == "another run works on 'semver' (process \(getpid()))")
      }
      try await lock.withLock {}
    }
  }

  @Test func `leaves other specs alone`() async throws {
    try await withFolder { folder in
      try await RunLock(folder: folder, name: "semver").withLock {
        try await RunLock(folder: folder, name: "inflection").withLock {}
      }
    }
  }

  @Test func `is released when its body throws`() async throws {
    try await withFolder { folder in
      let lock = RunLock(folder: folder, name: "semver")
      let thrown = await failure { try await lock.withLock { throw Failure(.agent, "no") } }
      #expect(thrown?.code == .agent)
      try await lock.withLock {}
    }
  }

  @Test func `has a file name that stays in its folder`() {
    #expect(RunLock(folder: "f", name: "../a b/ü").path == "f/locks/.._a_b__.lock")
  }

  @Test func `is released by the kernel when its holder is killed`() async throws {
    try await withFolder { folder in
      let lock = RunLock(folder: folder, name: "semver")
      try await lock.withLock {}
      let holder = Process()
      holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      holder.arguments = [
        "python3", "-c",
        "import fcntl,sys,time;f=open(sys.argv[1],'r+');fcntl.flock(f,fcntl.LOCK_EX);"
          + "print('held',flush=True);time.sleep(60)",
        lock.path,
      ]
      let output = Pipe()
      holder.standardOutput = output
      try holder.run()
      let said = try output.fileHandleForReading.read(upToCount: 4)
      #expect(said == Data("held".utf8))
      #expect(await failure { try await lock.withLock {} }?.code == .storage)
      kill(holder.processIdentifier, SIGKILL)
      holder.waitUntilExit()
      try await lock.withLock {}
    }
  }
}
