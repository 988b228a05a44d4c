import SpecModel
import SpecterKit
import SpecterTesting
import Synchronization
import Testing

@testable import SpecterDrivers

/// The driver that looks into the cache first, before processes that a script plays.
@Suite(.timeLimit(.minutes(1))) struct CachedDriverTests {
  private let cache = InMemoryCache()
  private let log = AskedLog()

  private func calls(_ names: String...) -> ProbeBatch {
    ProbeBatch(
      probes: names.map {
        Probe(
          steps: [Step(.call($0, on: nil, arguments: [.string($0)], named: []))], target: $0,
          origin: .generated, pool: .dev)
      })
  }

  /// A sandbox whose subject also counts: `count` returns how many probes its process ran before.
  private func sandbox(python: String = "Python 3.11.2") -> ScriptedSandbox {
    ScriptedSandbox(
      result: { _ in
        CommandResult(end: .exited(0), output: Array("\(python)\n".utf8), errors: [])
      },
      process: { [log] _, _ in
        let ran = Ran()
        return ScriptedProcess { line, _ in
          let request = try? Value(parsing: line)
          guard let id = request?["id"], let step = request?["do"]?.arrayValue?.first else {
            if request?["describe"] != nil { log.add("describe") }
            return ScriptedSubject.react(line)
          }
          log.add(step["call"]?.stringValue ?? "")
          let before = ran.next()
          guard step["call"] == .string("count") else { return ScriptedSubject.react(line) }
          return .write(Array("{\"id\":\(id),\"did\":[{\"return\":\(before)}]}\n".utf8))
        }
      })
  }

  private func request(
    subject: String = "s", seed: UInt64 = 1, role: String = "reference", trustsBreaks: Bool = true
  ) -> DriverRequest {
    DriverRequest(
      subject: Subject(location: .folder("/x"), digest: Digest.of(subject)),
      scope: SurfaceScope(module: "m"), seed: seed, role: role, trustsBreaks: trustsBreaks)
  }

  /// What a new process, or the cache, does with batches; and how much of it came from the cache.
  private func observe(
    _ batches: [ProbeBatch], _ request: DriverRequest? = nil, sandbox: ScriptedSandbox? = nil,
    cached: Bool = true
  ) async throws -> (seen: [[Observation]], reused: Int, disturbed: Int) {
    let surface = PythonSurface(
      sandbox: sandbox ?? self.sandbox(), cache: cached ? cache : nil)
    return try await surface.withDriver(request ?? self.request()) { driver in
      _ = try await driver.describe()
      var seen: [[Observation]] = []
      for batch in batches { seen.append(try await driver.observe(batch)) }
      let reused = await driver.reused()
      return (seen, reused.observations, reused.disturbed)
    }
  }

  @Test func `the cache in memory keeps the contract`() async {
    #expect(await observationCacheContract(InMemoryCache()) == [])
  }

  @Test func `what was run before is not run again, and no process is started`() async throws {
    let batches = [calls("echo", "count"), calls("count")]
    let cold = try await observe(batches)
    #expect(cold.reused == 0)
    #expect(log.take() == ["describe", "echo", "count", "count"])
    let warm = try await observe(batches)
    #expect(warm.seen == cold.seen && warm.reused == 3)
    #expect(log.take() == [])
    #expect(try await observe(batches, cached: false).seen == cold.seen)
  }

  @Test func `the description is the same from the cache`() async throws {
    let surface = PythonSurface(sandbox: sandbox(), cache: cache)
    let first = try await surface.withDriver(request()) { try await $0.describe() }
    let again = try await surface.withDriver(request()) { try await $0.describe() }
    #expect(first == again && first.symbols.count == DriverContractSubject.operations.count)
    #expect(log.take() == ["describe"])
  }

  // SPEC: R-VER-06
  @Test func `whatever could make a difference is part of the key`() async throws {
    let batch = calls("echo")
    _ = try await observe([batch])
    let others: [(String, DriverRequest, ScriptedSandbox)] = [
      ("another subject", request(subject: "t"), sandbox()),
      ("another seed", request(seed: 2), sandbox()),
      ("another role", request(role: "candidate"), sandbox()),
      ("another interpreter", request(), sandbox(python: "Python 3.12.1")),
    ]
    for (what, request, sandbox) in others {
      #expect(try await observe([batch], request, sandbox: sandbox).reused == 0, "\(what)")
    }
    var limited = batch
    limited.seconds = 1
    #expect(try await observe([limited]).reused == 0, "another limit")
    #expect(try await observe([calls("echo", "echo")]).reused == 0, "other probes")
    #expect(try await observe([batch]).reused == 1, "the same")
  }

  @Test func `the same addresses each time are another key, and another command`() async throws {
    let commands = Mutex<[[String]]>([])
    let sandbox = ScriptedSandbox(
      result: { _ in CommandResult(end: .exited(0), output: [], errors: []) },
      process: { command, _ in
        commands.withLock { $0.append(command.arguments) }
        return ScriptedProcess { line, _ in ScriptedSubject.react(line) }
      })
    var fixed = request()
    fixed.fixesAddresses = true
    _ = try await observe([calls("echo")], sandbox: sandbox)
    #expect(try await observe([calls("echo")], fixed, sandbox: sandbox).reused == 0)
    #expect(try await observe([calls("echo")], fixed, sandbox: sandbox).reused == 1)
    let (plain, fixing) = commands.withLock { ($0[0], $0[1]) }
    #expect(plain.first == "python3" && Array(fixing.suffix(plain.count)) == plain)
    #expect(fixing.contains { $0.contains("exec setarch -R") })
  }

  @Test func `what ran before is part of the key`() async throws {
    let lone = try await observe([calls("count")])
    let second = try await observe([calls("echo"), calls("count")])
    #expect(second.reused == 0, "the same batch after another one is another question")
    #expect(lone.seen.last != second.seen.last)
    let again = try await observe([calls("echo"), calls("count")])
    #expect(again.seen == second.seen && again.reused == 2)
  }

  @Test func `a process that is needed after all is first asked what the cache answered`()
    async throws
  {
    _ = try await observe([calls("echo"), calls("count")])
    _ = log.take()
    let more = try await observe([calls("echo"), calls("count"), calls("count", "echo")])
    #expect(more.reused == 2)
    #expect(log.take() == ["describe", "echo", "count", "count", "echo"])
    let plain = try await observe(
      [calls("echo"), calls("count"), calls("count", "echo")], cached: false)
    #expect(more.seen == plain.seen, "it finds the state that it would have without a cache")
  }

  @Test func `isolated probes depend on nothing`() async throws {
    var alone = calls("count")
    alone.isolated = true
    _ = try await observe([alone])
    #expect(try await observe([alone]).reused == 1)
    let batches = [calls("echo", "count"), alone, calls("count")]
    let plain = try await observe(batches, cached: false)
    // The process holds what the first batch did, and the last one must not find it.
    let cold = try await observe(batches)
    #expect(cold.seen == plain.seen && cold.reused == 0)
    let warm = try await observe(batches)
    #expect(warm.seen == plain.seen && warm.reused == 4)
  }

  // SPEC: R-VER-07
  @Test func `crashes, time-outs and floods are told of, and run again where they are asked for`()
    async throws
  {
    for fatal in ["abort", "leave", "flood", "hang"] {
      var batch = calls("echo", fatal, fatal, "count")
      batch.seconds = 0.2
      batch.strikes = 1
      let once = try await observe([batch])
      #expect(once.reused == 0 && once.seen[0][1].answer == nil, "\(fatal)")
      let again = try await observe([batch])
      #expect(again.seen == once.seen && again.reused == 4 && again.disturbed == 4, "\(fatal)")
      let live = try await observe([batch], request(trustsBreaks: false))
      #expect(live.seen == once.seen && live.reused == 0, "\(fatal)")
    }
    let whole = [calls("echo", "count")]
    _ = try await observe(whole)
    let quiet = try await observe(whole, request(trustsBreaks: false))
    #expect(quiet.reused == 2 && quiet.disturbed == 0)
  }

  @Test func `what only decides which probes are drawn is not run again`() async throws {
    for fatal in ["abort", "leave", "flood", "hang"] {
      var batch = calls("echo", fatal, fatal, "count")
      batch.seconds = 0.2
      batch.strikes = 1
      batch.isForDrawing = true
      let once = try await observe([batch])
      #expect(once.reused == 0 && once.seen[0][1].answer == nil, "\(fatal)")
      let again = try await observe([batch], request(trustsBreaks: false))
      #expect(again.seen == once.seen && again.reused == 4 && again.disturbed == 0, "\(fatal)")
      batch.isForDrawing = false
      #expect(try await observe([batch]).reused == 0, "\(fatal): compared it is another batch")
    }
  }

  @Test func `what a process started anew answered is told of too`() async throws {
    // Every process dies at its fourth line, which no probe causes: all are answered in the end.
    let frail = ScriptedSandbox(
      result: { _ in CommandResult(end: .exited(0), output: [], errors: []) },
      process: { _, _ in
        ScriptedProcess { line, count in
          count == 4 ? .end(.signalled(9), flushing: true) : ScriptedSubject.react(line)
        }
      })
    for round in 0..<2 {
      let (seen, reused, disturbed) = try await observe(
        [calls("echo", "echo", "echo", "echo", "echo")], sandbox: frail)
      #expect(seen[0].allSatisfy { $0.isAnswer })
      #expect(reused == round * 5 && disturbed == round * 5)
    }
  }

  @Test func `where new processes began is kept`() throws {
    let answer = BatchAnswer(
      observations: [.crashed(-4), .answered(Array("{}".utf8)), .notRun], restarts: [0, 1],
      tellsCosts: true)
    let cached = CachedAnswers(answer: answer, isDisturbed: true)
    let bytes = try #require(cached.bytes)
    #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("3 anew:0,1 costs\n{\"$outcome\""))
    #expect(CachedAnswers(bytes, count: 3) == cached)
    #expect(CachedAnswers(answer: answer, isDisturbed: false).bytes == nil, "who crashed broke")
  }

  // SPEC: R-VER-06
  @Test func `costs are kept with the answers, and measured ones never come from the cache`()
    async throws
  {
    let told = BatchAnswer(
      observations: [.answered(Array("{}".utf8)), .answered(Array("[]".utf8))],
      costs: [1: ProbeCost(cpu: 30_000, memory: nil), 0: ProbeCost(cpu: 5, memory: 7)],
      tellsCosts: true)
    let cached = CachedAnswers(answer: told, isDisturbed: false)
    let bytes = try #require(cached.bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "2 costs 0:5:7 1:30000:-\n{}\n[]\n")
    #expect(CachedAnswers(bytes, count: 2) == cached)
    _ = try await observe([calls("echo")])
    var asking = request()
    asking.costed = true
    #expect(try await observe([calls("echo")], asking).reused == 0)
    #expect(try await observe([calls("echo")]).reused == 1)
  }

  @Test func `entries that make no sense are run again`() async throws {
    struct Spoilt: ObservationCache {
      let bytes: [UInt8]
      func bytes(for key: Digest) async -> [UInt8]? { bytes }
      func keep(_ bytes: [UInt8], for key: Digest) async {}
    }
    for text in [
      "", "x", "2\n{}\n", "1\n", "1\n{}", "1\n{}\n{}\n", "0\n", "1 c\n{}\n",
      "1 costs 0\n{}\n", "1\n{\"$outcome\":\n", "1\n{\"$outcome\":\"luck\"}\n",
      "1 anew:1\n{}\n", "1 anew:x\n{}\n",
    ] {
      let surface = PythonSurface(sandbox: sandbox(), cache: Spoilt(bytes: Array(text.utf8)))
      let (seen, reused) = try await surface.withDriver(request()) { driver in
        _ = try await driver.describe()
        return (try await driver.observe(calls("echo")), await driver.reused().observations)
      }
      #expect(reused == 0, "\(text)")
      #expect(seen.first?.lastOutcome == .members(["return": .string("echo")]))
    }
  }

  @Test func `a subject that can't be loaded is tried again`() async throws {
    let broken = ScriptedSandbox { _, _ in
      ScriptedProcess { _, _ in .end(.exited(1), flushing: true) }
    }
    for _ in 0..<2 {
      await #expect(throws: SubjectUnloadable.self) {
        try await PythonSurface(sandbox: broken, cache: cache).withDriver(request()) {
          try await $0.describe()
        }
      }
    }
    #expect(await cache.count == 0)
  }
}

/// What processes were asked.
private final class AskedLog: Sendable {
  private let asked = Mutex<[String]>([])

  func add(_ what: String) { asked.withLock { $0.append(what) } }

  func take() -> [String] {
    asked.withLock { asked in
      defer { asked = [] }
      return asked
    }
  }
}

/// How many probes a process ran.
private final class Ran: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock { count in
      defer { count += 1 }
      return count
    }
  }
}
