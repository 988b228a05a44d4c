import SpecModel

/// Where foreign code runs: a workspace with nothing else in reach.
///
/// An implementer of this port passes `sandboxContract` of `SpecterTesting`, which runs every
/// attack listed there inside a workspace. A program's exit, crash, time-out or flood is a
/// `CommandResult`; only a sandbox that can't start throws (`Failure` of code `.sandbox`).
public protocol Sandbox: Sendable {
  /// How sealed its workspaces are.
  var isolation: IsolationLevel { get }

  /// Makes a workspace, runs `body` with it, and takes it down whatever happens, with every process
  /// in it.
  func withWorkspace<R: Sendable>(
    _ request: WorkspaceRequest, _ body: @Sendable (any Workspace) async throws -> R
  ) async throws -> R
}

/// What a workspace is made of.
public struct WorkspaceRequest: Sendable {
  /// Files that it starts with, at `/ws`.
  public var files: FileTree
  /// Host folders and files bound read-only, by the absolute path at which they are seen inside.
  public var readOnly: [String: String]
  /// Folders below those, as they are seen inside, that seem empty: what must stay out of reach.
  /// A path where there is nothing is passed over; one where there is no folder is refused. Without
  /// isolation they are as they are.
  public var hidden: [String]
  /// Limits on what runs in it.
  public var limits: Limits
  /// The one address that can be reached from it; nil: there is no network at all.
  public var endpoint: ModelEndpoint?

  /// A request.
  public init(
    files: FileTree = FileTree(), readOnly: [String: String] = [:], hidden: [String] = [],
    limits: Limits = Limits(), endpoint: ModelEndpoint? = nil
  ) {
    self.files = files
    self.readOnly = readOnly
    self.hidden = hidden
    self.limits = limits
    self.endpoint = endpoint
  }
}

/// Limits on a workspace and the commands in it.
public struct Limits: Sendable, Hashable, Codable {
  /// Wall time of one command in seconds; nil: no limit.
  public var seconds: Double?
  /// Memory of all processes together, in bytes.
  public var memory: Int
  /// Processes and threads at one time.
  public var processes: Int
  /// Bytes kept of each of standard output and standard error of `run`; the rest is discarded.
  public var output: Int
  /// Bytes that may be written to the workspace.
  public var disk: Int

  /// Limits; by default a minute, 1 GiB of memory, 64 processes, 16 MiB of output, 256 MiB of disk.
  public init(
    seconds: Double? = 60, memory: Int = 1 << 30, processes: Int = 64, output: Int = 16 << 20,
    disk: Int = 256 << 20
  ) {
    self.seconds = seconds
    self.memory = memory
    self.processes = processes
    self.output = output
    self.disk = disk
  }
}

/// A workspace in use: a folder seen as `/ws` by what runs in it.
public protocol Workspace: Sendable {
  /// The folder as commands in it see it; `/ws` in a sealed one.
  var root: String { get }

  /// Where commands in it reach the request's endpoint, `http://127.0.0.1:PORT` and the endpoint's
  /// own path; nil where none was asked for.
  var endpoint: String? { get }

  /// A line for each request that the endpoint's relay passed on or refused so far: time, method,
  /// path, status, bytes.
  func accessLog() async -> [String]

  /// Runs one command to its end.
  func run(_ command: Command) async throws -> CommandResult

  /// Starts one command and talks with it while it runs; it is killed, with its children, when
  /// `body` returns or throws.
  func withProcess<R: Sendable>(
    _ command: Command, _ body: @Sendable (any ProcessChannel) async throws -> R
  ) async throws -> R

  /// Reads back regular files, never following a link, up to the workspace's limits.
  func harvest() async throws -> FileTree
}

extension Workspace {
  /// None.
  public var endpoint: String? { nil }
  /// No lines.
  public func accessLog() async -> [String] { [] }
}

/// A program and its arguments.
public struct Command: Sendable, Hashable {
  /// Program and arguments; the program is looked up on the sandbox's own PATH.
  public var arguments: [String]
  /// Environment; nothing else is inherited but PATH, HOME and LANG.
  public var environment: [String: String]
  /// Bytes for standard input.
  public var input: [UInt8]
  /// Wall time in seconds; nil: the workspace's limit.
  public var seconds: Double?

  /// A command.
  public init(
    _ arguments: [String], environment: [String: String] = [:], input: [UInt8] = [],
    seconds: Double? = nil
  ) {
    self.arguments = arguments
    self.environment = environment
    self.input = input
    self.seconds = seconds
  }
}

/// How a command ended.
public struct CommandResult: Sendable, Hashable {
  /// The end of a process.
  public enum End: Sendable, Hashable {
    /// Exited with this status.
    case exited(Int)
    /// Killed by this signal.
    case signalled(Int)
    /// Killed at its time limit.
    case timedOut
  }

  /// How it ended.
  public var end: End
  /// Standard output, up to the limit.
  public var output: [UInt8]
  /// Standard error, up to the limit.
  public var errors: [UInt8]
  /// Whether output or errors were cut at the limit.
  public var truncated: Bool
  /// Wall time in seconds.
  public var seconds: Double

  /// A result.
  public init(
    end: End, output: [UInt8], errors: [UInt8], truncated: Bool = false, seconds: Double = 0
  ) {
    self.end = end
    self.output = output
    self.errors = errors
    self.truncated = truncated
    self.seconds = seconds
  }

  /// Whether it exited with status 0.
  public var succeeded: Bool { end == .exited(0) }
  /// Standard output as text, ill-formed UTF-8 repaired.
  public var outputText: String { String(decoding: output, as: UTF8.self) }
  /// Standard error as text, ill-formed UTF-8 repaired.
  public var errorText: String { String(decoding: errors, as: UTF8.self) }
}

/// A running process: bytes in, bytes out. Used by one task at a time for each direction.
public protocol ProcessChannel: Sendable {
  /// Writes to standard input; throws `ChannelClosed` when the process no longer reads.
  func write(_ bytes: [UInt8]) async throws
  /// Closes standard input.
  func closeInput() async
  /// The next bytes of standard output, at least one; nil at its end. Cancelling the task makes it
  /// throw `CancellationError` promptly.
  func read() async throws -> [UInt8]?
  /// The last bytes of standard error so far, at most 64 KiB, for messages.
  func recentErrors() async -> String
  /// Kills the process with its children and tells how it ended; when it has ended by itself, only
  /// tells.
  func stop() async -> CommandResult.End
  /// What the processor's time of the process and its children was spent on so far.
  func processorTime() async -> ProcessorTime
}

/// Processor time of a process and its children, in seconds, summed up over them.
public struct ProcessorTime: Sendable, Hashable {
  /// In which they ran.
  public var ran: Double
  /// In which they stood ready and others ran.
  public var waited: Double

  /// Processor time; by default the system does not tell.
  public init(ran: Double = 0, waited: Double = 0) {
    self.ran = ran
    self.waited = waited
  }
}

extension ProcessChannel {
  /// The system does not tell.
  public func processorTime() async -> ProcessorTime { ProcessorTime() }
}

/// The process at the other end no longer reads its standard input.
public struct ChannelClosed: Error, Sendable {
  /// The process no longer reads.
  public init() {}
}
