import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@testable import SpecterAgents

@Test func `a recording comes back as it was written`() async throws {
  let brief = AgentSamples.brief(.reviser)
  let run = AgentRun(
    reply: FileTree(["SPEC.md": [1, 2]]) ?? FileTree(), agent: "somebody", isolation: .none,
    usage: Usage(tokensIn: 10, tokensOut: 20, dollars: 0.5), seconds: 12.25)
  var recording = Recording(
    of: run, to: brief, date: "2025-01-02T03:04:05Z", isolatedHow: "not at all", specter: "1")
  recording.fidelity = 99.5
  let value = try Value(parsing: recording.value.indentedBytes)
  #expect(try Recording(value, place: "") == recording)
  #expect(value["schema"]?.stringValue == "specter.recording/1")
}

@Test func `the reference is listed in a recording and never kept`() async throws {
  try await withTemporaryFolder { folder in
    let run = try await RecordedRun(folder: folder)
    let brief = run.briefs[2]
    let kept = try Harvest(of: run.path(of: brief)).tree
    #expect(
      kept.paths == [
        "brief/BRIEF.md", "brief/SPEC.md", "brief/causes.md", "recording.json", "reply/SPEC.md",
      ])
    let recording = try #require(run.store.recordings().first { $0.key == brief.key })
    #expect(recording.briefFiles["reference/sample.py"] == Digest.of(Array("x = 1\n".utf8)))
    #expect(recording.brief == brief.digest)
  }
}

@Test func `a measured fidelity is added to a recording and replayed`() async throws {
  try await withTemporaryFolder { folder in
    let run = try await RecordedRun(folder: folder)
    let before = try run.store.recordings()
    try run.store.note(fidelity: 98.5, for: run.briefs[1].key)
    #expect(try await run.replay(run.briefs[1]).recordedFidelity == 98.5)
    #expect(try await run.replay(run.briefs[3]).recordedFidelity == nil)
    let after = try run.store.recordings()
    #expect(zip(before, after).filter { $0 != $1 }.count == 1)
    let unknown = AgentSamples.brief(.implementer, attempt: 7, spec: run.first).key
    let failure = #expect(throws: Failure.self) {
      try run.store.note(fidelity: 1, for: unknown)
    }
    #expect(failure?.code == .recordingExhausted)
  }
}

@Test func `recording again replaces the older recording and leaves no trace of it`() async throws {
  try await withTemporaryFolder { folder in
    let run = try await RecordedRun(folder: folder)
    let brief = run.briefs[1]
    let agent = RecordingAgent(
      ScriptedAgent { _ in FileTree(["other.py": [9]]) ?? FileTree() }, store: run.store,
      isolatedHow: "", specter: "")
    _ = try await agent.perform(brief)
    #expect(try await run.replay(brief).reply.paths == ["other.py"])
    #expect(try Disk.names(in: folder).count == 4)
  }
}

@Test func `what a killed run left half written is passed over, and removed`() async throws {
  try await withTemporaryFolder { folder in
    let run = try await RecordedRun(folder: folder)
    let name = Recording.folderName(of: run.briefs[1].key)
    try Disk.makeFolder("\(folder)/.\(name).abc/reply")
    let recordings = try run.store.recordings()
    #expect(recordings.count == 4)
    let recording = try #require(recordings.first { $0.key == run.briefs[1].key })
    let replayed = try await run.replay(run.briefs[1])
    try run.store.write(recording, of: replayed, to: run.briefs[1])
    #expect(try Disk.names(in: folder).count == 4)
  }
}

@Test func `a folder that can't be written whole leaves nothing behind`() throws {
  // A name this long fails in the middle of the writing, as a full disk would.
  let tree = try #require(
    FileTree(["a": [1], String(repeating: "x", count: 300): [2]]))
  let base = "/tmp/specter-agents-\(UInt64.random(in: 0...UInt64.max))"
  defer { Disk.removeFolder(base) }
  let failure = #expect(throws: Failure.self) { try Disk.createFolder("\(base)/new", tree) }
  #expect(failure?.code == .storage)
  #expect(try Disk.names(in: base).isEmpty)
}

@Test func `a failed agent leaves no recording`() async throws {
  try await withTemporaryFolder { folder in
    let store = RecordingStore(folder: folder)
    let agent = RecordingAgent(
      ScriptedAgent { _ in FileTree() }, store: store, isolatedHow: "", specter: "")
    await #expect(throws: Failure.self) {
      try await agent.perform(AgentSamples.brief(.implementer))
    }
    let recordings = try store.recordings()
    #expect(recordings.isEmpty)
  }
}

@Test func `a date is written in ISO 8601`() {
  #expect(Clock.date().wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
}
