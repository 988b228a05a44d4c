import Glibc
import SpecModel

/// Writing a tree of files into a folder that nobody else has yet, and reading one back from a
/// folder that foreign code had.
enum Folder {
  /// Writes `tree` below `folder`, which must not have been in anyone's reach yet, and gives all of
  /// it to `user`.
  static func plant(_ tree: FileTree, in folder: String, user: uid_t?) throws {
    var made: Set<Substring> = []
    for path in tree.paths {
      let parts = path.split(separator: "/")
      var parent = path[..<path.startIndex]
      for part in parts.dropLast() {
        parent = path[path.startIndex..<part.endIndex]
        if made.insert(parent).inserted { try makeFolder("\(folder)/\(parent)", user: user) }
      }
      guard let bytes = tree[path] else { continue }
      try makeFile("\(folder)/\(path)", bytes, user: user)
    }
  }

  /// Makes one folder and gives it to `user`.
  static func makeFolder(_ path: String, user: uid_t?, mode: mode_t = 0o755) throws {
    try system("can't make a folder of the workspace", place: path) { mkdir(path, mode) }
    chmod(path, mode)
    try give(path, to: user)
  }

  /// Makes one file and gives it to `user`; scripts are made executable.
  static func makeFile(_ path: String, _ bytes: [UInt8], user: uid_t?) throws {
    let script = bytes.starts(with: Array("#!".utf8))
    let file = try system("can't write a file of the workspace", place: path) {
      open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, script ? 0o755 : 0o644)
    }
    defer { close(file) }
    guard writeAll(bytes, to: file) else {
      throw systemFailure("can't write a file of the workspace", place: path)
    }
    fchmod(file, script ? 0o755 : 0o644)
    if let user, fchown(file, user, user) != 0 {
      throw systemFailure("can't hand over a file of the workspace", place: path)
    }
  }

  private static func give(_ path: String, to user: uid_t?) throws {
    if let user, lchown(path, user, user) != 0 {
      throw systemFailure("can't hand over the workspace", place: path)
    }
  }

  /// What a harvest takes at most.
  struct Bounds {
    /// Bytes of all files together.
    var bytes: Int
    /// Files.
    var files = 20_000
    /// Folders in one another.
    var depth = 48
    /// Whether to refuse a folder that exceeds the others, rather than leave files out.
    var isStrict = false
  }

  /// Reads the regular files below `folder` in the order of their names; links, devices, sockets,
  /// pipes and `.git` folders are passed over, and so is what exceeds `bounds`, unless they are
  /// strict: then a `Failure` of code `.badInput` is thrown.
  static func harvest(_ folder: String, bounds: Bounds) throws -> FileTree {
    var tree = FileTree()
    var left = bounds
    let top = try system("can't read the workspace", place: folder) {
      open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    defer { close(top) }
    try harvest(top, path: "", into: &tree, left: &left)
    return tree
  }

  private static func harvest(
    _ folder: Int32, path: String, into tree: inout FileTree, left: inout Bounds
  ) throws {
    for name in folderNames(folder).sorted() {
      try Task.checkCancellation()
      guard let status = look(folder, name) else { continue }
      if status.isFolder {
        guard name != ".git" else { continue }
        guard left.depth > 0 else {
          try refuse(path + name, left)
          continue
        }
        let child = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard child >= 0 else { continue }
        defer { close(child) }
        left.depth -= 1
        try harvest(child, path: path + name + "/", into: &tree, left: &left)
        left.depth += 1
      } else if status.isFile {
        guard left.files > 0, let bytes = contents(folder, name, left.bytes) else {
          try refuse(path + name, left)
          continue
        }
        left.files -= 1
        left.bytes -= bytes.count
        tree[path + name] = bytes
      }
    }
  }

  private static func refuse(_ path: String, _ bounds: Bounds) throws {
    guard bounds.isStrict else { return }
    throw Failure(
      .badInput, "a file can't be read, or the folder is larger than a workspace can be",
      remedy: "A workspace holds at most 1 GiB, 20,000 files and 48 levels.", place: path)
  }

  /// The bytes of a regular file; nil when it is none or has more than `limit`. It is looked at
  /// again once open, since whoever has the folder may swap it in between; opening must not wait
  /// for the other end of a pipe either.
  private static func contents(_ folder: Int32, _ name: String, _ limit: Int) -> [UInt8]? {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let file = openat(folder, name, flags)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.isFile, status.st_size <= limit else { return nil }
    return readAll(file, limit: limit)
  }

  /// Bytes that the files below `folder` take on the disk; nil when there are more files, or deeper
  /// folders, than anyone needs, which counts as too much.
  static func measure(_ folder: String) -> Int? {
    let top = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard top >= 0 else { return 0 }
    defer { close(top) }
    var bytes = 0
    var files = 100_000
    var left: [[CChar]] = [[CChar(bitPattern: UInt8(ascii: ".")), 0]]
    while let path = left.popLast() {
      let inner = openat(top, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard inner >= 0 else { continue }
      defer { close(inner) }
      for name in rawNames(inner) {
        files -= 1
        guard files > 0 else { return nil }
        guard let status = look(inner, name) else { continue }
        bytes += Int(status.st_blocks) * 512
        guard status.isFolder else { continue }
        let deeper = path.dropLast() + [CChar(bitPattern: UInt8(ascii: "/"))] + name
        guard deeper.count < Int(PATH_MAX) else { return nil }
        left.append(Array(deeper))
      }
    }
    return bytes
  }
}
