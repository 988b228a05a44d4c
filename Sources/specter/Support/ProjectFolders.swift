import Glibc
import SpecModel
import SpecterAgents

/// Where a project keeps what (DESIGN.md, "On disk").
///
/// The root is the nearest folder, from the spec's own upwards, that has `specs/` or `.specter/`;
/// where there is none, it is the current folder.
struct ProjectFolders: Sendable, Hashable {
  /// The project's root, absolute.
  let root: String
  /// The spec's folder, absolute; nil when none was given.
  let spec: String?

  /// Local state, ignored by git: `ROOT/.specter`.
  var state: String { join(root, ".specter") }
  /// The last part of the spec's folder: the library's name on disk; nil without one.
  var name: String? { spec.map(Self.lastPart) }
  /// What the spec's measurements run on: `ROOT/corpora/NAME`; nil without a spec.
  var corpus: String? { name.map { join(root, "corpora/\($0)") } }

  /// The folders of the project that `specFolder` belongs to; a path to its `SPEC.md` will do. nil:
  /// of the current folder. Throws a `Failure` of code `.usage` when there is no such folder.
  init(specFolder: String?) throws(Failure) {
    guard let current = FolderTree.resolved(".") else {
      throw Failure(
        .environment, "the current folder can't be read: \(String(cString: strerror(errno)))",
        remedy: "Change to a folder that exists")
    }
    guard let specFolder else {
      spec = nil
      root = Self.root(from: current) ?? current
      return
    }
    guard var folder = FolderTree.resolved(specFolder) else {
      throw Failure(
        .usage, "there is no folder '\(specFolder)'",
        remedy: "Give the folder that holds SPEC.md, for example specs/inflection")
    }
    if !Self.isFolder(folder) { folder = Self.parent(folder) ?? folder }
    spec = folder
    root = Self.root(from: folder) ?? current
  }

  private static func root(from folder: String) -> String? {
    var next: String? = folder
    while let place = next {
      if isFolder(join(place, "specs")) || isFolder(join(place, ".specter")) { return place }
      next = parent(place)
    }
    return nil
  }

  /// The last part of a path; trailing slashes don't count.
  static func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func parent(_ path: String) -> String? {
    guard path != "/", let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// `folder/path`, for the root folder too.
private func join(_ folder: String, _ path: String) -> String {
  folder == "/" ? "/\(path)" : "\(folder)/\(path)"
}
