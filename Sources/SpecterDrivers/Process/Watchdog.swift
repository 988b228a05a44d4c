import SpecterKit
import Synchronization

/// Stops a process that has been silent for too long.
///
/// Time in which the process could have run, had the machine not been busy with others, is given to
/// it once more, so that what a probe is found to do does not depend on what else runs; in all a
/// silence ends after `patience` times its limit. Who keeps itself from running, a fork bomb say,
/// is given nothing.
final class Watchdog: Sendable {
  /// Most limits that one silence takes: a machine that is busier than that is of no use.
  private static let patience = 5.0

  private struct State {
    /// When the silence began.
    var start = ContinuousClock.now
    var deadline: ContinuousClock.Instant
    var hasBitten = false

    /// Whether the silence has lasted too long; if not, there is a later deadline. `lacked` is what
    /// others took; under a hundredth of the limit is not given.
    mutating func isOver(lacked: Double, limit: Duration) -> Bool {
      let now = ContinuousClock.now
      guard now >= deadline else { return false }
      let last = start + limit * Watchdog.patience
      let more = min(.seconds(lacked), limit)
      guard more > limit * 0.01, now < last else {
        hasBitten = true
        return true
      }
      deadline = min(now + more, last)
      return false
    }
  }

  private let state: Mutex<State>
  private let limit: Duration

  /// A watchdog that waits for `seconds` from now.
  init(seconds: Double) {
    limit = .seconds(seconds)
    state = Mutex(State(deadline: .now + limit))
  }

  /// Whether it has stopped the process.
  var hasBitten: Bool { state.withLock { $0.hasBitten } }

  /// Starts its time anew.
  func feed() {
    let now = ContinuousClock.now
    state.withLock {
      $0.start = now
      $0.deadline = now + limit
    }
  }

  /// Waits until the time is up, then stops the process, which ends every read and write of it.
  func watch(_ channel: any ProcessChannel) async {
    var look = ContinuousClock.now
    var before = await channel.processorTime()
    while !Task.isCancelled {
      let deadline = state.withLock { $0.deadline }
      if ContinuousClock.now >= deadline {
        let (now, time) = (ContinuousClock.now, await channel.processorTime())
        let lacked = Self.lacked(time, since: before, seconds: (now - look) / .seconds(1))
        let isOver = state.withLock { $0.isOver(lacked: lacked, limit: limit) }
        (look, before) = (now, time)
        if isOver {
          _ = await channel.stop()
          return
        }
        continue
      }
      try? await Task.sleep(until: deadline, clock: .continuous)
    }
  }

  /// Seconds of the last `seconds` in which others ran in a process's place: it stood ready, and it
  /// did not run. Many that stand ready at a time keep each other waiting.
  private static func lacked(
    _ time: ProcessorTime, since before: ProcessorTime, seconds: Double
  ) -> Double {
    let (ran, waited) = (time.ran - before.ran, time.waited - before.waited)
    return waited > seconds * 1.5 ? 0 : min(waited, seconds - ran)
  }
}
