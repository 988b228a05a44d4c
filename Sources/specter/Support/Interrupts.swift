import Dispatch
import SpecModel
import SpecterSandbox

#if canImport(Glibc)
  import Glibc
#endif

/// Runs `body`; Ctrl-C, a hang-up or a request to end cancels it, so that it takes down what it has
/// set up, and then counts as `Failure(.interrupted)`. A second one ends the process at once, and
/// what it has started with it.
func withInterrupts(_ body: @Sendable @escaping () async throws -> Void) async throws {
  let (signals, continuation) = AsyncStream.makeStream(of: Int32.self)
  let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number)
    source.setEventHandler {
      if case .terminated = continuation.yield(number) { endAtOnce(number) }
      continuation.finish()
    }
    source.resume()
    return source
  }
  defer { for source in sources { source.cancel() } }
  try await withThrowingTaskGroup(of: Bool.self) { group in
    group.addTask {
      try await body()
      return true
    }
    group.addTask {
      for await _ in signals { return false }
      return true
    }
    let finished = try await group.next() ?? true
    group.cancelAll()
    if finished { return }
    // Wait for the body to take down what it has set up, however it ends.
    while let result = await group.nextResult() { _ = result }
    throw Failure(.interrupted, "stopped")
  }
}

/// Ends this process by a signal, after all that it has started.
private func endAtOnce(_ number: Int32) {
  ProcessTree.killBelow(getpid())
  signal(number, SIG_DFL)
  raise(number)
}
