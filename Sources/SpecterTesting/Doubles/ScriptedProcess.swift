import SpecModel
import SpecterKit
import Synchronization

/// A process that a script plays: it takes lines and answers each as the script says.
///
/// Like a real one it can die, fall silent, or write without end; a read waits until there is
/// something to read and ends promptly when the process is stopped or the task cancelled.
public final class ScriptedProcess: ProcessChannel {
  /// What the script does with one line.
  public enum Reaction: Sendable, Hashable {
    /// Writes these bytes, which need not be one line.
    case write([UInt8])
    /// Ends, losing what was not read when `flushing` is false.
    case end(CommandResult.End, flushing: Bool)
    /// Says nothing.
    case silence
    /// Writes bytes without an end of line until it is stopped.
    case flood
  }

  private struct State {
    var partial: [UInt8] = []
    var output: [UInt8] = []
    var end: CommandResult.End?
    var floods = false
    var reader: CheckedContinuation<Void, Never>?
    var lines = 0
  }

  private let state = Mutex(State())
  private let react: @Sendable (String, Int) -> Reaction

  /// A process that answers by `react`, which is given each line and how many came before it in
  /// this process.
  public init(_ react: @escaping @Sendable (String, Int) -> Reaction) { self.react = react }

  /// Takes bytes; every line that they complete is answered at once.
  public func write(_ bytes: [UInt8]) async throws {
    let reader = try state.withLock { state throws(ChannelClosed) in
      guard state.end == nil else { throw ChannelClosed() }
      for byte in bytes where state.end == nil {
        guard byte == UInt8(ascii: "\n") else {
          state.partial.append(byte)
          continue
        }
        let line = String(decoding: state.partial, as: UTF8.self)
        state.partial = []
        play(react(line, state.lines), &state)
        state.lines += 1
      }
      return Self.takeReader(&state)
    }
    reader?.resume()
  }

  /// Ends the process, as a driver does when its input ends.
  public func closeInput() async { finish(.exited(0)) }

  /// What was written since the last read; nil at the end.
  public func read() async throws -> [UInt8]? {
    while true {
      try Task.checkCancellation()
      let (bytes, ended) = state.withLock { state in
        if state.floods, state.end == nil {
          return ([UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16), false)
        }
        defer { state.output = [] }
        return (state.output, state.end != nil)
      }
      if !bytes.isEmpty { return bytes }
      if ended { return nil }
      await somethingToRead()
    }
  }

  /// Nothing: a scripted process writes no errors.
  public func recentErrors() async -> String { "" }

  /// Stops it.
  public func stop() async -> CommandResult.End {
    finish(.signalled(9))
    return state.withLock { $0.end ?? .signalled(9) }
  }

  private func play(_ reaction: Reaction, _ state: inout State) {
    switch reaction {
    case .write(let bytes): state.output += bytes
    case .silence: break
    case .flood: state.floods = true
    case .end(let end, let flushing):
      state.end = end
      if !flushing { state.output = [] }
    }
  }

  private func finish(_ end: CommandResult.End) {
    let reader = state.withLock { state in
      if state.end == nil { state.end = end }
      return Self.takeReader(&state)
    }
    reader?.resume()
  }

  private static func takeReader(_ state: inout State) -> CheckedContinuation<Void, Never>? {
    defer { state.reader = nil }
    return state.reader
  }

  private func somethingToRead() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let now = state.withLock { state in
          if Task.isCancelled || !state.output.isEmpty || state.end != nil || state.floods {
            return true
          }
          state.reader = continuation
          return false
        }
        if now { continuation.resume() }
      }
    } onCancel: {
      state.withLock { Self.takeReader(&$0) }?.resume()
    }
  }
}
