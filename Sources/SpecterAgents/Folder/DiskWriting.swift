import Glibc
import SpecModel

extension Disk {
  /// Writes a new file. An existing one is refused, so that no link can lead the writing astray.
  static func create(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else { throw failure("can't write", path) }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure("can't write", path) }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw failure("can't write", path) }
  }

  /// Writes a file whole or not at all.
  static func replace(_ path: String, _ bytes: [UInt8]) throws {
    let draft = draftName(of: path)
    do {
      try create(draft, bytes)
      guard rename(draft, path) == 0 else { throw failure("can't write", path) }
    } catch {
      unlink(draft)
      throw error
    }
  }

  /// Writes a tree into an existing folder; what lies below one of `closed` stays the owner's.
  static func write(
    _ tree: FileTree, into folder: String, access: Access = .usual, closed: [String] = []
  ) throws {
    for path in tree.paths {
      var parent = folder
      let parts = path.split(separator: "/").map(String.init)
      let isOpen = access == .everyone && !closed.contains(parts[0])
      for part in parts.dropLast() {
        parent += "/" + part
        if mkdir(parent, 0o755) == 0 {
          if isOpen { chmod(parent, 0o777) }
        } else if errno != EEXIST {
          throw failure("can't make the folder", parent)
        }
      }
      try create("\(folder)/\(path)", tree[path] ?? [])
      if isOpen { chmod("\(folder)/\(path)", 0o666) }
    }
  }

  /// Makes the folder `path` with `tree` in it, whole or not at all; an older folder of that name
  /// is replaced, and drafts that a killed run left beside it are removed.
  static func createFolder(
    _ path: String, _ tree: FileTree, access: Access = .usual, closed: [String] = []
  ) throws {
    let (parent, name) = parts(of: path)
    try makeFolder(parent)
    for stale in try names(in: parent) where stale.hasPrefix(".\(name).") {
      removeFolder("\(parent)/\(stale)")
    }
    let draft = draftName(of: path)
    defer { removeFolder(draft) }
    try makeFolder(draft)
    if access == .everyone { chmod(draft, 0o777) }
    try write(tree, into: draft, access: access, closed: closed)
    let old = draftName(of: path)
    let isReplacing = isFolder(path)
    if isReplacing, rename(path, old) != 0 { throw failure("can't replace the folder", path) }
    guard rename(draft, path) == 0 else {
      let problem = failure("can't put the folder in its place", path)
      if isReplacing { rename(old, path) }
      throw problem
    }
    removeFolder(old)
  }

  /// Removes a folder of Specter's own making and all in it; follows no link.
  static func removeFolder(_ path: String) {
    guard isFolder(path) else { return }
    for name in (try? names(in: path)) ?? [] {
      let child = "\(path)/\(name)"
      if isFolder(child) { removeFolder(child) } else { unlink(child) }
    }
    rmdir(path)
  }

  /// A hidden name beside `path`; readers of the parent folder pass over hidden names.
  private static func draftName(of path: String) -> String {
    let (parent, name) = parts(of: path)
    return "\(parent)/.\(name).\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
  }

  private static func parts(of path: String) -> (parent: String, name: Substring) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path[...]) }
    return (String(path[..<slash]), path[path.index(after: slash)...])
  }
}
