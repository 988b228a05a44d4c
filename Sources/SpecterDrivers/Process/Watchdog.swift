import SpecterKit
import Synchronization

/// Stops a process that has been silent for too long.
final class Watchdog: Sendable {
  private struct State {
    var deadline: ContinuousClock.Instant
    var hasBitten = false
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
    let deadline = ContinuousClock.now + limit
    state.withLock { $0.deadline = deadline }
  }

  /// Waits until the time is up, then stops the process, which ends every read and write of it.
  func watch(_ channel: any ProcessChannel) async {
    while !Task.isCancelled {
      let deadline = state.withLock { $0.deadline }
      if ContinuousClock.now >= deadline {
        state.withLock { $0.hasBitten = true }
        _ = await channel.stop()
        return
      }
      try? await Task.sleep(until: deadline, clock: .continuous)
    }
  }
}
