import SpecModel
import SpecterTesting
import Synchronization
import Testing

@testable import SpecterKit

/// Three processes that run their probes without waiting for each other.
@Suite(.timeLimit(.minutes(1))) struct LaneTests {
  /// Answers each probe with its number and notes the order in which it got them; the batch after
  /// `free` others waits until somebody opens the gate.
  private final class GatedDriver: Driver {
    let seen = Mutex<[[Value]]>([])
    private let free: Int
    private let gate: Gate

    init(free: Int = .max, gate: Gate = Gate()) {
      self.free = free
      self.gate = gate
    }

    func describe() async throws -> SurfaceDescription { SurfaceDescription(symbols: []) }

    func observe(_ batch: ProbeBatch) async throws -> [Observation] {
      let count = seen.withLock { seen in
        seen.append(batch.probes.map(\.stepsValue))
        return seen.count
      }
      if count > free { await gate.wait() }
      return batch.probes.map { .answered($0.stepsValue.canonicalBytes) }
    }

    var batches: Int { seen.withLock { $0.count } }
  }

  private let probes = (0..<10).map { Measuring.call("f", .int($0)) }

  private func contenders(
    _ first: any Driver, _ second: any Driver, _ candidate: (any Driver)?
  ) -> Contenders {
    let none = SurfaceDescription(symbols: [])
    return Contenders(
      first: first, second: second, candidate: candidate, known: none,
      unsteady: .init(), built: none, unloadable: nil)
  }

  @Test func `chunks are taken in order, and each with its own observations`() async throws {
    let (first, second, third) = (GatedDriver(), GatedDriver(), GatedDriver())
    var taken: [Probe] = []
    _ = try await contenders(first, second, third).observe(
      probes, chunk: 4, ahead: 2, clock: .still, while: { true }
    ) { batch, observed in
      for (probe, seen) in zip(batch, observed) {
        let own = Observation.answered(probe.stepsValue.canonicalBytes)
        #expect(seen.first == own && seen.second == own && seen.candidate == own)
      }
      #expect(batch.count == observed.count)
      taken += batch
    }
    #expect(taken == probes)
    let values = probes.map(\.stepsValue)
    let chunks = [Array(values[0..<4]), Array(values[4..<8]), Array(values[8..<10])]
    #expect(first.seen.withLock { $0 } == chunks && third.seen.withLock { $0 } == chunks)
    #expect(second.seen.withLock { $0 } == chunks.map { $0.reversed() })
  }

  @Test func `an operation that is out stays out in later chunks`() async throws {
    let asked = Mutex<[Value]>([])
    let surface = SurfaceDescription(symbols: [])
    let hanging = ScriptedDriver(
      surface,
      remembering: { probe, _ in
        asked.withLock { $0.append(probe.stepsValue) }
        return probe.target == "f" ? .timedOut : .answered(Array("{}".utf8))
      })
    let mixed = (0..<12).map { Measuring.call($0 % 2 == 0 ? "f" : "g", .int($0)) }
    var seen: [Observation] = []
    _ = try await contenders(GatedDriver(), GatedDriver(), hanging).observe(
      mixed, chunk: 4, ahead: 1, clock: .still, while: { true }
    ) { seen += $1.map(\.candidate) }
    // Two of `f` in the first chunk, one in the second.
    #expect(seen.filter { $0 == .timedOut }.count == ProbeBatch.usualStrikes)
    #expect(seen[6] == .notRun && seen[8] == .notRun && seen[10] == .notRun)
    #expect(asked.withLock { $0 }.count == 6 + ProbeBatch.usualStrikes, "what is out is not run")
  }

  @Test func `nobody waits for the slowest, as far as it may run ahead`() async throws {
    let gate = Gate()
    let (first, second) = (GatedDriver(), GatedDriver())
    let slow = GatedDriver(free: 0, gate: gate)
    let contenders = contenders(first, second, slow)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        _ = try await contenders.observe(
          probes, chunk: 2, ahead: 3, clock: .still, while: { true }, take: { _, _ in })
      }
      while first.batches < 3 || second.batches < 3 { await Task.yield() }
      for _ in 0..<200 { await Task.yield() }
      #expect(first.batches == 3 && second.batches == 3 && slow.batches == 1)
      gate.open()
      try await group.waitForAll()
    }
    #expect(first.batches == 5 && slow.batches == 5)
  }

  @Test func `what was handed out is taken when the time is over`() async throws {
    var answers = [true, true, false].makeIterator()
    var taken = 0
    _ = try await contenders(GatedDriver(), GatedDriver(), nil).observe(
      probes, chunk: 3, ahead: 1, clock: .still, while: { answers.next() ?? false }
    ) { batch, observed in
      #expect(observed.allSatisfy { $0.candidate == .notRun }, "it could not be loaded")
      taken += batch.count
    }
    #expect(taken == 6)
  }

  @Test func `a driver that fails ends the comparison with its error`() async throws {
    struct Failing: Driver {
      func describe() async throws -> SurfaceDescription { SurfaceDescription(symbols: []) }
      func observe(_ batch: ProbeBatch) async throws -> [Observation] {
        throw Failure(.driver, "no")
      }
    }
    struct Forgetful: Driver {
      func describe() async throws -> SurfaceDescription { SurfaceDescription(symbols: []) }
      func observe(_ batch: ProbeBatch) async throws -> [Observation] { [] }
    }
    for (bad, what) in [
      (Failing() as any Driver, "no"),
      (Forgetful(), "a driver answered another number of probes than it was given"),
    ] {
      for place in 0..<3 {
        var three: [any Driver] = [GatedDriver(), GatedDriver(), GatedDriver()]
        three[place] = bad
        let failure = await #expect(throws: Failure.self) {
          try await contenders(three[0], three[1], three[2]).observe(
            probes, chunk: 4, ahead: 3, clock: .still, while: { true }, take: { _, _ in })
        }
        #expect(failure?.what == what)
      }
    }
  }
}

/// Lets nobody through until it is opened.
private final class Gate: Sendable {
  private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>(
    (false, []))

  func wait() async {
    await withCheckedContinuation { continuation in
      let now = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if now { continuation.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}
