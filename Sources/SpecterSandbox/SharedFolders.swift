import Glibc
import SpecModel

/// Host folders and single files that a workspace sees, read-only.
enum SharedFolders {
  /// One of them.
  struct Bind: Sendable {
    /// The folder or file on the host.
    var outside: String
    /// The absolute path at which it is seen.
    var inside: String
    /// The folders of it that seem empty, by the path at which they are seen.
    var hidden: [String]
  }

  /// Makes their mount points, with folders of `hidden` that seem empty, and a copy of each that
  /// the workspace's user could not read where it is: below root's home, or kept from others by its
  /// mode.
  static func prepare(_ folders: [String: String], hidden: [String], slot: Slot) throws -> [Bind] {
    var binds: [Bind] = []
    for (inside, outside) in folders.sorted(by: { $0.key < $1.key }) {
      guard inside.hasPrefix("/"), FileTree.isSafe(String(inside.dropFirst())) else {
        throw Failure(.sandbox, "\(inside) is no path at which a folder can be seen")
      }
      guard let (resolved, status) = resolve(outside) else {
        throw Failure(.sandbox, "the folder to share is not there", place: outside)
      }
      try makeMountPoint(inside, root: slot.root, isFile: status.isFile)
      let below = hidden.filter { $0.hasPrefix(inside + "/") }.map { $0.dropFirst(inside.count) }
      var bind = Bind(outside: resolved, inside: inside, hidden: [])
      if slot.user != nil, !isOpen(resolved, status) {
        bind.outside = "\(slot.folder)/shared-\(binds.count)"
        let without = Set(below.map { resolved + $0 })
        try FolderCopy.make(of: resolved, at: bind.outside, without: without)
      }
      for path in below where try isHideable(resolved + path) { bind.hidden.append(inside + path) }
      binds.append(bind)
    }
    return binds
  }

  private static func makeMountPoint(_ inside: String, root: String, isFile: Bool) throws {
    guard !["/usr/", "/proc/", "/dev/"].contains(where: { (inside + "/").hasPrefix($0) }) else {
      throw Failure(
        .sandbox, "no folder can be shared at \(inside)",
        remedy: "What lies there can't be seen in a sandbox; of a Python environment, make it anew "
          + "with /usr/bin/python3 or with a Python of pyenv or uv.")
    }
    var path = root
    let parts = inside.split(separator: "/")
    for (place, part) in parts.enumerated() {
      path += "/\(part)"
      if isFile && place == parts.count - 1 {
        try Folder.makeFile(path, [], user: nil)
        continue
      }
      // Whatever user a parent belongs to: nothing has run yet that could have made it a link.
      if mkdir(path, 0o755) != 0 && errno != EEXIST {
        throw systemFailure("can't make a place for a shared folder", place: inside)
      }
    }
  }

  /// The folder or file at `path` with all links followed; nil for anything else.
  private static func resolve(_ path: String) -> (path: String, status: stat)? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    var status = stat()
    guard stat(real, &status) == 0, status.isFolder || status.isFile else { return nil }
    return (String(cString: real), status)
  }

  /// Whether there is a folder to hide; throws for what can't be made to seem empty.
  private static func isHideable(_ path: String) throws -> Bool {
    guard let status = look(AT_FDCWD, path) else { return false }
    guard status.isFolder else {
      throw Failure(
        .sandbox, "what is to be out of reach is no folder, and can't be hidden", place: path)
    }
    return true
  }

  /// Whether another user can read the file at `path`, or the folder there and all below it.
  private static func isOpen(_ path: String, _ status: stat) -> Bool {
    var above = ""
    for part in path.split(separator: "/").dropLast() {
      above += "/\(part)"
      var folder = stat()
      guard stat(above, &folder) == 0, folder.st_mode & 0o001 != 0 else { return false }
    }
    if status.isFile { return status.st_mode & 0o004 != 0 }
    let top = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard top >= 0 else { return false }
    defer { close(top) }
    return isOpen(top, depth: 64)
  }

  private static func isOpen(_ folder: Int32, depth: Int) -> Bool {
    var own = stat()
    guard depth > 0, fstat(folder, &own) == 0, own.st_mode & 0o005 == 0o005 else { return false }
    for name in folderNames(folder) {
      guard let status = look(folder, name) else { continue }
      if status.isFile && status.st_mode & 0o004 == 0 { return false }
      guard status.isFolder else { continue }
      let child = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard child >= 0 else { return false }
      defer { close(child) }
      if !isOpen(child, depth: depth - 1) { return false }
    }
    return true
  }
}
