import Glibc
import SpecModel

/// One workspace's place on this machine: a folder of its own and, under root, a user of its own.
///
/// Making the folder is the reservation, so that no two workspaces of whatever process share a
/// user: limits on processes and signals are by user. The file `owner` in it names the process that
/// made it; what a killed one left behind is swept away by the next.
struct Slot: Sendable {
  /// The number: decides the user.
  let number: Int
  /// The folder.
  let folder: String
  /// The user that runs in it; nil: ours, since only root can become another.
  let user: uid_t?

  /// How many workspaces may be there at one time on one machine.
  static let count = 20_000

  /// Where things go as what runs in the workspace sees them: the root of its file system.
  var root: String { folder + "/root" }
  /// The workspace's files.
  var workspace: String { root + "/ws" }
  /// The home folder.
  var home: String { root + "/home/agent" }

  /// Reserves a free slot below `base`.
  static func reserve(in base: String, keepingUser: Bool = false) throws -> Slot {
    try makeBase(base)
    let start = Int(getpid()) &* 61 % count
    for step in 0..<count {
      let number = (start + step) % count
      let folder = "\(base)/\(number)"
      if mkdir(folder, 0o711) == 0 {
        let slot = Slot(number: number, folder: folder, user: keepingUser ? nil : user(of: number))
        try slot.claim()
        return slot
      }
      guard errno == EEXIST else {
        throw systemFailure("can't make a workspace", place: folder)
      }
    }
    throw Failure(
      .sandbox, "all \(count) workspaces are taken", remedy: "Remove what is stale.", place: base)
  }

  /// The folder that holds all slots of this user; with `bare` those that no sandbox is made of.
  static func standardBase(bare: Bool = false) -> String {
    let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    // Root mounts a file system for each workspace, so its folders need only be quick to make. But
    // what brings a sandbox of its own, as Codex does, has another `/dev` in there.
    let usual = geteuid() == 0 && !bare && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    let parent = temporary.hasPrefix("/") ? temporary : usual
    return "\(parent)/specter-sandbox-\(geteuid())"
  }

  /// Makes the base folder, or makes sure that it is ours: a name that can be foretold in a folder
  /// for all may have been made by another.
  private static func makeBase(_ base: String) throws {
    if mkdir(base, 0o711) != 0 && errno != EEXIST {
      throw systemFailure("can't make the folder for workspaces", place: base)
    }
    guard let status = look(AT_FDCWD, base), status.isFolder, status.st_uid == geteuid(),
      status.st_mode & 0o022 == 0
    else {
      throw Failure(
        .sandbox, "the folder for workspaces belongs to someone else",
        remedy: "Remove it or set TMPDIR to a folder of your own.", place: base)
    }
  }

  /// Writes who the owner is, whole or not at all: a claim that a killed process left half-written
  /// would be nobody's.
  private func claim() throws {
    let draft = folder + "/owner.new"
    let file = try system("can't claim a workspace", place: folder) {
      open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }
    defer { close(file) }
    guard writeAll(Array(ProcessName.own.text.utf8), to: file),
      rename(draft, folder + "/owner") == 0
    else {
      throw systemFailure("can't claim a workspace", place: folder)
    }
    chmod(folder, 0o711)
  }

  /// The user of a slot: from a range that no account has. In a container that maps only some
  /// users, from the upper part of those.
  private static func user(of number: Int) -> uid_t? {
    guard geteuid() == 0 else { return nil }
    let mapped =
      readSmallFile("/proc/self/uid_map")?.split(whereSeparator: \.isWhitespace)
      .compactMap { Int($0) } ?? []
    let limit = mapped.count == 3 ? mapped[0] + mapped[2] : 65_536
    return uid_t(limit > 0x7000_0000 + count ? 0x7000_0000 + number : 40_000 + number)
  }
}

/// A process told apart from a later one with the same number by when it started.
struct ProcessName: Sendable, Hashable {
  /// The number.
  var pid: Int32
  /// When it started, in clock ticks since the machine did.
  var start: Int

  /// This process.
  static let own = ProcessName(pid: getpid(), start: startTime(getpid()) ?? 0)

  /// `PID-START`.
  var text: String { "\(pid)-\(start)" }

  /// Reads `PID-START`.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-").map { Int($0) }
    guard parts.count == 2, let pid = parts[0], let start = parts[1],
      let short = Int32(exactly: pid)
    else { return nil }
    self.init(pid: short, start: start)
  }

  /// A process by its parts.
  init(pid: Int32, start: Int) {
    self.pid = pid
    self.start = start
  }

  /// Whether it still runs.
  var isAlive: Bool { Self.startTime(pid) == start }

  private static func startTime(_ pid: Int32) -> Int? {
    // The second field is a name in brackets, which may hold blanks and brackets itself.
    guard let line = readSmallFile("/proc/\(pid)/stat"), let bracket = line.lastIndex(of: ")")
    else { return nil }
    let fields = line[bracket...].split(separator: " ")
    return fields.count > 20 ? Int(fields[20]) : nil
  }
}
