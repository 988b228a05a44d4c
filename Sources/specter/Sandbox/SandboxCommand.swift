import ArgumentParser
import SpecModel
import SpecterKit
import SpecterSandbox

/// `specter sandbox`: runs anything exactly as a candidate runs.
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Run a command exactly as a candidate runs, or try to break out.",
    subcommands: [SandboxRun.self, SandboxTest.self, SandboxBench.self],
    defaultSubcommand: SandboxRun.self)
}

/// Which sandbox, as an option.
struct IsolationOption: ParsableArguments {
  @Option(help: "sealed, or none: no sandbox at all, which shows in every verdict.")
  var isolation: IsolationLevel = .sealed
}

extension IsolationLevel: ExpressibleByArgument {}

/// `specter sandbox -- COMMAND`.
struct SandboxRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a command exactly as a candidate runs.",
    discussion: """
      The command sees a workspace at /ws, the system's programs, and nothing else: no network, no \
      home folder, no process of this machine. With --workspace the folder's files are copied in; \
      after the run, whatever its end, files that are new or changed are copied back, each in one \
      piece. Links, devices and .git folders go neither in nor out, and nothing is deleted.

      Its output and errors are passed on once it has ended; its exit status is this command's: \
      128 + N when signal N killed it, 124 when its time was over, 2 when the sandbox could not \
      start.
      """)

  @OptionGroup var level: IsolationOption

  @Option(help: "Folder to copy in, and to copy changed files back to.")
  var workspace: String?

  @Option(help: "Longest wall time in seconds.")
  var seconds: Double = 60

  @Option(help: "Memory of all its processes together, in MiB.")
  var memory: Int = 1024

  @Option(help: "Processes and threads at one time.")
  var processes: Int = 64

  @Option(help: "Output kept of each stream, in MiB; the rest is thrown away.")
  var output: Int = 16

  @Option(help: "Bytes that may be written, in MiB.")
  var disk: Int = 256

  @Argument(parsing: .postTerminator, help: "The command, after `--`.")
  var command: [String] = []

  func validate() throws {
    if command.isEmpty { throw ValidationError("Give a command after `--`.") }
    let figures = [memory, processes, output, disk]
    if seconds.isNaN || seconds <= 0 || figures.contains(where: { !(1...1_000_000).contains($0) }) {
      throw ValidationError("Limits are above 0 and at most a million.")
    }
  }

  func run() async throws {
    try await reportingFailures {
      try await withInterrupts {
        let sandbox = try await Sandboxes.make(isolation: level.isolation)
        let result = try await runInside(sandbox)
        passOn(result)
        throw ExitCode(status(of: result.end))
      }
    }
  }

  private func runInside(_ sandbox: any Sandbox) async throws -> CommandResult {
    let limits = Limits(
      seconds: min(seconds, 1e9), memory: memory << 20, processes: processes, output: output << 20,
      disk: disk << 20)
    let before = try workspace.map { try WorkspaceFolder.read($0) } ?? FileTree()
    let request = WorkspaceRequest(files: before, limits: limits)
    return try await sandbox.withWorkspace(request) { place in
      let result = try await place.run(Command(command))
      if let workspace {
        let changed = try await place.harvest().changes(since: before)
        try WorkspaceFolder.write(changed, to: workspace)
      }
      return result
    }
  }

  private func passOn(_ result: CommandResult) {
    Terminal.write(result.outputText, to: 1)
    Terminal.write(result.errorText, to: 2)
    if result.truncated {
      Terminal.error("specter: the output was longer than \(output) MiB and was cut")
    }
    if result.end == .timedOut {
      Terminal.error("specter: stopped after \(seconds) s (--seconds)")
    }
  }

  private func status(of end: CommandResult.End) -> Int32 {
    switch end {
    case .exited(let status): Int32(truncatingIfNeeded: status)
    case .signalled(let number): Int32(truncatingIfNeeded: 128 + number)
    case .timedOut: 124
    }
  }
}
