import SpecModel
import SpecterKit
import Synchronization
import Testing

@testable import SpecterDrivers

/// A process that says nothing, on a machine whose business is told in advance.
private final class StarvedProcess: ProcessChannel {
  private let times: [ProcessorTime]
  /// How often it was asked.
  let asked = Mutex(0)

  /// `times` are the answers to `processorTime` behind the first, the last of them again and again.
  init(_ times: [ProcessorTime]) { self.times = [ProcessorTime()] + times }

  func write(_ bytes: [UInt8]) async throws {}
  func closeInput() async {}
  func read() async throws -> [UInt8]? { nil }
  func recentErrors() async -> String { "" }
  func stop() async -> CommandResult.End { .signalled(9) }
  func processorTime() async -> ProcessorTime {
    asked.withLock {
      $0 += 1
      return times[min($0, times.count) - 1]
    }
  }
}

/// Milliseconds until a watchdog with a limit of 200 stops a process, and how often it looked.
private func bite(_ times: [ProcessorTime]) async -> (milliseconds: Int, looks: Int) {
  let watchdog = Watchdog(seconds: 0.2)
  let process = StarvedProcess(times)
  let start = ContinuousClock.now
  await watchdog.watch(process)
  #expect(watchdog.hasBitten)
  return (
    Int((ContinuousClock.now - start) / .milliseconds(1)), process.asked.withLock { $0 - 1 }
  )
}

@Test(arguments: [
  ProcessorTime(ran: 0, waited: 0.0005),  // it slept, and a little that it lacked does not count
  ProcessorTime(ran: 0.1, waited: 60),  // it kept itself from running
  ProcessorTime(ran: 60, waited: 0.2),  // it ran
])
func `a process that could run is stopped when its time is up`(time: ProcessorTime) async {
  let (milliseconds, looks) = await bite([time])
  #expect(milliseconds >= 200 && looks == 1)
}

@Test func `time that others took is given to a process once more`() async {
  // 200 of its own, then 150 and 50 in which others ran.
  let (milliseconds, looks) = await bite([
    ProcessorTime(waited: 0.15), ProcessorTime(waited: 0.2), ProcessorTime(waited: 0.2),
  ])
  #expect(milliseconds >= 400 && looks == 3)
}

@Test func `a machine that is always busy does not keep a silence going`() async {
  let (milliseconds, looks) = await bite((1...40).map { ProcessorTime(waited: 0.2 * Double($0)) })
  #expect(milliseconds >= 1_000 && looks >= 5)
}

@Test func `an answer begins the time anew, and what was lacked before it is past`() async throws {
  let watchdog = Watchdog(seconds: 0.2)
  let process = StarvedProcess([ProcessorTime(waited: 0.15)])
  let start = ContinuousClock.now
  async let over: Void = watchdog.watch(process)
  try await Task.sleep(for: .milliseconds(150))
  watchdog.feed()
  await over
  #expect(ContinuousClock.now - start >= .milliseconds(350))
  #expect(process.asked.withLock { $0 } == 3, "at the start, at the first deadline, at the last")
}
