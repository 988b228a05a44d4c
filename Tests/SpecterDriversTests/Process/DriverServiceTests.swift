import SpecModel
import SpecterKit
import SpecterTesting
import Synchronization
import Testing

@testable import SpecterDrivers

struct DriverServiceTests {
  private func observe(
    _ sandbox: ScriptedSandbox, _ batch: ProbeBatch
  ) async throws -> [Observation] {
    try await CommandSurface(sandbox: sandbox).withDriver(ScriptedSubject.request) {
      try await $0.observe(batch)
    }
  }

  private func calls(_ names: [String]) -> [Probe] {
    names.map {
      Probe(
        steps: [Step(.call($0, on: nil, arguments: [.string($0)], named: []))], target: $0,
        origin: .generated, pool: .dev)
    }
  }

  // SPEC: R-DRV-07, R-DRV-08, R-DRV-09
  @Test(.timeLimit(.minutes(1)))
  func `the scripted subject keeps the driver's contract`() async {
    let broken = await driverContract { body in
      try await CommandSurface(sandbox: ScriptedSubject.sandbox()).withDriver(
        ScriptedSubject.request, body)
    }
    #expect(broken == [])
  }

  @Test func `one process serves many batches`() async throws {
    let sandbox = ScriptedSubject.sandbox()
    let probes = calls(["echo"])
    try await CommandSurface(sandbox: sandbox).withDriver(ScriptedSubject.request) { driver in
      _ = try await driver.describe()
      for _ in 0..<20 { _ = try await driver.observe(ProbeBatch(probes: probes)) }
    }
    #expect(sandbox.commands.count == 1)
  }

  // SPEC: R-SCO-02
  @Test func `an isolated batch takes a process a probe`() async throws {
    let sandbox = ScriptedSubject.sandbox()
    let seen = try await observe(
      sandbox, ProbeBatch(probes: calls(["echo", "echo", "echo"]), isolated: true))
    #expect(seen.count == 3)
    #expect(sandbox.commands.count == 3)
  }

  /// A sandbox whose processes say hello with `more`, and answer `"WORD":"on"` as `react` does.
  private func sandbox(
    saying more: String, react: @escaping @Sendable (String) -> ScriptedProcess.Reaction?
  ) -> ScriptedSandbox {
    ScriptedSandbox { _, _ in
      ScriptedProcess { line, _ in
        if line.contains("hello") { return .write(Array("{\"hello\":1,\(more)}\n".utf8)) }
        return react(line) ?? ScriptedSubject.react(line)
      }
    }
  }

  // SPEC: R-DRV-17
  @Test func `of a prompt driver it is known at once what broke it`() async throws {
    for (hello, processes) in [(#""prompt":true"#, 3), (#""prompt":false"#, 4)] {
      let sandbox = sandbox(saying: hello) { line in
        if line.contains(#""prompt":"on""#) { return .write(Array("{\"prompt\":true}\n".utf8)) }
        return line.contains("abort") ? .end(.signalled(6), flushing: true) : nil
      }
      var request = ScriptedSubject.request
      request.isPrompt = true
      let batch = ProbeBatch(
        probes: calls(["echo", "abort", "echo", "abort", "echo"]), isForDrawing: true)
      let seen = try await CommandSurface(sandbox: sandbox).withDriver(request) {
        try await $0.observe(batch)
      }
      #expect(seen.indices.filter { seen[$0] == .crashed(6) } == [1, 3])
      #expect(sandbox.commands.count == processes, "\(hello)")
    }
  }

  // SPEC: R-DRV-18
  @Test func `a process that copies itself serves isolated probes, and then others`() async throws {
    let copying = Mutex<[Bool]>([])
    let sandbox = sandbox(saying: #""fork":true"#) { line in
      guard line.contains(#""fork":"#) else { return nil }
      let isOn = line.contains("on")
      copying.withLock { $0.append(isOn) }
      return .write(Array("{\"fork\":\(isOn)}\n".utf8))
    }
    let probes = calls(["echo", "abort", "echo"])
    try await CommandSurface(sandbox: sandbox).withDriver(ScriptedSubject.request) { driver in
      let alone = try await driver.answer(ProbeBatch(probes: probes, isolated: true))
      #expect(alone.observations[1] == .crashed(6) && alone.restarts.isEmpty)
      #expect(alone.observations[0] == alone.observations[2] && alone.observations[0].isAnswer)
      let more = try await driver.answer(ProbeBatch(probes: [probes[0]]))
      #expect(more.observations == [alone.observations[0]] && more.restarts == [0])
      #expect(sandbox.commands.count == 2 && copying.withLock { $0 } == [true, true, false])
      // What ran in the process itself must not be found by what is to run alone.
      _ = try await driver.observe(ProbeBatch(probes: [probes[0]], isolated: true))
      #expect(sandbox.commands.count == 3)
    }
  }

  @Test func `where it can't copy itself, isolated probes take a process each`() async throws {
    for refusal in ["{\"fork\":false}\n", nil] {
      let sandbox = sandbox(saying: #""fork":true"#) { line in
        guard line.contains(#""fork":"#) else { return nil }
        return refusal.map { .write(Array($0.utf8)) } ?? .end(.exited(1), flushing: true)
      }
      let seen = try await observe(
        sandbox, ProbeBatch(probes: calls(["echo", "echo", "echo"]), isolated: true))
      #expect(seen.allSatisfy(\.isAnswer) && sandbox.commands.count == (refusal == nil ? 4 : 3))
    }
  }

  @Test func `a process that dies after answering harms no later probe`() async throws {
    // Every process dies at its third probe, whatever that is: a death that no probe causes.
    let sandbox = ScriptedSandbox { _, _ in
      ScriptedProcess { line, count in
        count == 3 ? .end(.signalled(9), flushing: true) : ScriptedSubject.react(line)
      }
    }
    let seen = try await observe(
      sandbox, ProbeBatch(probes: calls(Array(repeating: "echo", count: 20))))
    #expect(seen.count == 20)
    #expect(seen.allSatisfy { $0.lastOutcome == .members(["return": .string("echo")]) })
  }

  @Test func `a subject that no longer loads crashes the rest of its probes`() async throws {
    let sandbox = ScriptedSandbox { _, before in
      ScriptedProcess { line, count in
        before > 0 ? .end(.exited(1), flushing: true) : ScriptedSubject.react(line)
      }
    }
    let seen = try await observe(sandbox, ProbeBatch(probes: calls(["abort", "echo", "echo"])))
    #expect(seen == Array(repeating: .crashed(-2), count: 3))
  }

  @Test func `a driver that says no hello is a failure`() async throws {
    let sandbox = ScriptedSandbox { _, _ in
      ScriptedProcess { _, _ in .end(.exited(7), flushing: true) }
    }
    await #expect {
      _ = try await observe(sandbox, ProbeBatch(probes: calls(["echo"])))
    } throws: { error in
      (error as? Failure)?.what
        == "the driver 'subject' said no hello: it exited with status 7"
    }
  }

  @Test func `a Python subject that ends its process in import can't be loaded`() async throws {
    let sandbox = ScriptedSandbox { _, _ in
      ScriptedProcess { _, _ in .end(.exited(0), flushing: true) }
    }
    let request = DriverRequest(
      subject: Subject(location: .folder("/x"), digest: Digest.of("")),
      scope: SurfaceScope(module: "m"), seed: 0)
    await #expect(
      throws: SubjectUnloadable("importing m failed: it exited with status 0")
    ) {
      try await PythonSurface(sandbox: sandbox).withDriver(request) { try await $0.describe() }
    }
  }

  @Test func `a sandbox that can't start is thrown, and nobody waits for ever`() async throws {
    struct Unwilling: Sandbox, Workspace {
      var isolation: IsolationLevel { .sealed }
      var root: String { "/ws" }
      func withWorkspace<R: Sendable>(
        _ request: WorkspaceRequest, _ body: @Sendable (any Workspace) async throws -> R
      ) async throws -> R { try await body(self) }
      func run(_ command: Command) async throws -> CommandResult { throw CancellationError() }
      func withProcess<R: Sendable>(
        _ command: Command, _ body: @Sendable (any ProcessChannel) async throws -> R
      ) async throws -> R { throw Failure(.sandbox, "no") }
      func harvest() async throws -> FileTree { FileTree() }
    }
    await #expect(throws: Failure(.sandbox, "no")) {
      try await CommandSurface(sandbox: Unwilling()).withDriver(ScriptedSubject.request) {
        try await $0.describe()
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `cancelling stops a batch that hangs`() async throws {
    let batch = ProbeBatch(probes: calls(["hang"]), seconds: 3600)
    let outcome = await withTaskGroup(of: Bool.self) { group in
      group.addTask { (try? await observe(ScriptedSubject.sandbox(), batch)) == nil }
      try? await Task.sleep(for: .milliseconds(100))
      group.cancelAll()
      return await group.next()
    }
    #expect(outcome == true)
  }

  @Test func `a driver used after its time says so`() async throws {
    let kept = Mutex<(any Driver)?>(nil)
    try await CommandSurface(sandbox: ScriptedSubject.sandbox()).withDriver(
      ScriptedSubject.request
    ) { driver in kept.withLock { $0 = driver } }
    let driver = kept.withLock { $0 }
    await #expect(throws: Failure.self) { try await driver?.describe() }
  }
}
