import SpecModel
import SpecterKit

/// Small changes of a Python subject's source, drawn by `mutate.py` in a sandbox.
extension PythonSurface: MutantSource {
  /// The script is no part of the driver: it observes nothing, and so its digest is in no verdict.
  private static let scripts = PythonScripts.tree.adding(
    EmbeddedFiles.below("SpecterDrivers/Adequacy"), under: PythonScripts.folder)

  /// At most `count` changes of the scope's modules.
  public func mutants(_ request: MutantRequest) async throws -> [Mutant] {
    let root = try Place(request.subject, in: sandbox)
    let top = request.scope.module.split(separator: ".").first.map(String.init)
    let names = try top.map { [$0] } ?? root.modules()
    let asked = WorkspaceRequest(
      files: Self.scripts, readOnly: [root.inside: root.folder], limits: Limits())
    return try await sandbox.withWorkspace(asked) { workspace in
      let result = try await workspace.run(
        script(
          "mutate.py",
          [
            "--root", root.inside, "--modules", names.joined(separator: ","),
            "--seed", String(request.seed), "--count", String(request.count),
            "--kinds", request.kinds.sorted().joined(separator: ","),
          ], in: workspace, SubjectEnvironment.variables(seed: 0, extras: [:])))
      guard result.succeeded, let value = try? Value(parsing: result.output),
        let items = value["mutants"]?.arrayValue
      else {
        throw Failure(
          .driver,
          "the subject's source can't be changed: \(Greeting.lastLine(result.errorText))",
          remedy: "The script ended early (\(result.end.words))")
      }
      return items.compactMap(Mutant.init)
    }
  }
}

extension Mutant {
  /// Reads one change as the script prints it; nil when it is none.
  fileprivate init?(_ value: Value) {
    guard let file = value["file"]?.stringValue, let line = value["line"]?.intValue,
      let kind = value["kind"]?.stringValue, let start = value["start"]?.intValue,
      let end = value["end"]?.intValue, start >= 0, start <= end,
      let text = value["text"]?.stringValue, let before = value["before"]?.stringValue,
      let after = value["after"]?.stringValue
    else { return nil }
    self.init(
      file: file, line: line, function: value["function"]?.stringValue ?? "", kind: kind,
      range: start..<end, text: text, before: before, after: after)
  }
}
