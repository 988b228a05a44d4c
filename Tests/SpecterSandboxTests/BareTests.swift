import Glibc
import SpecModel
import SpecterKit
import SpecterSandbox
import Testing

struct BareTests {
  @Test func `without isolation a command runs in a folder of its own, and says so`() async throws {
    let sandbox = try await Sandboxes.make(isolation: .none)
    #expect(sandbox.isolation == .none)
    let files = try #require(FileTree(["a.txt": Array("one".utf8)]))
    let request = WorkspaceRequest(files: files)
    let (root, result, tree) = try await sandbox.withWorkspace(request) { workspace in
      let script = "pwd; cat a.txt; echo $HOME >b.txt; exit 4"
      let result = try await workspace.run(Command(["sh", "-c", script]))
      return (workspace.root, result, try await workspace.harvest())
    }
    #expect(result.outputText == "\(root)\none")
    #expect(result.end == .exited(4))
    #expect(tree.paths == ["a.txt", "b.txt"])
    #expect(access(root, F_OK) != 0, "the folder is gone")
  }

  @Test func `without isolation limits on time and output hold`() async throws {
    let limits = Limits(seconds: 0.4, output: 100)
    let result = try await BareSandbox().withWorkspace(WorkspaceRequest(limits: limits)) {
      try await $0.run(Command(["sh", "-c", "head -c 5000 /dev/zero; sleep 60 & sleep 60"]))
    }
    #expect(result.end == .timedOut)
    #expect(result.output.count == 100 && result.truncated)
    #expect(result.seconds < 5)
  }

  @Test func `without isolation no folder can be seen elsewhere than it is`() async throws {
    let request = WorkspaceRequest(readOnly: ["/elsewhere": "/tmp"])
    let failure = await #expect(throws: Failure.self) {
      try await BareSandbox().withWorkspace(request) { _ in }
    }
    #expect(failure?.code == .sandbox)
  }

  @Test func `a level that no sandbox has is refused`() async {
    let failure = await #expect(throws: Failure.self) {
      _ = try await Sandboxes.make(isolation: .folder)
    }
    #expect(failure?.code == .sandbox)
  }

  @Test(arguments: [
    Command([]), Command(["a\0b"]), Command(["true"], environment: ["A=B": "c"]),
  ])
  func `words that can't be a command are refused`(command: Command) async throws {
    let failure = try await BareSandbox().withWorkspace(WorkspaceRequest()) { workspace in
      await #expect(throws: Failure.self) { try await workspace.run(command) }
    }
    #expect(failure?.code == .usage)
  }
}

struct WorkspaceFolderTests {
  @Test func `files are written back in place, scripts executable`() throws {
    let folder = try TemporaryFolder()
    try folder.write("kept.txt", "old", mode: 0o600)
    let tree = try #require(
      FileTree(["kept.txt": Array("new".utf8), "run": Array("#!/bin/sh\n".utf8)]))
    try WorkspaceFolder.write(tree, to: folder.path)
    #expect(try WorkspaceFolder.read(folder.path) == tree)
    #expect(access(folder.path + "/run", X_OK) == 0)
    var status = stat()
    #expect(stat(folder.path + "/kept.txt", &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func `a link on the way to a file is not followed`() throws {
    let (folder, outside) = (try TemporaryFolder(), try TemporaryFolder())
    #expect(symlink(outside.path, folder.path + "/link") == 0)
    let tree = try #require(FileTree(["link/file": [1]]))
    #expect(throws: Failure.self) { try WorkspaceFolder.write(tree, to: folder.path) }
    #expect(!outside.has("file"))
    #expect(try WorkspaceFolder.read(folder.path) == FileTree())
  }

  @Test func `a folder that is not there is bad input`() {
    let failure = #expect(throws: Failure.self) { try WorkspaceFolder.read("/no/such/folder") }
    #expect(failure?.code == .badInput)
  }
}
