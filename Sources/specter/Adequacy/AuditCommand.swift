import ArgumentParser
import SpecModel
import SpecText
import SpecterAgents
import SpecterKit
import SpecterReport

/// `specter audit`: did the spec carry what nobody knows by heart?
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Say which planted changes a rebuild carries.",
    discussion: """
      Runs the probes that see each planted change on the newest recorded build of a spec, or on \
      --candidate.

      Exit status: 0 every change was carried, 1 one was not, 2 Specter or its environment failed.
      """)

  @Argument(help: "The planted.json that `specter plant` wrote.")
  var planted: String
  @Argument(help: "The folder of the spec that went round the loop.")
  var specFolder: String?
  @Option(help: "The rebuild's folder; by default the newest recorded build of the spec.")
  var candidate: String?
  @Option(help: "Isolation of the run: sealed or none.")
  var isolation = IsolationLevel.sealed
  @Flag(help: "Answer in JSON (specter.audit/1).")
  var json = false

  func validate() throws {
    if specFolder == nil && candidate == nil {
      throw ValidationError("name the spec's folder, or a rebuild with --candidate")
    }
  }

  func run() async throws {
    try await reportingFailures {
      try await withInterrupts {
        let document = try PlantDocument(
          parsing: try FolderTree.file(planted), place: planted)
        let bench = try await Workbench(isolation: isolation, base: currentFolder())
        var rules = CompareRules()
        var tree: FileTree?
        if let specFolder {
          let folders = try ProjectFolders(specFolder: specFolder)
          let file = "\(folders.spec ?? ".")/SPEC.md"
          let spec = try FolderTree.file(file)
          rules = SpecParser.parse(spec, path: file).frontMatter?.compare ?? rules
          if candidate == nil {
            let name = folders.name ?? "spec"
            let corpus = folders.corpus ?? "\(folders.root)/corpora/\(name)"
            let session = VerdictSession(bench: bench, corpus: corpus, name: name)
            tree = try session.newestBuild(of: spec).files
          }
        }
        let subject: Subject
        if let candidate {
          subject = try await bench.subject(at: candidate)
        } else {
          subject = try await bench.folders.materialise(tree ?? FileTree())
        }
        let audit = try await Differ(surface: bench.python, clock: .host).audit(
          document.changes, on: subject, scope: document.scope, rules: rules, seed: document.seed)
        if json {
          Terminal.result(JSONText.pretty(AdequacyDocument.value(of: audit)))
        } else {
          for line in AdequacyText.lines(audit) { Terminal.result(line) }
        }
        guard audit.share == 1 else { throw Exit.found }
      }
    }
  }
}
