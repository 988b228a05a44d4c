import Glibc
import SpecModel
import SpecterAgents

/// A file that a verb writes for the user: whole or not at all.
///
/// It is prepared first, as a temporary file beside its place that holds all bytes, and then put in
/// its place. A verb that writes several files prepares all of them before it puts the first one in
/// place, so that a disk which is full or a folder which is missing changes nothing.
struct OutputFile {
  /// The path as the user named it.
  private let path: String
  /// What is replaced: where `path` is a link, the file that it leads to.
  private let target: String
  private let remedy: String
  private let bytes: [UInt8]
  /// Where the prepared bytes lie; nil for a device or a pipe: these can't be renamed over, and
  /// have nothing to lose.
  private let temporary: String?

  /// Prepares a file of `bytes` for `path`; where that is a link, for the file that it leads to.
  /// `option` is the command's option that names another path. Throws a `Failure` of code
  /// `.storage`.
  init(preparing bytes: [UInt8], for path: String, option: String? = nil) throws(Failure) {
    self.path = path
    self.bytes = bytes
    remedy =
      "Check the folder, its owner and the free space"
      + (option.map { ", or give another \($0)" } ?? "")
    var status = stat()
    let isThere = stat(path, &status) == 0
    guard !isThere || status.st_mode & S_IFMT == S_IFREG else {
      target = path
      temporary = nil
      guard status.st_mode & S_IFMT != S_IFDIR else { throw failure(EISDIR) }
      guard access(path, W_OK) == 0 else { throw failure(errno) }
      return
    }
    target = isThere ? FolderTree.resolved(path) ?? path : path
    let temporary = "\(target).\(getpid()).new"
    self.temporary = temporary
    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw failure(errno) }
    // A file that was there keeps its permissions.
    if isThere { fchmod(descriptor, status.st_mode & 0o777) }
    if let fault = Self.fill(descriptor, bytes) {
      unlink(temporary)
      throw failure(fault)
    }
  }

  /// Puts the prepared file in its place.
  func commit() throws(Failure) {
    guard let temporary else {
      let descriptor = open(target, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure(errno) }
      if let fault = Self.fill(descriptor, bytes) { throw failure(fault) }
      return
    }
    guard rename(temporary, target) == 0 else {
      let fault = errno
      discard()
      throw failure(fault)
    }
  }

  /// Takes a prepared file away again.
  func discard() { if let temporary { unlink(temporary) } }

  /// Writes one file. Throws a `Failure` of code `.storage`.
  static func write(_ bytes: [UInt8], to path: String, option: String? = nil) throws(Failure) {
    try OutputFile(preparing: bytes, for: path, option: option).commit()
  }

  /// Makes a folder whose parent exists.
  static func makeFolder(_ path: String) throws(Failure) {
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw Failure(
        .storage, "the folder can't be made: \(String(cString: strerror(errno)))",
        remedy: "Check the folder around it, its owner and the free space", place: path)
    }
  }

  /// Writes all bytes and closes the file; the number of the error, nil where there was none.
  private static func fill(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32? {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        Glibc.write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let fault = errno
        close(descriptor)
        return fault
      }
      done += count
    }
    // Some file systems tell of a full disk only here.
    return close(descriptor) == 0 ? nil : errno
  }

  private func failure(_ fault: Int32) -> Failure {
    Failure(
      .storage, "the file can't be written: \(String(cString: strerror(fault)))", remedy: remedy,
      place: path)
  }
}
