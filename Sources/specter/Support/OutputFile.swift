import Glibc
import SpecModel

/// Files that a verb writes for the user: whole or not at all.
enum OutputFile {
  /// Writes a file by way of a temporary one beside it. Throws a `Failure` of code `.storage`.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    // A device or a pipe can't be renamed over, and has nothing to lose.
    var status = stat()
    let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    let temporary = isSpecial ? path : "\(path).\(getpid()).new"
    let flags = isSpecial ? O_WRONLY | O_CLOEXEC : O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
    let descriptor = open(temporary, flags | (isSpecial ? 0 : O_NOFOLLOW), 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    // A file that was there keeps its permissions.
    if !isSpecial && status.st_mode != 0 { fchmod(descriptor, status.st_mode & 0o777) }
    var written = true
    var done = 0
    while written && done < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        Glibc.write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      written = count > 0
      done += max(0, count)
    }
    let reason = errno
    close(descriptor)
    errno = reason
    if written && (isSpecial || rename(temporary, path) == 0) { return }
    let failure = failure(path)
    if !isSpecial { unlink(temporary) }
    throw failure
  }

  /// Makes a folder whose parent exists.
  static func makeFolder(_ path: String) throws(Failure) {
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure(path) }
  }

  private static func failure(_ path: String) -> Failure {
    let said = String(cString: strerror(errno))
    return Failure(
      .storage, "the file can't be written: \(said)",
      remedy: "Check the folder, its owner and the free space, or give another --output",
      place: path)
  }
}
