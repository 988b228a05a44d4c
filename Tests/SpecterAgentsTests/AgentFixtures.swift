import Glibc
import SpecModel
import SpecterKit
import SpecterTesting

@testable import SpecterAgents

/// Recordings made by a scripted agent, replayed.
struct RecordedFixture: AgentFixture {
  let waits = false

  func withAgent(
    doing work: AgentWork, on brief: Brief, _ body: @Sendable (any Agent) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let store = RecordingStore(folder: "\(folder)/recordings")
      if case .leaves(let left) = work {
        let live = ScriptedAgent { Reply.of(left, to: $0) }
        let recorder = RecordingAgent(live, store: store, isolatedHow: "a test", specter: "0")
        _ = try await recorder.perform(brief)
      }
      try await body(RecordedAgent(store: store))
    }
  }
}

/// Work handed over to a task of the test's.
struct HandoffFixture: AgentFixture {
  let waits = true

  func withAgent(
    doing work: AgentWork, on brief: Brief, _ body: @Sendable (any Agent) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { directory in
      let agent = HandoffAgent(
        directory: directory, patience: HandoffAgent.Patience(seconds: 20, interval: 0.01))
      async let worker: Void = Worker(folder: agent.folder(of: brief)).treat(work)
      try await body(agent)
      try await worker
    }
  }
}

/// A program in a sandbox without processes.
struct CommandFixture: AgentFixture {
  let waits = true

  func withAgent(
    doing work: AgentWork, on brief: Brief, _ body: @Sendable (any Agent) async throws -> Void
  ) async throws {
    let sandbox = InMemorySandbox { _, files in
      switch work {
      case .leaves(let left): for (path, bytes) in left.files { files[path] = bytes }
      case .nothing: break
      case .endless: try await Task.sleep(for: .seconds(60))
      }
      return CommandResult(end: .exited(0), output: [], errors: [])
    }
    try await body(CommandAgent(command: ["agent"], sandbox: sandbox))
  }
}

/// Somebody who works in a folder that is handed over.
struct Worker {
  let folder: String

  func treat(_ work: AgentWork) async throws {
    switch work {
    case .leaves(let left): try await finish(left)
    case .nothing: try await finish(FileTree())
    case .endless: break
    }
  }

  /// Waits for the brief, writes `files` over what is there, then marks the work done.
  func finish(_ files: FileTree, marker: String = "DONE", saying: String = "") async throws {
    while !Disk.isFile("\(folder)/BRIEF.md") { try await Task.sleep(for: .milliseconds(5)) }
    for (path, bytes) in files.files { try put(bytes, at: path) }
    try put(Array(saying.utf8), at: marker)
  }

  func put(_ bytes: [UInt8], at path: String) throws {
    let parts = path.split(separator: "/")
    if parts.count > 1 {
      try Disk.makeFolder("\(folder)/\(parts.dropLast().joined(separator: "/"))")
    }
    unlink("\(folder)/\(path)")
    try Disk.create("\(folder)/\(path)", bytes)
  }
}
