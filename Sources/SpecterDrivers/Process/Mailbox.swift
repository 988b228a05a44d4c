import SpecModel
import SpecterKit
import Synchronization

/// Who waits for a piece of work. Resumed exactly once, at the latest when it is dropped, so that
/// nobody waits for ever whatever happens to the driver.
final class Reply<Answer: Sendable>: Sendable {
  private let waiter: Mutex<CheckedContinuation<Answer, any Error>?>

  init(_ waiter: CheckedContinuation<Answer, any Error>) { self.waiter = Mutex(waiter) }

  deinit { send(.failure(Failure(.driver, "the driver was stopped before it answered"))) }

  /// Answers whoever waits; later answers are ignored.
  func send(_ result: Result<Answer, any Error>) {
    let waiting = waiter.withLock { waiter in
      defer { waiter = nil }
      return waiter
    }
    waiting?.resume(with: result)
  }
}

/// A piece of work for a driver process, with what is left of it after a restart.
enum Work: Sendable {
  case describe(Reply<[UInt8]>)
  case observe(BatchRun, Reply<BatchRun>)

  /// Tells whoever waits that it failed.
  func fail(_ error: any Error) {
    switch self {
    case .describe(let reply): reply.send(.failure(error))
    case .observe(_, let reply): reply.send(.failure(error))
    }
  }
}

/// Hands work from the tasks that use a driver to the one task that owns its process.
final class Mailbox: Sendable {
  private struct State {
    var waiting: [Work] = []
    var owner: CheckedContinuation<Work?, Never>?
    var closed = false
  }

  private let state = Mutex(State())

  /// Adds work; it fails at once when the mailbox is closed.
  func send(_ work: Work) {
    let owner = state.withLock { state -> CheckedContinuation<Work?, Never>? in
      guard !state.closed else { return nil }
      guard let owner = state.owner else {
        state.waiting.append(work)
        return nil
      }
      state.owner = nil
      return owner
    }
    // Work that nobody took is dropped here, and its reply then says that the driver is stopped.
    owner?.resume(returning: work)
  }

  /// The next work; nil once the mailbox is closed or the task is cancelled. For one task only.
  func next() async -> Work? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (now, work) = state.withLock { state -> (Bool, Work?) in
          if state.closed { return (true, nil) }
          if !state.waiting.isEmpty { return (true, state.waiting.removeFirst()) }
          state.owner = continuation
          return (false, nil)
        }
        if now { continuation.resume(returning: work) }
      }
    } onCancel: {
      close()
    }
  }

  /// Closes the mailbox; what still lies in it fails.
  func close() {
    let (owner, dropped) = state.withLock { state in
      state.closed = true
      defer {
        state.owner = nil
        state.waiting = []
      }
      return (state.owner, state.waiting)
    }
    owner?.resume(returning: nil)
    for work in dropped { work.fail(Failure(.driver, "the driver has been stopped")) }
  }
}
