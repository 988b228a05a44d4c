import ArgumentParser
import SpecModel

#if canImport(Glibc)
  import Glibc
#endif

/// What the exit status of every verb means.
enum Exit {
  /// Holds, converged, or nothing found.
  static let holds = ExitCode(0)
  /// Diverged, or found something.
  static let found = ExitCode(1)
  /// Specter or its environment failed.
  static let failed = ExitCode(2)
  /// The user's words are off.
  static let usage = ExitCode(64)
  /// The user stopped the run.
  static let interrupted = ExitCode(130)

  /// The exit code of a failure.
  static func code(of failure: Failure) -> ExitCode {
    switch failure.code {
    case .usage: usage
    case .interrupted: interrupted
    default: failed
    }
  }
}

/// Runs a verb's body; a failure becomes one line on standard error and the right exit code.
func reportingFailures(_ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let failure as Failure {
    Terminal.error("specter: \(failure)")
    throw Exit.code(of: failure)
  } catch is CancellationError {
    Terminal.error("specter: stopped")
    throw Exit.interrupted
  }
}

/// Standard output and standard error.
enum Terminal {
  /// Writes one line to standard output: a result.
  static func result(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

  /// Writes one line to standard error: progress, or what went wrong.
  static func error(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

  /// Writes all of `text`; a closed pipe is not an error of ours.
  static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
