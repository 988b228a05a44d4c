import SpecterKit
import Synchronization

/// Stops a process that has been silent for too long.
///
/// Time in which the process could have run, had the machine not been busy with others, is given to
/// it once more, so that what a probe is found to do does not depend on what else runs; in all a
/// silence ends after `patience` times its limit.
final class Watchdog: Sendable {
  /// Most limits that one silence takes: a machine that is busier than that is of no use.
  private static let patience = 5.0

  private struct State {
    var start = ContinuousClock.now
    var deadline: ContinuousClock.Instant
    var hasBitten = false

    /// Whether the silence has lasted too long; if not, there is a later deadline. Less than a
    /// hundredth of the limit is not given.
    mutating func isOver(after starved: Double, limit: Duration) -> Bool {
      let now = ContinuousClock.now
      guard now >= deadline else { return false }
      let last = start + limit * Watchdog.patience
      guard .seconds(starved) > limit * 0.01, now < last else {
        hasBitten = true
        return true
      }
      deadline = min(now + .seconds(starved), last)
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
    var given = 0.0
    while !Task.isCancelled {
      let deadline = state.withLock { $0.deadline }
      if ContinuousClock.now >= deadline {
        let starved = await channel.starved()
        let isOver = state.withLock { $0.isOver(after: starved - given, limit: limit) }
        given = starved
        if isOver {
          _ = await channel.stop()
          return
        }
        continue
      }
      try? await Task.sleep(until: deadline, clock: .continuous)
    }
  }
}
