import FoundationEssentials
import SpecModel
import SpecterKit

/// A host folder and where what runs in a sandbox sees it.
struct Place: Sendable, Hashable {
  /// The host folder.
  var folder: String
  /// The path at which it is seen: the host folder itself where nothing is isolated.
  var inside: String

  /// The place of `folder`, seen at `path` in a sandbox that can show it there.
  init(_ folder: String, at path: String, in sandbox: any Sandbox) {
    self.folder = folder
    inside = sandbox.isolation == .none ? folder : path
  }

  /// The place of a subject that is a folder; throws for a command.
  init(_ subject: Subject, in sandbox: any Sandbox) throws {
    guard case .folder(let folder) = subject.location else {
      throw Failure(
        .usage, "a Python subject is a folder, not a command",
        remedy: "Give the folder with the module, or use the driver surface")
    }
    self.init(folder, at: "/subject", in: sandbox)
  }

  /// The names of the top-level Python modules and packages in the folder, in UTF-8 order.
  func modules() throws -> [String] {
    let files = FileManager.default
    guard let names = try? files.contentsOfDirectory(atPath: folder) else {
      throw Failure(
        .badInput, "the subject's folder can't be read", remedy: "Check that it exists",
        place: folder)
    }
    return names.compactMap { name in
      if name.hasSuffix(".py") { return String(name.dropLast(3)) }
      return files.fileExists(atPath: "\(folder)/\(name)/__init__.py") ? name : nil
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
