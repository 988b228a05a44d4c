import SpecModel
import SpecterKit

/// Folders of the host as values.
public enum FolderTree {
  /// The regular files of a folder; links are not followed, and caches, version control and build
  /// products are left out. Throws a `Failure` when it can't be read or is too large.
  public static func read(_ folder: String) throws -> FileTree {
    let left: Set<String> = [".git", "__pycache__", ".pytest_cache", ".mypy_cache"]
    return try Harvest(of: folder) { path in
      path.split(separator: "/").last.map { left.contains(String($0)) } ?? false
        || path.hasSuffix(".pyc")
    }.tree
  }

  /// Puts a tree into a folder of its own below `parent`, named after its digest, readable by every
  /// user (the sandbox is one), whole or not at all. What is there already is checked, and put anew
  /// when it was changed.
  public static func keep(_ tree: FileTree, below parent: String) throws -> String {
    let path = "\(parent)/\(Digest.of(tree).hex)"
    if Disk.isFolder(path) {
      if try Harvest(of: path).tree == tree { return path }
      Disk.removeFolder(path)
    }
    try Disk.makeFolder(parent)
    try Disk.createFolder(path, tree)
    return path
  }

  /// Writes a file whole or not at all.
  public static func replace(_ path: String, with bytes: [UInt8]) throws {
    try Disk.replace(path, bytes)
  }

  /// Reads a file; throws a `Failure` naming it when it can't be read.
  public static func file(_ path: String) throws -> [UInt8] { try Disk.read(path) }

  /// Whether there is a regular file at `path`.
  public static func hasFile(_ path: String) -> Bool { Disk.isFile(path) }

  /// Whether there is a folder at `path`.
  public static func hasFolder(_ path: String) -> Bool { Disk.isFolder(path) }

  /// The whole path with all links followed; nil, with `errno` set, when there is nothing.
  public static func resolved(_ path: String) -> String? { Disk.resolved(path) }

  /// Makes a folder and those above it.
  public static func make(_ path: String) throws { try Disk.makeFolder(path) }
}
