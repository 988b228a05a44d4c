import SpecModel
import SpecterKit

/// A sandbox without processes: a test says what a command does to the files of its workspace.
public struct InMemorySandbox: Sandbox {
  /// What a command does: changes the files, and ends in a result.
  public typealias Program = @Sendable (Command, inout FileTree) async throws -> CommandResult

  /// The level that it claims.
  public let isolation: IsolationLevel
  private let program: Program

  /// A sandbox in which every command does what `program` does.
  public init(isolation: IsolationLevel = .sealed, program: @escaping Program) {
    self.isolation = isolation
    self.program = program
  }

  /// Runs `body` with a workspace that holds the request's files.
  public func withWorkspace<R: Sendable>(
    _ request: WorkspaceRequest, _ body: @Sendable (any Workspace) async throws -> R
  ) async throws -> R {
    try await body(InMemoryWorkspace(files: request.files, program: program))
  }
}

/// A workspace of `InMemorySandbox`; it has no processes to talk with.
private actor InMemoryWorkspace: Workspace {
  nonisolated let root = "/ws"
  private var files: FileTree
  private let program: InMemorySandbox.Program

  init(files: FileTree, program: @escaping InMemorySandbox.Program) {
    self.files = files
    self.program = program
  }

  func run(_ command: Command) async throws -> CommandResult {
    var files = files
    let result = try await program(command, &files)
    self.files = files
    return result
  }

  func withProcess<R: Sendable>(
    _ command: Command, _ body: @Sendable (any ProcessChannel) async throws -> R
  ) async throws -> R {
    throw Failure(.sandbox, "an in-memory sandbox has no processes to talk with")
  }

  func harvest() async throws -> FileTree { files }
}
