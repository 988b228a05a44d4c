import Glibc
import SpecModel
import SpecterKit

/// No sandbox: a temporary folder, a clean environment and limits, for machines where bubblewrap
/// can't run and for code that is trusted. It must be asked for, and shows in every verdict.
public struct BareSandbox: Sandbox {
  /// Always `none`.
  public var isolation: IsolationLevel { .none }

  /// No sandbox.
  public init() {}

  /// Makes a temporary folder, runs `body` with it, and takes it down with every process of its
  /// control group, or of its commands' process groups where there is none.
  public func withWorkspace<R: Sendable>(
    _ request: WorkspaceRequest, _ body: @Sendable (any Workspace) async throws -> R
  ) async throws -> R {
    for (inside, outside) in request.readOnly where inside != outside {
      throw Failure(
        .sandbox, "without isolation a folder can be seen at its own path only: \(inside)",
        remedy: "Use bubblewrap.", place: outside)
    }
    return try await Ground.with(request, keepingUser: true) { ground in
      try await EndpointRelay.with(
        request.endpoint, in: ground.slot.folder + "/relay", sealed: false
      ) { try await hold(ground, request, $0, body) }
    }
  }

  private func hold<R: Sendable>(
    _ ground: Ground, _ request: WorkspaceRequest, _ relay: EndpointRelay?,
    _ body: @Sendable (any Workspace) async throws -> R
  ) async throws -> R {
    let workspace = HeldWorkspace(
      root: ground.slot.workspace, folder: ground.slot.workspace, limits: request.limits,
      planted: request.files.byteCount, relay: relay
    ) { command in
      try launch(command, ground: ground, limits: request.limits)
    }
    return try await body(workspace)
  }

  private func launch(_ command: Command, ground: Ground, limits: Limits) throws -> Launch {
    let variables = try CleanEnvironment.of(
      command, home: ground.slot.home, temporary: ground.slot.root + "/tmp")
    let gate = Launch.gate(ResourceLimits(limits, grouped: ground.group != nil))
    return Launch(
      executable: gate[0], arguments: gate.dropFirst() + command.arguments,
      environment: variables, folder: ground.slot.workspace, generations: 0,
      group: ground.group, seconds: command.seconds ?? limits.seconds, watch: ground.watch)
  }
}
