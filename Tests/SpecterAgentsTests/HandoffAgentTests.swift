import Glibc
import SpecModel
import SpecterKit
import SpecterTesting
import Synchronization
import Testing

@testable import SpecterAgents

private let impatient = HandoffAgent.Patience(seconds: 10, interval: 0.01)

/// Hands `brief` over while `work` is done in its folder.
private func handOver(
  _ brief: Brief, in directory: String, work: @Sendable (Worker) async throws -> Void
) async throws -> AgentRun {
  let agent = HandoffAgent(directory: directory, patience: impatient)
  async let worker: Void = work(Worker(folder: agent.folder(of: brief)))
  let run = try await agent.perform(brief)
  try await worker
  return run
}

@Test func `the folder that is handed over holds the brief and says how to hand back`()
  async throws
{
  try await withTemporaryFolder { directory in
    let brief = AgentSamples.brief(.extractor)
    let announced = Announced()
    let agent = HandoffAgent(
      directory: "\(directory)/new/below",
      patience: HandoffAgent.Patience(seconds: 0.02, interval: 0.01),
      announce: { announced.add($0) })
    let failure = await #expect(throws: Failure.self) { try await agent.perform(brief) }
    #expect(failure?.code == .agent)
    let folder = agent.folder(of: brief)
    #expect(failure?.place == folder)
    #expect(folder.hasPrefix("\(directory)/new/below/extractor-a1-"))
    #expect(announced.lines.count == 1 && announced.lines.allSatisfy { $0.contains(folder) })
    let tree = try Harvest(of: folder).tree
    #expect(tree.paths == ["BRIEF.md", "SPEC.md", "reference/sample.py"])
    #expect(tree.text("BRIEF.md")?.hasPrefix("Extract.\n") == true)
    #expect(tree.text("BRIEF.md")?.contains("file named `DONE`") == true)
  }
}

@Test func `another user may write the work and not what is there to read`() async throws {
  try await withTemporaryFolder { directory in
    let brief = AgentSamples.brief(.reviser)
    let agent = HandoffAgent(
      directory: directory, patience: HandoffAgent.Patience(seconds: 0, interval: 0.01))
    await #expect(throws: Failure.self) { try await agent.perform(brief) }
    func mode(_ path: String) -> mode_t {
      var status = stat()
      lstat("\(agent.folder(of: brief))/\(path)", &status)
      return status.st_mode & 0o022
    }
    #expect(mode("") == 0o022)
    #expect(mode("SPEC.md") == 0o022)
    for path in ["BRIEF.md", "causes.md", "reference", "reference/sample.py"] {
      #expect(mode(path) == 0, "\(path)")
    }
  }
}

@Test func `work that was done while Specter was away is taken at once`() async throws {
  try await withTemporaryFolder { directory in
    let brief = AgentSamples.brief(.implementer)
    let away = HandoffAgent(directory: directory, patience: HandoffAgent.Patience(seconds: 0))
    await #expect(throws: Failure.self) { try await away.perform(brief) }
    try await Worker(folder: away.folder(of: brief))
      .finish(FileTree(["sample.py": [1]]) ?? FileTree())
    #expect(try await away.perform(brief).reply.paths == ["sample.py"])
    #expect(try await away.perform(brief).reply.paths == ["sample.py"])
  }
}

@Test func `work begun while Specter was away is waited for and not overwritten`() async throws {
  try await withTemporaryFolder { directory in
    let brief = AgentSamples.brief(.implementer)
    let away = HandoffAgent(directory: directory, patience: HandoffAgent.Patience(seconds: 0))
    await #expect(throws: Failure.self) { try await away.perform(brief) }
    try Worker(folder: away.folder(of: brief)).put([1], at: "begun.py")
    let run = try await handOver(brief, in: directory) { worker in
      try await worker.finish(FileTree(["ended.py": [2]]) ?? FileTree())
    }
    #expect(run.reply.paths == ["begun.py", "ended.py"])
    #expect(run.isolation == .folder)
  }
}

@Test func `work that was marked failed gives its reason on one clean line`() async throws {
  try await withTemporaryFolder { directory in
    let failure = await #expect(throws: Failure.self) {
      try await handOver(AgentSamples.brief(.implementer), in: directory) { worker in
        try await worker.finish(FileTree(), marker: "FAILED", saying: "no\ntime\u{1B}[2J")
      }
    }
    #expect(failure?.code == .agent)
    #expect(failure?.what == "the work was marked failed: no time [2J")
  }
}

@Test func `who did the work is read from DONE, and how long it took from the files`() async throws
{
  try await withTemporaryFolder { directory in
    let brief = AgentSamples.brief(.implementer)
    let agent = HandoffAgent(directory: directory, patience: impatient)
    let run = try await handOver(brief, in: directory) { worker in
      try await worker.finish(
        FileTree(["sample.py": [1]]) ?? FileTree(), saying: "an agent, 1.2\nmore")
      var times = [timeval(tv_sec: 1_000, tv_usec: 0), timeval(tv_sec: 1_000, tv_usec: 0)]
      utimes("\(worker.folder)/BRIEF.md", &times)
    }
    #expect(run.agent == "handoff (an agent, 1.2)")
    let again = try await agent.perform(brief)
    #expect(again.seconds > 1_000_000, "the work began in 1970")
  }
}

@Test func `links and pipes in the folder are left out and named`() async throws {
  try await withTemporaryFolder { directory in
    let secret = "\(directory)/secret"
    try Disk.create(secret, Array("secret".utf8))
    let run = try await handOver(AgentSamples.brief(.implementer), in: directory) { worker in
      while !Disk.isFile("\(worker.folder)/BRIEF.md") { await Task.yield() }
      symlink(secret, "\(worker.folder)/soft")
      symlink(directory, "\(worker.folder)/folder")
      link(secret, "\(worker.folder)/hard")
      mkfifo("\(worker.folder)/pipe", 0o666)
      try await worker.finish(FileTree(["sample.py": [1]]) ?? FileTree())
    }
    #expect(run.reply.paths == ["sample.py"])
    for name in ["soft", "folder", "hard", "pipe"] { #expect(run.transcript.contains(name)) }
  }
}

@Test func `a link named DONE marks nothing`() async throws {
  try await withTemporaryFolder { directory in
    let brief = AgentSamples.brief(.implementer)
    let agent = HandoffAgent(
      directory: directory, patience: HandoffAgent.Patience(seconds: 0.3, interval: 0.01))
    async let worker: Void = {
      while !Disk.isFile("\(agent.folder(of: brief))/BRIEF.md") { await Task.yield() }
      symlink("BRIEF.md", "\(agent.folder(of: brief))/DONE")
    }()
    let failure = await #expect(throws: Failure.self) { try await agent.perform(brief) }
    await worker
    #expect(failure?.what.contains("nobody marked the work done") == true)
  }
}

@Test func `a folder that is taken away ends the wait`() async throws {
  try await withTemporaryFolder { directory in
    let failure = await #expect(throws: Failure.self) {
      try await handOver(AgentSamples.brief(.implementer), in: directory) { worker in
        while !Disk.isFile("\(worker.folder)/BRIEF.md") { await Task.yield() }
        Disk.removeFolder(worker.folder)
      }
    }
    #expect(failure?.code == .agent)
  }
}

@Test func `a folder beyond the bounds is refused`() async throws {
  try await withTemporaryFolder { folder in
    try Disk.create("\(folder)/a", [1, 2, 3])
    try Disk.create("\(folder)/b", [4, 5])
    try Disk.makeFolder("\(folder)/c/d/e")
    let bounds = [
      Harvest.Bounds(files: 1), Harvest.Bounds(bytes: 4), Harvest.Bounds(depth: 2),
    ]
    for bound in bounds {
      let failure = #expect(throws: Failure.self) { try Harvest(of: folder, bounds: bound) }
      #expect(failure?.code == .agent)
    }
    #expect(try Harvest(of: folder, bounds: .init(files: 2, bytes: 5)).tree.byteCount == 5)
  }
}

/// Collects announcements.
private final class Announced: Sendable {
  private let mutex = Mutex<[String]>([])
  var lines: [String] { mutex.withLock { $0 } }
  func add(_ line: String) { mutex.withLock { $0.append(line) } }
}
