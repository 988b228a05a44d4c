import SpecModel
import SpecterKit

/// The contract of `Driver`, to be run on every adapter.
///
/// The adapter is given a subject with the operations that `operations` lists, which any language
/// can write in a page; `pythonSubject` is that page in Python.
///
/// - Parameter withDriver: starts a new driver on the subject and runs the given body with it.
/// - Returns: a sentence for each promise that was broken; empty when the contract holds.
public func driverContract(
  _ withDriver:
    @Sendable (@Sendable (any Driver) async throws -> [String]) async throws
    -> [String]
) async -> [String] {
  var broken: [String] = []
  for clause in DriverClause.all {
    do {
      broken += try await withDriver { try await clause.broken($0) }
        .map { "\(clause.name): \($0)" }
    } catch {
      broken.append("\(clause.name): threw \(error)")
    }
  }
  return broken
}

/// The subject of `driverContract`.
public enum DriverContractSubject {
  /// The operations that a subject has: `echo(value)` returns its argument; `shout(text)` prints it
  /// and returns it; `large(count)` returns so many letters x; `abort()` kills its process by
  /// SIGABRT; `fault()` by SIGSEGV; `leave(status)` ends it with that status at once; `hang()`
  /// never returns; `flood()` prints a gigabyte; `garble()` writes a line that is no answer to the
  /// driver's own standard output, as far as it can reach it.
  public static let operations = [
    "abort", "echo", "fault", "flood", "garble", "hang", "large", "leave", "shout",
  ]

  /// The subject as a Python module.
  public static let python = """
    import os, signal, sys, time

    __all__ = ["abort", "echo", "fault", "flood", "garble", "hang", "large", "leave", "shout"]

    def echo(value): return value
    def shout(text):
        print(text)
        return text
    def large(count): return "x" * count
    def abort(): os.abort()
    def fault():
        signal.signal(signal.SIGSEGV, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGSEGV)
    def leave(status): os._exit(status)
    def hang():
        while True: time.sleep(1)
    def flood():
        block = "x" * (1 << 20)
        for _ in range(1 << 10): sys.stdout.write(block)
    def garble():
        os.write(1, b"garbage\\n")
        return True
    """
}
