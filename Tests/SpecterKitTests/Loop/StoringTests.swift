import SpecModel
import SpecterTesting
import Testing

@testable import SpecterKit

@Suite struct StoringTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `digests are those of FIPS 180-2`(text: String, hex: String) {
    #expect(Digest.of(text).hex == hex)
  }

  @Test func `the digest of a million letters is right`() {
    #expect(
      Digest.of([UInt8](repeating: 0x61, count: 1_000_000)).hex
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `the digest of a tree depends on paths and bytes alone`() {
    let one = FileTree(["a": [1], "b/c": [2]])
    #expect(one.map { Digest.of($0) } == FileTree(["b/c": [2], "a": [1]]).map { Digest.of($0) })
    #expect(one.map { Digest.of($0) } != FileTree(["a": [2], "b/c": [1]]).map { Digest.of($0) })
    #expect(
      Digest.of(FileTree(["a": Array("abc".utf8)]) ?? FileTree())
        == Digest.of("\(Digest.of("abc").hex)  a\n"))
  }

  @Test func `a tree comes back as it was put`() async throws {
    let store = InMemoryStore()
    let tree = FileTree(["a": [], "b/é.py": [0xFF, 0], "b/c": Array("x".utf8)]) ?? FileTree()
    #expect(try await store.tree(store.put(tree: tree)) == tree)
    #expect(try await store.tree(store.put(tree: FileTree())) == FileTree())
    #expect(try await store.put(tree: tree) == store.put(tree: tree))
  }

  @Test(arguments: ["[]", "3", #"{"a":"sha256:12"}"#, #"{"../a":"x"}"#, "{", ""])
  func `what is no manifest is a failure of the storage`(text: String) async throws {
    let store = InMemoryStore()
    let digest = await store.put(Array(text.utf8))
    let failure = await #expect(throws: Failure.self) { try await store.tree(digest) }
    #expect(failure?.code == .storage)
  }

  @Test func `a tree of which a file is gone is a failure of the storage`() async throws {
    let store = InMemoryStore()
    let manifest = await store.put(Array("{\"a\":\"\(Digest.of("gone"))\"}".utf8))
    let failure = await #expect(throws: Failure.self) { try await store.tree(manifest) }
    #expect(failure?.code == .storage)
  }

  // SPEC: R-STOP-02
  @Test func `settings are those of SCORING.md`() {
    let settings = LoopSettings()
    #expect(settings.candidates == 1 && settings.plateauRounds == 3)
    #expect(settings.finalPerOperation >= 300)
    #expect(settings.largestDivergence == 1 && settings.largestUndiscovered == 0.005)
  }

  // SPEC: R-STOP-03
  @Test func `each final batch is fresh and has half the error rate`() {
    let plans = (1...4).map { LoopSettings().finalPlan($0) }
    #expect(plans.map(\.confidence) == [0.95, 0.975, 0.9875, 0.99375])
    #expect(plans.map(\.perOperation) == [300, 375, 450, 525])
    #expect(Set(plans.map(\.seed)).count == 4 && plans.allSatisfy { $0.pools == [.final] })
    #expect(LoopSettings().finalPlan(2_000).confidence <= 1, "no overflow")
  }

  @Test func `an event that could not be written is not shown and leaves no gap`() async throws {
    struct Full: Error {}
    struct FullStore: Store {
      func append(_ event: RecordedEvent) async throws { throw Full() }
      func events(run: String) async throws -> [RecordedEvent] { [] }
      func runs() async throws -> [RunHead] { [] }
      func put(_ bytes: [UInt8]) async throws -> Digest { throw Full() }
      func object(_ digest: Digest) async throws -> [UInt8] { throw Full() }
    }
    let shown = Ticks()
    let recorder = RunRecorder(run: "r", past: [], store: FullStore(), clock: .still) { _ in
      _ = shown.next()
    }
    let step = RunStep(.fetch)
    let done = StepResult.fetched(reference: Digest.of(""), files: 1)
    await #expect(throws: Full.self) {
      try await recorder.record(.stepEnded(step, done, StepCost(seconds: 1)))
    }
    #expect(shown.next() == 0)
    #expect(await recorder.result(of: step) == nil, "what is not durable has not ended")
  }

  // SPEC: R-STOP-01
  @Test func `a run has one end`() async throws {
    let store = InMemoryStore()
    let plan = Scene().plan
    let recorder = RunRecorder(run: "r", past: [], store: store, clock: .still) { _ in }
    for event in [RunEvent.began(plan), .ended(.failed, sentence: "a")] {
      try await recorder.record(event)
    }
    let past = await store.events(run: "r")
    let again = RunRecorder(run: "r", past: past, store: store, clock: .still) { _ in }
    try await again.record(.ended(.failed, sentence: "a"))
    #expect(await store.events(run: "r") == past)
  }
}
