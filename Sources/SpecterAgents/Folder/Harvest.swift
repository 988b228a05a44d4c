import Glibc
import SpecModel

/// The regular files of a folder that somebody else may have written, and still be writing.
///
/// No link is followed, symbolic or hard, anywhere below the folder: whoever works there may belong
/// to another user than Specter, and a link would have Specter read in its place.
struct Harvest {
  /// Bounds on what is read; beyond them the folder is refused rather than cut.
  struct Bounds {
    /// Files.
    var files = 20_000
    /// Bytes of all files together.
    var bytes = 64 << 20
    /// Folders below one another.
    var depth = 64
  }

  /// The regular files.
  private(set) var tree = FileTree()
  /// Paths that were left out: links, devices, pipes, names that are not UTF-8.
  private(set) var leftOut: [String] = []

  private let folder: String
  private let bounds: Bounds
  private let skip: (String) -> Bool
  private var bytes = 0

  /// Reads `folder`; `skip` names paths (of folders too) that are not looked at.
  ///
  /// Throws `Failure` of code `.agent` beyond the bounds, `.storage` when something can't be read.
  init(
    of folder: String, bounds: Bounds = Bounds(), skip: @escaping (String) -> Bool = { _ in false }
  ) throws {
    self.folder = folder
    self.bounds = bounds
    self.skip = skip
    let root = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard root >= 0 else { throw Disk.failure("can't open the folder", folder) }
    try walk(root, under: "", depth: 0)
  }

  /// Takes over `descriptor` and closes it.
  private mutating func walk(_ descriptor: Int32, under prefix: String, depth: Int) throws {
    defer { close(descriptor) }
    guard depth <= bounds.depth else { throw tooMuch("\(bounds.depth) folders below one another") }
    for name in try Disk.entries(of: descriptor, named: "\(folder)/\(prefix)") {
      guard let text = String(validating: name, as: UTF8.self) else {
        leftOut.append(prefix + String(decoding: name, as: UTF8.self))
        continue
      }
      let path = prefix + text
      if skip(path) { continue }
      try take(path, named: text, in: descriptor, depth: depth)
    }
  }

  private mutating func take(_ path: String, named name: String, in parent: Int32, depth: Int)
    throws
  {
    // Without O_NONBLOCK a planted pipe would hold the open for ever.
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let file = openat(parent, name, flags)
    guard file >= 0 else {
      if errno == ELOOP || errno == ENXIO || errno == ENOENT { return leftOut.append(path) }
      throw Disk.failure("can't read", "\(folder)/\(path)")
    }
    var status = stat()
    guard fstat(file, &status) == 0 else {
      defer { close(file) }
      throw Disk.failure("can't read", "\(folder)/\(path)")
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      try walk(file, under: path + "/", depth: depth + 1)
    case S_IFREG where status.st_nlink == 1:
      defer { close(file) }
      guard tree.files.count < bounds.files else { throw tooMuch("\(bounds.files) files") }
      let content = try Disk.read(file, atMost: bounds.bytes - bytes, named: "\(folder)/\(path)")
      guard let content else { throw tooMuch("\(bounds.bytes) bytes") }
      bytes += content.count
      tree[path] = content
    default:
      close(file)
      leftOut.append(path)
    }
  }

  private func tooMuch(_ bound: String) -> Failure {
    Failure(
      .agent, "the folder holds more than \(bound)",
      remedy: "Leave only the work asked for in it.", place: folder)
  }
}
