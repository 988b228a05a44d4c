import SpecModel
import SpecterHistory
import SpecterKit
import SpecterReport

#if canImport(Glibc)
  import Glibc
#endif

/// Shows a run's events: JSON lines for programs, plain or live lines for people.
actor RunConsole {
  private let json: Bool
  private let store: SQLiteStore
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var people: ConsoleRun
  private var lines = JSONLinesRun()
  private var isLive = false

  init(json: Bool, store: SQLiteStore, past: [RecordedEvent] = []) {
    self.json = json
    self.store = store
    let color = isatty(STDERR_FILENO) == 1 && getenv("NO_COLOR") == nil
    lines.remember(past)
    people = ConsoleRun(isTerminal: isatty(STDERR_FILENO) == 1, color: color)
    people.remember(past)
  }

  /// Shows one event.
  func show(_ event: RecordedEvent) async {
    if case .stepEnded(_, .measured(let summary), _) = event.event,
      let bytes = try? await store.object(summary.verdict), let value = try? Value(parsing: bytes),
      let measurement = try? VerdictDocument.decode(value)
    {
      people.learn(measurement, summary.verdict)
    }
    if json { write(lines.consume(event)) } else { write(people.consume(event)) }
  }

  /// Runs `body` with the live line moving beside it.
  nonisolated func ticking<R: Sendable>(_ body: @escaping @Sendable () async throws -> R)
    async throws -> R
  {
    try await withThrowingTaskGroup(of: R?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        while !Task.isCancelled {
          try? await Task.sleep(for: .seconds(1))
          await self.tick()
        }
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }

  private func tick() {
    if !json { write(people.tick(Clock.host.time())) }
  }

  private func write(_ chunks: [ReportChunk]) {
    for chunk in chunks {
      switch chunk {
      case .result(let text):
        endLive()
        Terminal.result(text)
      case .progress(let text):
        endLive()
        Terminal.error(text)
      case .live(let text):
        guard isTerminal else { continue }
        Terminal.write("\r\u{1B}[2K\(text)", to: STDERR_FILENO)
        isLive = true
      }
    }
  }

  private func endLive() {
    if isLive { Terminal.write("\r\u{1B}[2K", to: STDERR_FILENO) }
    isLive = false
  }
}
