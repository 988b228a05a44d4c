import Glibc
import SpecModel
import SpecterKit

/// A workspace sealed by bubblewrap: no network, no process, file or device of the host but the
/// read-only system folders, no capability, and never the caller's own user when that is root.
///
/// Inside, the workspace is `/ws`, the home folder `/home/agent`. Under root these lie with `/tmp`
/// and `/dev` on one file system of bounded size; memory and processes are bounded by a control
/// group where one can be made. Where not, as for an ordinary user, each process has limits of its
/// own and a watch kills what takes more altogether, at most some 50 ms later.
public struct BubblewrapSandbox: Sandbox {
  /// Always `sealed`.
  public var isolation: IsolationLevel { .sealed }

  private let program: String
  private let becomer: String
  private let system: SystemView

  /// A sandbox by the bubblewrap of this machine. Whether it can start is not tried:
  /// `Sandboxes.make` does.
  ///
  /// Throws a `Failure` of code `.sandbox` when bubblewrap or a system Python is missing.
  public init() throws {
    guard let program = SystemView.find("bwrap") else {
      throw Failure(
        .sandbox, "bubblewrap (bwrap) is not installed",
        remedy: "Run `make setup`, or ask for `--isolation none`, which shows in every verdict.")
    }
    guard let becomer = SystemView.find("unshare") else {
      throw Failure(
        .sandbox, "unshare is not installed", remedy: "Run `make setup` (package util-linux).")
    }
    self.program = program
    self.becomer = becomer
    system = try SystemView.ofThisMachine()
  }

  /// Makes a workspace, runs `body` with it, and takes it down with every process in it.
  public func withWorkspace<R: Sendable>(
    _ request: WorkspaceRequest, _ body: @Sendable (any Workspace) async throws -> R
  ) async throws -> R {
    try await Ground.with(request) { ground in
      try await EndpointRelay.with(
        request.endpoint, in: ground.slot.folder + "/relay", sealed: true
      ) { try await hold(ground, request, $0, body) }
    }
  }

  private func hold<R: Sendable>(
    _ ground: Ground, _ request: WorkspaceRequest, _ relay: EndpointRelay?,
    _ body: @Sendable (any Workspace) async throws -> R
  ) async throws -> R {
    try system.furnish(ground.slot.root)
    var folders = request.readOnly
    if let relay { folders[Forwarder.folder] = relay.socketFolder }
    let shared = try SharedFolders.prepare(
      folders, hidden: request.hidden, slot: ground.slot)
    let options = options(ground: ground, shared: shared)
    let workspace = HeldWorkspace(
      root: "/ws", folder: ground.slot.workspace, limits: request.limits,
      planted: request.files.byteCount, relay: relay
    ) { command in
      try launch(
        command, options: options, ground: ground, limits: request.limits, forwards: relay != nil)
    }
    return try await body(workspace)
  }

  /// Everything on bubblewrap's command line that is the same for all commands of a workspace.
  private func options(ground: Ground, shared: [SharedFolders.Bind]) -> [String] {
    var options = [
      "--unshare-all", "--unshare-user", "--disable-userns", "--cap-drop", "ALL",
      "--die-with-parent", "--new-session", "--clearenv", "--uid", "1000", "--gid", "1000",
      "--hostname", "sandbox", ground.hasDevices ? "--dev-bind" : "--bind", ground.slot.root, "/",
      "--ro-bind", "/usr", "/usr",
    ]
    // Folders of no size: nothing can be hidden in what hides.
    for folder in system.hidden { options += ["--size", "4096", "--tmpfs", folder] }
    for folder in system.unmerged { options += ["--ro-bind", folder, folder] }
    options += ["--proc", "/proc"]
    if !ground.hasDevices { options += ["--dev", "/dev"] }
    if !ground.hasDevices && ground.group == nil {
      // Where no control group counts memory, none may be written to as a file.
      options += ["--bind", ground.slot.root + "/shm", "/dev/shm", "--remount-ro", "/dev"]
    }
    for bind in shared {
      options += ["--ro-bind", bind.outside, bind.inside]
      for folder in bind.hidden { options += ["--size", "4096", "--tmpfs", folder] }
    }
    if ground.slot.user == nil {
      // Nothing keeps the owner of a folder from deleting all in it, but a command after this one
      // needs the folders that everything is mounted on.
      for path in ["/ws", "/home/agent", "/tmp"] {
        options += ["--bind", ground.slot.root + path, path]
      }
      options += ["--remount-ro", "/"]
    }
    return options + ["--chdir", "/ws"]
  }

  private func launch(
    _ command: Command, options: [String], ground: Ground, limits: Limits, forwards: Bool
  ) throws -> Launch {
    var arguments = options
    let variables = try CleanEnvironment.of(command, home: "/home/agent", temporary: "/tmp")
    for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
      arguments += ["--setenv", name, value]
    }
    let gate = Launch.gate(
      ResourceLimits(limits, grouped: ground.group != nil), before: forwards ? Forwarder.script : ""
    )
    arguments += ["--"] + gate + command.arguments
    var executable = program
    if let user = ground.slot.user {
      // A program of its own changes the user: swift-subprocess can do it too, but hangs now and
      // then, since glibc's setgroups waits in the new process for threads that are not there.
      // Of those that can, `unshare` starts soonest; with a group it drops all others.
      arguments = ["--setgid", "\(user)", "--setuid", "\(user)", "--", program] + arguments
      executable = becomer
    }
    return Launch(
      executable: executable, arguments: arguments, environment: [:], folder: "/", generations: 2,
      group: ground.group,
      seconds: command.seconds ?? limits.seconds, watch: ground.watch)
  }
}
