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
    /// When the time that was given last began.
    var begin = ContinuousClock.now
    var deadline: ContinuousClock.Instant
    var hasBitten = false

    /// Whether the silence has lasted too long; if not, there is a later deadline. `share` of the
    /// time given last others took, and it is given again; under a hundredth of the limit is not.
    mutating func isOver(share: Double, limit: Duration) -> Bool {
      let now = ContinuousClock.now
      guard now >= deadline else { return false }
      let last = start + limit * Watchdog.patience
      let more = (deadline - begin) * share
      guard more > limit * 0.01, now < last else {
        hasBitten = true
        return true
      }
      begin = now
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
      $0.begin = now
      $0.deadline = now + limit
    }
  }

  /// Waits until the time is up, then stops the process, which ends every read and write of it.
  func watch(_ channel: any ProcessChannel) async {
    // Two looks back, so that there is one that lies behind by at least half of the limit.
    var looks = [await Look(channel)]
    while !Task.isCancelled {
      let deadline = state.withLock { $0.deadline }
      if ContinuousClock.now >= deadline {
        let look = await Look(channel)
        let past = looks.last { look.time - $0.time > limit / 2 } ?? looks[0]
        if state.withLock({ $0.isOver(share: look.share(since: past), limit: limit) }) {
          _ = await channel.stop()
          return
        }
        looks = [look]
        continue
      }
      try? await Task.sleep(until: deadline, clock: .continuous)
      if state.withLock({ $0.deadline }) != deadline {
        looks = [looks[looks.count - 1], await Look(channel)]
      }
    }
  }

  /// What processor time was spent on up to a moment.
  private struct Look {
    let time: ContinuousClock.Instant
    let spent: ProcessorTime

    init(_ channel: any ProcessChannel) async {
      spent = await channel.processorTime()
      time = .now
    }

    /// The share of the time since `past`, 0 to 1, in which others ran in the process's place: it
    /// stood ready and did not run. Many that stand ready at a time keep each other waiting.
    func share(since past: Look) -> Double {
      let seconds = max((time - past.time) / .seconds(1), 1e-6)
      let (ran, waited) = (spent.ran - past.spent.ran, spent.waited - past.spent.waited)
      return waited > seconds * 1.5 ? 0 : max(0, min(waited, seconds - ran) / seconds)
    }
  }
}
