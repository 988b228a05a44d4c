import Dispatch
import SpecModel

#if canImport(Glibc)
  import Glibc
#endif

/// Runs a verb's body so that Ctrl-C and SIGTERM cancel it: sandboxes are taken down, the record
/// stays as it is, and the run can be resumed.
func stoppable(_ body: @escaping @Sendable () async throws -> Void) async throws {
  let (signals, arrived) = AsyncStream<Void>.makeStream()
  let sources = [SIGINT, SIGTERM].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number)
    source.setEventHandler { arrived.yield() }
    source.resume()
    return source
  }
  defer { for source in sources { source.cancel() } }
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      for await _ in signals { throw Failure(.interrupted, "stopped by a signal") }
    }
    group.addTask { try await body() }
    defer { group.cancelAll() }
    try await group.next()
  }
}
