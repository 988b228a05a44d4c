import SpecModel
import SpecterKit
import Synchronization

/// A sandbox in which nothing runs: scripts play the commands. It keeps what it was asked for.
public final class ScriptedSandbox: Sandbox {
  /// How sealed it says that it is.
  public let isolation: IsolationLevel
  private let log = Mutex<(requests: [WorkspaceRequest], commands: [Command])>(([], []))
  private let result: @Sendable (Command) -> CommandResult
  private let process: @Sendable (Command, Int) -> ScriptedProcess

  /// A sandbox.
  ///
  /// - Parameters:
  ///   - isolation: what it reports.
  ///   - result: plays a command that runs to its end.
  ///   - process: plays a process; it is given how many were started before it.
  public init(
    isolation: IsolationLevel = .sealed,
    result: @escaping @Sendable (Command) -> CommandResult = { _ in
      CommandResult(end: .exited(0), output: [], errors: [])
    },
    process: @escaping @Sendable (Command, Int) -> ScriptedProcess
  ) {
    self.isolation = isolation
    self.result = result
    self.process = process
  }

  /// The workspaces that were asked for.
  public var requests: [WorkspaceRequest] { log.withLock { $0.requests } }
  /// The commands that were run or started.
  public var commands: [Command] { log.withLock { $0.commands } }

  /// Gives `body` a workspace that holds the request's files.
  public func withWorkspace<R: Sendable>(
    _ request: WorkspaceRequest, _ body: @Sendable (any Workspace) async throws -> R
  ) async throws -> R {
    log.withLock { $0.requests.append(request) }
    return try await body(ScriptedWorkspace(sandbox: self, files: request.files))
  }

  fileprivate func run(_ command: Command) -> CommandResult {
    log.withLock { $0.commands.append(command) }
    return result(command)
  }

  fileprivate func start(_ command: Command) -> ScriptedProcess {
    let before = log.withLock { log in
      log.commands.append(command)
      return log.commands.count - 1
    }
    return process(command, before)
  }
}

/// A workspace of a scripted sandbox.
private struct ScriptedWorkspace: Workspace {
  let sandbox: ScriptedSandbox
  let files: FileTree
  var root: String { "/ws" }

  func run(_ command: Command) async throws -> CommandResult { sandbox.run(command) }

  func withProcess<R: Sendable>(
    _ command: Command, _ body: @Sendable (any ProcessChannel) async throws -> R
  ) async throws -> R {
    let process = sandbox.start(command)
    do {
      let result = try await body(process)
      _ = await process.stop()
      return result
    } catch {
      _ = await process.stop()
      throw error
    }
  }

  func harvest() async throws -> FileTree { files }
}
