import SpecModel
import SpecterKit

/// A workspace in use, whichever way its commands are launched.
struct HeldWorkspace: Workspace {
  let root: String
  /// The folder as this process sees it.
  let folder: String
  /// The workspace's limits.
  let limits: Limits
  /// Bytes that it held at the start, which a harvest may bring back beside what was written.
  let planted: Int
  /// The way to the endpoint that was asked for.
  var relay: EndpointRelay?
  /// Turns a command into what is spawned.
  let launch: @Sendable (Command) throws -> Launch

  var endpoint: String? { relay?.address }

  func accessLog() async -> [String] { relay?.lines() ?? [] }

  /// Bytes kept of the standard error of a process that is talked with.
  private static let tail = 65_536

  func run(_ command: Command) async throws -> CommandResult {
    let start = ContinuousClock.now
    let errors = Capture(limit: limits.output, kept: .first)
    let output = Capture(limit: limits.output, kept: .first)
    let end = try await launch(command).withRunning(errors: errors) { process in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          // A program need not read what it is given.
          do { try await process.write(command.input) } catch is ChannelClosed {}
          await process.closeInput()
        }
        while let piece = try await process.read() { await output.add(piece) }
        let end = await process.wait() ?? .signalled(9)
        group.cancelAll()
        try Task.checkCancellation()
        return end
      }
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let cut = [await output.truncated, await errors.truncated]
    return CommandResult(
      end: end, output: await output.contents, errors: await errors.contents,
      truncated: cut.contains(true), seconds: seconds)
  }

  func withProcess<R: Sendable>(
    _ command: Command, _ body: @Sendable (any ProcessChannel) async throws -> R
  ) async throws -> R {
    let errors = Capture(limit: Self.tail, kept: .last)
    return try await launch(command).withRunning(errors: errors) { process in
      try await process.write(command.input)
      return try await body(process)
    }
  }

  func harvest() async throws -> FileTree {
    try Folder.harvest(folder, bounds: Folder.Bounds(bytes: limits.disk + planted))
  }
}
