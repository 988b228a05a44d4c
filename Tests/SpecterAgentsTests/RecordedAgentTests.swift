import Glibc
import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@testable import SpecterAgents

/// A library's recordings as one run leaves them: extracted, built, revised, built again.
struct RecordedRun {
  let store: RecordingStore
  let front = Array("---\nspec: sample\n---\n".utf8)
  let first = Array("---\nspec: sample\n---\none\n".utf8)
  let second = Array("---\nspec: sample\n---\ntwo\n".utf8)

  init(folder: String) async throws {
    store = RecordingStore(folder: folder)
    let (first, second) = (first, second)
    let live = ScriptedAgent(isolation: .folder) { brief in
      switch brief.key.role {
      case .extractor: FileTree(["SPEC.md": first]) ?? FileTree()
      case .implementer: FileTree(["sample.py": brief.files["SPEC.md"] ?? []]) ?? FileTree()
      case .reviser, .distiller: FileTree(["SPEC.md": second]) ?? FileTree()
      }
    }
    let recorder = RecordingAgent(
      live, store: store, isolatedHow: "scripted", specter: "9.9.9",
      date: { "2025-01-02T03:04:05Z" })
    for brief in briefs { _ = try await recorder.perform(brief) }
  }

  var briefs: [Brief] {
    [
      AgentSamples.brief(.extractor, spec: front), AgentSamples.brief(.implementer, spec: first),
      AgentSamples.brief(.reviser, spec: first), AgentSamples.brief(.implementer, spec: second),
    ]
  }

  func replay(_ brief: Brief) async throws -> AgentRun {
    try await RecordedAgent(store: store).perform(brief)
  }

  func refusal(of brief: Brief) async -> Failure? {
    await #expect(throws: Failure.self) { try await replay(brief) }
  }

  func path(of brief: Brief) -> String {
    "\(store.folder)/\(Recording.folderName(of: brief.key))"
  }
}

private func withRun(_ body: (RecordedRun) async throws -> Void) async throws {
  try await withTemporaryFolder { folder in
    try await body(try await RecordedRun(folder: "\(folder)/recordings"))
  }
}

@Test func `a run is replayed step by step`() async throws {
  try await withRun { run in
    let replies = [run.first, run.first, run.second, run.second]
    for (brief, bytes) in zip(run.briefs, replies) {
      let replayed = try await run.replay(brief)
      #expect(replayed.reply.files.values.map { $0 } == [bytes])
      #expect(replayed.agent == "recorded (scripted)")
      #expect(replayed.isolation == .folder)
    }
  }
}

@Test func `the words of a prompt are no part of a recording's key`() async throws {
  try await withRun { run in
    let brief = Brief.implementer(
      spec: run.first, candidate: 1, attempt: 1, prompt: "In other words.")
    let replayed = try await run.replay(brief)
    #expect(replayed.reply["sample.py"] == run.first)
  }
}

@Test func `an altered reference is an error`() async throws {
  try await withRun { run in
    for role in [Role.extractor, .reviser] {
      let spec = role == .extractor ? run.front : run.first
      let failure = await run.refusal(
        of: AgentSamples.brief(role, spec: spec, reference: Digest.of("another")))
      #expect(failure?.code == .integrity)
      #expect(failure?.what.contains("made from other inputs") == true)
    }
  }
}

@Test(arguments: Role.allCases)
func `an altered spec is an error`(role: Role) async throws {
  try await withRun { run in
    let failure = await run.refusal(
      of: AgentSamples.brief(role, spec: run.first + Array("edited\n".utf8)))
    #expect(failure?.code == .integrity)
  }
}

@Test func `more than was recorded is the recording's end and no error`() async throws {
  try await withRun { run in
    let more = [
      AgentSamples.brief(.extractor, attempt: 2, spec: run.front),
      AgentSamples.brief(.implementer, attempt: 2, spec: run.first),
      AgentSamples.brief(.implementer, candidate: 2, spec: run.first),
      AgentSamples.brief(.implementer, spec: run.front),
      AgentSamples.brief(.reviser, spec: run.second),
    ]
    for brief in more { #expect(await run.refusal(of: brief)?.code == .recordingExhausted) }
  }
}

@Test func `a spec that the last reply produced is known although nothing started from it`()
  async throws
{
  try await withRun { run in
    Disk.removeFolder(run.path(of: run.briefs[3]))
    #expect(await run.refusal(of: run.briefs[3])?.code == .recordingExhausted)
  }
}

@Test func `without any recording the replay is at its end`() async throws {
  try await withTemporaryFolder { folder in
    let agent = RecordedAgent(store: RecordingStore(folder: "\(folder)/none"))
    let failure = await #expect(throws: Failure.self) {
      try await agent.perform(AgentSamples.brief(.extractor))
    }
    #expect(failure?.code == .recordingExhausted)
  }
}

@Test func `a reply that was tampered with is refused by name`() async throws {
  let tamperings: [(RecordedRun, String) throws -> String] = [
    { _, reply in
      try Disk.replace("\(reply)/sample.py", [1])
      return "sample.py"
    },
    { _, reply in
      unlink("\(reply)/sample.py")
      return "sample.py"
    },
    { _, reply in
      try Disk.create("\(reply)/evil.py", [1])
      return "evil.py"
    },
    { _, reply in
      rename("\(reply)/sample.py", "\(reply)/../elsewhere.py")
      symlink("../elsewhere.py", "\(reply)/sample.py")
      return "sample.py"
    },
  ]
  for tamper in tamperings {
    try await withRun { run in
      let brief = run.briefs[1]
      let file = try tamper(run, run.path(of: brief) + "/reply")
      let failure = await run.refusal(of: brief)
      #expect(failure?.code == .integrity)
      #expect(failure?.place?.hasSuffix("/reply/\(file)") == true)
    }
  }
}

@Test func `a tampered key is refused`() async throws {
  try await withRun { run in
    rename(run.path(of: run.briefs[1]), "\(run.store.folder)/implementer-c1-a2-000000000000")
    #expect(await run.refusal(of: run.briefs[1])?.code == .integrity)
  }
}

@Test(arguments: [
  "", "{", "[]", #"{"schema":"specter.recording/2"}"#, #"{"schema":"specter.recording/1"}"#,
])
func `a broken recording is refused with its place`(text: String) async throws {
  try await withRun { run in
    let place = run.path(of: run.briefs[0]) + "/recording.json"
    try Disk.replace(place, Array(text.utf8))
    let failure = await run.refusal(of: run.briefs[0])
    #expect(failure?.code == .badInput)
    #expect(failure?.place == place)
  }
}

@Test func `a folder among the recordings that is none is named`() async throws {
  try await withRun { run in
    try Disk.makeFolder("\(run.store.folder)/stray")
    let failure = await run.refusal(of: run.briefs[0])
    #expect(failure?.code == .badInput)
    #expect(failure?.place?.hasSuffix("/stray") == true)
  }
}
