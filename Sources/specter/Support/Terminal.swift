import SpecModel
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Standard output and standard error.
enum Terminal {
  /// The first error of writing to standard output, as a number; 0 for none. What comes after it is
  /// not written: a result with a hole in it is worse than one that ends early.
  private static let fault = Atomic<Int32>(0)

  /// Writes one line to standard output: a result.
  static func result(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

  /// Writes one line to standard error: progress, or what went wrong.
  static func error(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

  /// Writes all of `text`. What goes wrong on standard output is told by `finish`; nobody could be
  /// told what goes wrong on standard error.
  static func write(_ text: String, to descriptor: Int32) {
    let isResult = descriptor == STDOUT_FILENO
    if isResult, fault.load(ordering: .relaxed) != 0 { return }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN {
        // Whoever reads has said that writers need not wait for it; a result does.
        var waited = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waited, 1, -1)
        continue
      }
      guard count > 0 else {
        if isResult { fault.store(errno, ordering: .relaxed) }
        return
      }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Throws where a result did not reach standard output: a `Failure` of code `.storage`. A reader
  /// that has closed its pipe wanted no more; that is no error.
  static func finish() throws(Failure) {
    let fault = fault.load(ordering: .relaxed)
    guard fault != 0, fault != EPIPE else { return }
    throw Failure(
      .storage, "standard output can't be written: \(String(cString: strerror(fault)))",
      remedy: "Check where it goes, and the free space there")
  }
}
