import Glibc
import SpecModel

/// A copy of a host folder that a workspace's user may read, with its links as they are: what they
/// lead to is looked for in the sandbox. Every folder is entered by its open parent, so that nobody
/// who may write there can lead the copy elsewhere by a link.
struct FolderCopy {
  /// Bytes that a copy has, at most: an agent's program with its libraries has less.
  private static let largest = 512 << 20
  /// Folders in one another, at most.
  private static let deepest = 64

  /// Paths of folders that become empty ones.
  private let hidden: Set<String>
  private var bytes = FolderCopy.largest
  private var entries = 200_000

  /// Copies the folder or file `source` to `target`, which is not there yet. Folders of `hidden`,
  /// whole paths below `source`, become empty ones; `.git` is left out, and so is what is no file,
  /// folder or link. Throws `Failure` of code `.badInput` for one that is too large.
  static func make(of source: String, at target: String, without hidden: Set<String>) throws {
    var copy = FolderCopy(hidden: hidden)
    try copy.add(source, to: target, below: AT_FDCWD, named: source, depth: deepest)
  }

  private init(hidden: Set<String>) { self.hidden = hidden }

  /// Copies `name` of the open folder `parent`, which is `source` as a whole path.
  private mutating func add(
    _ source: String, to target: String, below parent: Int32, named name: String, depth: Int
  ) throws {
    try Task.checkCancellation()
    entries -= 1
    guard entries >= 0, depth > 0 else { throw Self.tooLarge(source) }
    guard let status = look(parent, name) else { return }
    if status.isLink {
      guard let aim = linkTarget(name, below: parent) else { return }
      try system("can't copy a link", place: source) { symlink(aim, target) }
    } else if status.isFile {
      try addFile(source, to: target, below: parent, named: name)
    } else if status.isFolder {
      try Folder.makeFolder(target, user: nil)
      guard !hidden.contains(source) else { return }
      let folder = try system("can't read what is to be shared", place: source) {
        openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      }
      defer { close(folder) }
      for inner in folderNames(folder) where inner != ".git" {
        try add(
          "\(source)/\(inner)", to: "\(target)/\(inner)", below: folder, named: inner,
          depth: depth - 1)
      }
    }
  }

  private mutating func addFile(
    _ source: String, to target: String, below parent: Int32, named name: String
  ) throws {
    // Opening must not wait for the other end of a pipe that has taken the file's place.
    let from = try system("can't read what is to be shared", place: source) {
      openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    }
    defer { close(from) }
    var status = stat()
    guard fstat(from, &status) == 0, status.isFile else { return }
    let mode: mode_t = status.st_mode & 0o100 != 0 ? 0o755 : 0o644
    let file = try system("can't copy what is to be shared", place: source) {
      open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    }
    defer { close(file) }
    fchmod(file, mode)
    while true {
      let count = try system("can't copy what is to be shared", place: source) {
        Int32(clamping: sendfile(file, from, nil, 1 << 26))
      }
      if count == 0 { return }
      bytes -= Int(count)
      guard bytes >= 0 else { throw Self.tooLarge(source) }
    }
  }

  private static func tooLarge(_ place: String) -> Failure {
    Failure(
      .badInput, "the folder is larger than what can be copied for a workspace",
      remedy: "A copy holds at most 512 MiB, 200,000 files and 64 levels; a folder that others "
        + "may read needs none.", place: place)
  }
}
