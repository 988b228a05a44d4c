import SpecModel
import SpecterKit
import Synchronization
import Testing

@testable import SpecterDrivers

/// A process that says nothing, on a machine whose business is told in advance.
private final class StarvedProcess: ProcessChannel {
  private let sums: [Double]
  /// How often it was asked.
  let asked = Mutex(0)

  /// `sums` are the answers to `starved`, the last of them again and again.
  init(_ sums: [Double]) { self.sums = sums }

  func write(_ bytes: [UInt8]) async throws {}
  func closeInput() async {}
  func read() async throws -> [UInt8]? { nil }
  func recentErrors() async -> String { "" }
  func stop() async -> CommandResult.End { .signalled(9) }
  func starved() async -> Double {
    asked.withLock {
      $0 += 1
      return sums[min($0, sums.count) - 1]
    }
  }
}

/// Milliseconds until a watchdog with a limit of 100 stops a process, and how often it looked.
private func bite(_ sums: [Double]) async -> (milliseconds: Int, looks: Int) {
  let watchdog = Watchdog(seconds: 0.1)
  let process = StarvedProcess(sums)
  let start = ContinuousClock.now
  await watchdog.watch(process)
  #expect(watchdog.hasBitten)
  return (
    Int((ContinuousClock.now - start) / .milliseconds(1)), process.asked.withLock { $0 }
  )
}

@Test func `a process that could run is stopped when its time is up`() async {
  // A little that it lacked does not count.
  let (time, looks) = await bite([0.0005])
  #expect(time >= 100 && looks == 1)
}

@Test func `time that others took is given to a process once more`() async {
  // 100 of its own, 150 and 50 of others.
  let (time, looks) = await bite([0.15, 0.2, 0.2])
  #expect(time >= 300 && looks == 3)
}

@Test func `a machine that is always busy does not keep a silence going`() async {
  let (time, looks) = await bite([10, 20, 30, 40])
  #expect(time >= 500 && looks == 2)
}

@Test func `an answer begins the time anew`() async throws {
  let watchdog = Watchdog(seconds: 0.2)
  let start = ContinuousClock.now
  async let over: Void = watchdog.watch(StarvedProcess([0]))
  try await Task.sleep(for: .milliseconds(150))
  watchdog.feed()
  await over
  #expect(ContinuousClock.now - start >= .milliseconds(350))
}
