import Glibc
import SpecModel
import SpecterKit
import Subprocess

/// One running command: its streams and its end.
actor RunningProcess: ProcessChannel {
  typealias Streams = Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

  nonisolated let pid: pid_t
  private let execution: Streams
  private let errors: Capture
  private var output: SubprocessOutputSequence.Iterator
  private var outputEnded = false
  private var inputEnded = false
  private var expired = false
  private var end: CommandResult.End?

  /// How long a process that has closed its output may take to end by itself, in seconds.
  private static let grace = 0.25

  /// A process just spawned, the first of a process group.
  init(_ execution: Streams, errors: Capture) {
    self.execution = execution
    self.errors = errors
    pid = execution.processIdentifier.value
    output = execution.standardOutput.makeAsyncIterator()
  }

  func write(_ bytes: [UInt8]) async throws {
    guard !inputEnded else { throw ChannelClosed() }
    let count: Int
    do {
      count = try await execution.standardInputWriter.write(bytes)
    } catch {
      try Task.checkCancellation()
      throw ChannelClosed()
    }
    if count < bytes.count {
      try Task.checkCancellation()
      throw ChannelClosed()
    }
  }

  func closeInput() async {
    guard !inputEnded else { return }
    inputEnded = true
    try? await execution.standardInputWriter.finish()
  }

  func read() async throws -> [UInt8]? {
    try Task.checkCancellation()
    if outputEnded { return nil }
    // A copy, since a call that suspends can't change the actor's own; its state is the descriptor.
    var iterator = output
    let piece: SubprocessOutputSequence.Buffer?
    do {
      piece = try await iterator.next(isolation: self)
    } catch {
      try Task.checkCancellation()
      throw Failure(.sandbox, "can't read from a process: \(error)")
    }
    guard let piece else {
      try Task.checkCancellation()
      outputEnded = true
      return nil
    }
    return piece.withUnsafeBytes { Array($0) }
  }

  func recentErrors() async -> String {
    // What a process said last comes in the same moment as its end.
    for _ in 0..<20 where ended() != nil {
      if await errors.isComplete { break }
      usleep(500)
    }
    return String(decoding: await errors.contents.suffix(1 << 16), as: UTF8.self)
  }

  func stop() async -> CommandResult.End {
    if outputEnded { _ = await settled(within: Self.grace) }
    if ended() == nil { kill() }
    return await settled(within: nil) ?? .signalled(Int(SIGKILL))
  }

  nonisolated func processorTime() async -> ProcessorTime { ProcessTree.processorTime(pid) }

  /// Waits for its end; nil when the task is cancelled first.
  func wait() async -> CommandResult.End? { await settled(within: nil) }

  /// Kills it with its children.
  func kill() {
    if ended() == nil { ProcessTree.kill(pid) }
    endGroup()
  }

  /// Kills what is left of its process group, also when the process itself has ended: bubblewrap
  /// that was killed between making its child and letting it go (a cancelled task does that) has
  /// left that child in the group, waiting for ever. The number is nobody else's, since the process
  /// is taken away only after this actor's work.
  func endGroup() {
    _ = Glibc.kill(-pid, SIGKILL)
  }

  /// Kills it when the time is over; returns early when the task is cancelled.
  func kill(after seconds: Double) async {
    do { try await Task.sleep(for: .seconds(seconds)) } catch { return }
    if ended() == nil { expired = true }
    kill()
  }

  /// Reads standard error to its end.
  static func drain(_ execution: Streams, into errors: Capture) async {
    do {
      for try await piece in execution.standardError {
        await errors.add(piece.withUnsafeBytes { Array($0) })
      }
    } catch {}
    await errors.complete()
  }

  /// Waits until it has ended; nil when it hasn't after `seconds`.
  private func settled(within seconds: Double?) async -> CommandResult.End? {
    if let end = ended() { return end }
    // Most end within a moment of closing their output: worth waiting for without a detour.
    var descriptor = pollfd(
      fd: execution.processIdentifier.processDescriptor, events: Int16(POLLIN), revents: 0)
    if descriptor.fd >= 0 { poll(&descriptor, 1, outputEnded ? 3 : 0) }
    var pause = 0.000_5
    var waited = 0.0
    while true {
      if let end = ended() { return end }
      if let seconds, waited >= seconds { return nil }
      do {
        try await Task.sleep(for: .seconds(pause))
      } catch {
        // Cancelled: nothing may outlive the task, so kill, and wait for that without sleeping.
        kill()
        usleep(500)
      }
      waited += pause
      pause = min(pause * 1.5, 0.02)
    }
  }

  /// How it ended, without taking that away from who waits for it; nil while it runs.
  private func ended() -> CommandResult.End? {
    if let end { return end }
    var info = siginfo_t()
    guard waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT | WNOHANG) == 0,
      info._sifields._sigchld.si_pid == pid
    else { return nil }
    let status = Int(info._sifields._sigchld.si_status)
    let byItself = info.si_code == CLD_EXITED
    if expired {
      end = .timedOut
    } else if !byItself {
      end = .signalled(status)
    } else if status > 128 && status <= 192 {
      // Bubblewrap and shells tell of a signal so.
      end = .signalled(status - 128)
    } else {
      end = .exited(status)
    }
    return end
  }
}
