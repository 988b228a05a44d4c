import SpecModel
import SpecterKit

/// Makes the sandbox that was asked for, or says why it can't.
public enum Sandboxes {
  /// The sandbox of an isolation level, tried once. What killed runs have left is swept away.
  ///
  /// Throws a `Failure` of code `.sandbox` when bubblewrap is missing or refused here. It never
  /// falls back to less isolation than was asked for.
  public static func make(isolation: IsolationLevel) async throws -> any Sandbox {
    for base in Set([Slot.standardBase(), Slot.standardBase(bare: true)]) { sweepStale(in: base) }
    switch isolation {
    case .none:
      return BareSandbox()
    case .folder:
      throw Failure(
        .sandbox, "no sandbox of Specter's is of the level `folder`",
        remedy: "Ask for `sealed` or `none`.")
    case .sealed:
      let sandbox = try BubblewrapSandbox()
      let result = try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
        try await workspace.run(Command(["/bin/true"], seconds: 20))
      }
      guard result.succeeded else {
        throw Failure(
          .sandbox, "bubblewrap starts but can't run a program: \(result.end) \(result.errorText)",
          remedy: "Run `specter sandbox test`.")
      }
      return sandbox
    }
  }
}
