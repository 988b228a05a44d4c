import ArgumentParser
import Glibc
import SpecModel
import SpecterAgents
import SpecterKit
import SpecterReport

/// `specter skills install`.
struct SkillsInstall: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Put the skills where an agent looks for them.",
    discussion: """
      Claude Code looks into .claude/skills, Codex into .agents/skills, of the project and of the \
      home folder. What is there and as Specter wrote it is brought up to date; a file that a \
      person changed is kept and named. Running it again changes nothing.

      Exit status: 0 every skill is there, 1 a changed file was kept, 2 Specter or its environment \
      failed.
      """)

  @Option(name: .customLong("for"), help: "Which agent: claude, codex or all.")
  var agent = Reader.all

  @Flag(help: "Install for every project: into the home folder.")
  var user = false

  @Argument(help: "The project's folder; by default the one around the current folder.")
  var folder: String?

  @Flag(help: "Overwrite files that a person changed too.")
  var force = false

  @Flag(help: "Answer in JSON (specter.skills-install/1).")
  var json = false

  /// Whom the skills are for.
  enum Reader: String, ExpressibleByArgument, CaseIterable {
    case claude, codex, all
  }

  func validate() throws {
    if user, folder != nil { throw ValidationError("--user is the home folder; name no other.") }
  }

  func run() async throws {
    var isWhole = true
    try await reportingFailures {
      let root = try root()
      let readers = SkillReader(rawValue: agent.rawValue).map { [$0] } ?? SkillReader.allCases
      let outcomes = try SkillInstallation(readers: readers, force: force).run(
        read: { try found("\(root)/\($0)") },
        write: { path, bytes in
          let place = "\(root)/\(path)"
          try FolderTree.make(String(place.dropLast("/SKILL.md".count)))
          try FolderTree.replace(place, with: bytes)
        })
      isWhole = !outcomes.contains { $0.action == .kept }
      if json { return Terminal.result(SkillText.document(outcomes, root: root).description) }
      for line in SkillText.lines(outcomes, root: root) { Terminal.result(line) }
    }
    if !isWhole { throw Exit.found }
  }

  private func root() throws -> String {
    if user {
      guard let home = getenv("HOME").map({ String(cString: $0) }), home.hasPrefix("/") else {
        throw Failure(.environment, "HOME names no folder", remedy: "Set it, or name a folder")
      }
      return home
    }
    guard let folder else { return try ProjectFolders(specFolder: nil).root }
    guard let resolved = FolderTree.resolved(folder), FolderTree.hasFolder(resolved) else {
      throw Failure(.usage, "there is no such folder", place: folder)
    }
    return resolved
  }

  /// What lies at a path, a link followed.
  private func found(_ path: String) throws -> SkillInstallation.Found {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .nothing }
    guard let target = FolderTree.resolved(path), FolderTree.hasFile(target) else { return .other }
    return .file(try FolderTree.file(target))
  }
}
