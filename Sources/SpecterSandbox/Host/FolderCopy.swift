import Glibc
import SpecModel

/// A copy of a host folder that a workspace's user may read, with its links as they are: what they
/// lead to is looked for in the sandbox.
struct FolderCopy {
  /// Bytes that a copy has, at most: an agent's program with its libraries has less.
  private static let largest = 512 << 20

  /// Full paths of folders that become empty ones.
  private let hidden: Set<String>
  private var bytes = FolderCopy.largest
  private var entries = 200_000

  /// Copies the folder or file `source` to `target`, which is not there yet. Folders of `hidden`
  /// become empty ones. Throws `Failure` of code `.badInput` for one that is too large.
  static func make(of source: String, at target: String, without hidden: Set<String>) throws {
    var copy = FolderCopy(hidden: hidden)
    try copy.add(source, at: target, depth: 64)
  }

  private init(hidden: Set<String>) { self.hidden = hidden }

  private mutating func add(_ source: String, at target: String, depth: Int) throws {
    try Task.checkCancellation()
    entries -= 1
    var status = stat()
    guard lstat(source, &status) == 0 else { return }
    bytes -= status.isFile ? Int(status.st_size) : 0
    guard bytes >= 0, entries >= 0, depth > 0 else {
      throw Failure(
        .badInput, "the folder is larger than what can be copied for a workspace",
        remedy: "A copy holds at most 512 MiB, 200,000 files and 64 levels; a folder that others "
          + "may read needs none.", place: source)
    }
    if status.isLink {
      try addLink(source, at: target)
    } else if status.isFile {
      try addFile(source, at: target, isProgram: status.st_mode & 0o100 != 0)
    } else if status.isFolder {
      try Folder.makeFolder(target, user: nil)
      guard !hidden.contains(source) else { return }
      let folder = try system("can't read what is to be shared", place: source) {
        open(source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      }
      defer { close(folder) }
      for name in folderNames(folder) {
        try add("\(source)/\(name)", at: "\(target)/\(name)", depth: depth - 1)
      }
    }
  }

  private func addLink(_ source: String, at target: String) throws {
    guard let aim = linkTarget(source) else { return }
    try system("can't copy a link", place: source) { symlink(aim, target) }
  }

  private func addFile(_ source: String, at target: String, isProgram: Bool) throws {
    let mode: mode_t = isProgram ? 0o755 : 0o644
    let from = try system("can't read what is to be shared", place: source) {
      open(source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    }
    defer { close(from) }
    let file = try system("can't copy what is to be shared", place: source) {
      open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    }
    defer { close(file) }
    fchmod(file, mode)
    while true {
      let count = try system("can't copy what is to be shared", place: source) {
        Int32(clamping: sendfile(file, from, nil, 1 << 28))
      }
      if count == 0 { return }
    }
  }
}
