import Glibc
import SpecModel
import SpecterKit
import Testing

@testable import SpecterSandbox

/// What killed runs left is taken away.
struct SweepTests {
  @Test func `a sandbox that waits for a killed run is ended with its folder`() async throws {
    let folder = try TemporaryFolder()
    mkdir(folder.path + "/7", 0o755)
    // A process that is no more: numbers begin at 1, and no process starts with the machine.
    try folder.write("7/owner", "1-1")
    // It looks as bubblewrap's inner process does.
    let script = "import time; print(flush=True); time.sleep(60)"
    let words = "exec -a bwrap python3 -c '\(script)' '\(folder.path)/7/root'"
    let end = try await BareSandbox().withWorkspace(WorkspaceRequest()) { workspace in
      try await workspace.withProcess(Command(["bash", "-c", words])) { process in
        _ = try await process.read()
        sweepStale(in: folder.path)
        #expect(try await process.read() == nil)
        return await process.stop()
      }
    }
    #expect(end == .signalled(9))
    #expect(!folder.has("7"))
  }

  @Test func `what waits at the gate ends when nobody opens it`() async throws {
    let gate = Launch.gate(ResourceLimits(Limits(), grouped: true))
    let result = try await BareSandbox().withWorkspace(WorkspaceRequest()) {
      try await $0.run(Command(gate + ["echo", "it ran"]))
    }
    #expect(result.end == .exited(1) && !result.outputText.contains("it ran"))
  }
}
