import Glibc
import SpecModel

/// The few things that the agents do with files, each ending in a result or a `Failure`.
enum Disk {
  /// Who may work in what is written.
  enum Access {
    /// As the process's umask says.
    case usual
    /// Everybody may write, because the one who works there may be another user.
    case everyone
  }

  /// A failure of the last system call.
  static func failure(_ what: String, _ path: String) -> Failure {
    let number = errno
    let remedy =
      switch number {
      case ENOSPC, EDQUOT: "Free space on that disk, then run it again."
      case EACCES, EPERM, EROFS: "Give Specter's user the right to it, then run it again."
      default: ""
      }
    return Failure(
      .storage, "\(what): \(String(cString: strerror(number)))", remedy: remedy, place: path)
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw failure("can't make the folder", path)
    }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw failure("can't make the folder", path)
    }
  }

  /// Whether `path` is a regular file itself, not a link to one.
  static func isFile(_ path: String) -> Bool { kind(path) == S_IFREG }

  /// Whether `path` is a folder itself, not a link to one.
  static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }

  private static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// The whole path with all links followed; nil, with `errno` set, when there is nothing.
  static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// When `path` was last written, in seconds since 1970; nil when there is no such file.
  static func modified(_ path: String) -> Double? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
  }

  /// Names in a folder in UTF-8 order, without `.` and `..`; does not close `descriptor`.
  static func entries(of descriptor: Int32, named path: String) throws -> [[UInt8]] {
    guard let stream = fdopendir(dup(descriptor)) else { throw failure("can't list", path) }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [0x2E] && name != [0x2E, 0x2E] { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Names in a folder in UTF-8 order; empty when there is no such folder.
  static func names(in path: String) throws -> [String] {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return [] }
      throw failure("can't open the folder", path)
    }
    defer { close(descriptor) }
    return try entries(of: descriptor, named: path).compactMap {
      String(validating: $0, as: UTF8.self)
    }
  }

  /// Reads an open file to its end; nil when it has more than `bound` bytes.
  static func read(_ file: Int32, atMost bound: Int, named path: String) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(file, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure("can't read", path) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: piece[..<count])
      if bytes.count > bound { return nil }
    }
  }

  /// Reads a regular file of at most `bound` bytes; follows no link.
  static func read(_ path: String, atMost bound: Int = 64 << 20) throws -> [UInt8] {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw failure("can't read", path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let bytes = try read(file, atMost: bound, named: path)
    else {
      throw Failure(.storage, "no regular file of at most \(bound) bytes", place: path)
    }
    return bytes
  }
}
