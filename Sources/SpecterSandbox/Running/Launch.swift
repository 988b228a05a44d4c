import Glibc
import SpecModel
import SpecterKit
import Subprocess
import SystemPackage

/// How one command is started: what is spawned, and what holds it.
///
/// The command does not start at once. A shell waits at a gate: it says a line, waits for one, and
/// becomes the command. Before that the process is limited and put into its control group, so no
/// foreign code runs unbounded; and that the line came proves that the sandbox itself did start, so
/// that a failure of the sandbox is never taken for one of the command.
struct Launch: Sendable {
  /// The program to spawn.
  var executable: String
  /// Its arguments, ending in the gate and the command.
  var arguments: [String]
  /// Its whole environment.
  var environment: [String: String]
  /// The folder it starts in; nil: ours.
  var folder: String?
  /// How many generations lie between the spawned process and the one at the gate.
  var generations: Int
  /// The control group for the process at the gate.
  var group: ControlGroup?
  /// Wall time in seconds; nil: no limit.
  var seconds: Double?
  /// What watches its disk and memory where nothing bounds them.
  var watch: Watch

  /// What takes on limits, waits at the gate, and then becomes what follows. When the line never
  /// comes, because Specter was killed, it ends: nothing may run that nobody holds.
  ///
  /// `before` are shell words that run behind the gate, before the command.
  static func gate(_ limits: ResourceLimits, before: String = "") -> [String] {
    ["/bin/sh", "-c", "\(limits.script); echo; read -r _ || exit 1; \(before)exec \"$@\"", "sh"]
  }

  /// Starts the command, passes the gate, runs `body`, and kills what is left.
  func withRunning<R: Sendable>(
    errors: Capture, _ body: @Sendable (RunningProcess) async throws -> R
  ) async throws -> R {
    signal(SIGPIPE, SIG_IGN)
    var options = PlatformOptions()
    options.createSession = true
    var variables: [Environment.Key: String] = [:]
    for (name, value) in environment { variables[.init(stringLiteral: name)] = value }
    do {
      return try await Subprocess.run(
        .path(FilePath(executable)), arguments: Arguments(arguments),
        environment: .custom(variables), workingDirectory: folder.map { FilePath($0) },
        platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
      ) { execution in
        try await hold(execution, errors: errors, body)
      }.closureResult
    } catch let error as SubprocessError {
      throw Failure(.sandbox, "can't start the sandbox's process: \(error)")
    }
  }

  private func hold<R: Sendable>(
    _ execution: RunningProcess.Streams, errors: Capture,
    _ body: @Sendable (RunningProcess) async throws -> R
  ) async throws -> R {
    let process = RunningProcess(execution, errors: errors)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await RunningProcess.drain(execution, into: errors) }
      do {
        try await pass(process)
        if let seconds { group.addTask { await process.kill(after: seconds) } }
        if watch.isNeeded { group.addTask { await watch.guarding(process) } }
        let value = try await body(process)
        _ = await process.stop()
        await process.endGroup()
        group.cancelAll()
        return value
      } catch {
        await process.kill()
        group.cancelAll()
        throw error
      }
    }
  }

  private func pass(_ process: RunningProcess) async throws {
    guard try await process.read()?.first == UInt8(ascii: "\n") else {
      let end = await process.stop()
      let said = await process.recentErrors()
      throw Failure(
        .sandbox, "the sandbox did not start (\(end)): \(said.isEmpty ? "it said nothing" : said)",
        remedy: "Run `make setup`, or ask for `--isolation none`, which shows in every verdict.")
    }
    if let group { try group.add(descendant(of: process.pid, generations: generations)) }
    do {
      try await process.write([UInt8(ascii: "\n")])
    } catch is ChannelClosed {
      throw Failure(.sandbox, "the sandbox ended before its command began")
    }
  }

  private func descendant(of pid: pid_t, generations: Int) throws -> pid_t {
    var pid = pid
    for _ in 0..<generations {
      let text = readSmallFile("/proc/\(pid)/task/\(pid)/children") ?? ""
      guard let child = text.split(separator: " ").first.flatMap({ pid_t($0) }) else {
        throw Failure(.sandbox, "the sandbox's process can't be found", place: "/proc/\(pid)")
      }
      pid = child
    }
    return pid
  }
}
