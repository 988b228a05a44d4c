import Glibc
import SpecModel

/// A folder of the user's, read and written as a tree of files.
public enum WorkspaceFolder {
  /// Bytes that are read at most.
  private static let limit = 1 << 30

  /// Its regular files but those in `.git`. Throws a `Failure` of code `.badInput` when it is no
  /// folder, or holds more than a workspace can: 1 GiB, 20,000 files, 48 levels.
  public static func read(_ folder: String) throws -> FileTree {
    var status = stat()
    guard stat(folder, &status) == 0, status.isFolder else {
      throw Failure(.badInput, "no such folder", place: folder)
    }
    return try Folder.harvest(folder, bounds: Folder.Bounds(bytes: limit, isStrict: true))
  }

  /// Writes files into it, each beside its place first and then moved there in one step. A link on
  /// the way to a file is not followed: that file is refused with a `Failure` of code `.badInput`.
  public static func write(_ tree: FileTree, to folder: String) throws {
    let top = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard top >= 0 else { throw Failure(.badInput, "no such folder", place: folder) }
    defer { close(top) }
    for path in tree.paths {
      guard let bytes = tree[path] else { continue }
      try write(bytes, to: path.split(separator: "/").map(String.init), below: top, path: path)
    }
  }

  private static func write(
    _ bytes: [UInt8], to parts: [String], below top: Int32, path: String
  ) throws {
    guard let name = parts.last else { return }
    var folder = dup(top)
    defer { close(folder) }
    for part in parts.dropLast() {
      mkdirat(folder, part, 0o755)
      let next = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next >= 0 else { throw unwritable(path) }
      close(folder)
      folder = next
    }
    // A script stays executable; a file that is there keeps its mode.
    let script = bytes.starts(with: Array("#!".utf8))
    let mode = look(folder, name).map { $0.st_mode & 0o777 } ?? (script ? 0o755 : 0o644)
    let beside = ".\(name.prefix(40)).\(getpid()).specter"
    let file = openat(
      folder, beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else { throw unwritable(path) }
    let written = writeAll(bytes, to: file)
    close(file)
    guard written, renameat(folder, beside, folder, name) == 0 else {
      let failure = unwritable(path)
      unlinkat(folder, beside, 0)
      throw failure
    }
  }

  private static func unwritable(_ path: String) -> Failure {
    Failure(.badInput, "can't write a file back: \(String(cString: strerror(errno)))", place: path)
  }
}
