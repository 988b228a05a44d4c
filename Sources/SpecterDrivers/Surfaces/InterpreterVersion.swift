import SpecModel
import SpecterKit

/// What `python3 --version` says in a sandbox; asked once.
actor InterpreterVersion {
  private var known: String?

  /// The name and version, for example `Python 3.11.2`. Throws a `Failure` where Python can't be
  /// run.
  func read(in sandbox: any Sandbox) async throws -> String {
    if let known { return known }
    let result = try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
      try await workspace.run(Command(["python3", "--version"], seconds: 20))
    }
    guard result.succeeded else {
      throw Failure(
        .environment, "python3 can't be run in the sandbox",
        remedy: "Install Python 3: \(Greeting.lastLine(result.errorText))")
    }
    let version = result.outputText.split(separator: "\n").first.map(String.init) ?? ""
    known = version
    return version
  }
}
