import ArgumentParser
import SpecModel

/// What the exit status of every verb means, where it is not 0: holds, converged, nothing found.
enum Exit {
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
