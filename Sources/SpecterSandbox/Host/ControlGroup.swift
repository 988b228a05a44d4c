import Glibc
import SpecModel
import SpecterKit

/// A control group for one workspace: bounds memory and processes of all its commands together.
///
/// Version 1 (one hierarchy a resource) and version 2 (one for all). Made below the group that this
/// process is in, so that limits that were set on us hold for what we run as well.
struct ControlGroup: Sendable {
  /// The group's folders, one a hierarchy.
  let folders: [String]
  /// Whether `cgroup.kill` is there.
  private let killsAtOnce: Bool

  private static let prefix = "specter-"

  /// Makes the group of a workspace; nil where control groups can't be written.
  static func make(slot: Int, limits: Limits) -> ControlGroup? {
    let name = "\(prefix)\(ProcessName.own.text)-\(slot)"
    for parents in parents() {
      var made: [String] = []
      var complete = true
      for (resource, parent) in parents {
        let folder = "\(parent)/\(name)"
        complete = complete && mkdir(folder, 0o755) == 0
        if complete { made.append(folder) }
        complete = complete && set(resource, folder, limits)
      }
      if complete {
        let kills = made.count == 1 && access(made[0] + "/cgroup.kill", W_OK) == 0
        return ControlGroup(folders: made, killsAtOnce: kills)
      }
      for folder in made { rmdir(folder) }
    }
    return nil
  }

  /// Puts a process and all that it will start into the group.
  func add(_ pid: pid_t) throws {
    for folder in folders where !writeControl(folder + "/cgroup.procs", "\(pid)") {
      throw systemFailure("can't put a process into its control group", place: folder)
    }
  }

  /// Kills every process in the group, waits until none is left (at most two seconds), and removes
  /// the group.
  func remove() {
    for _ in 0..<10_000 {
      let left = folders.flatMap { Self.processes($0) }
      if left.isEmpty { break }
      if killsAtOnce { _ = writeControl(folders[0] + "/cgroup.kill", "1") }
      for pid in left { kill(pid, SIGKILL) }
      usleep(200)
    }
    for folder in folders {
      // A group is busy for a moment after its last process.
      for _ in 0..<2_500 {
        if rmdir(folder) == 0 || errno != EBUSY { break }
        usleep(200)
      }
    }
  }

  /// Removes the groups of processes that are no more.
  static func sweepStale() {
    for (_, parent) in parents().joined() {
      let folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard folder >= 0 else { continue }
      defer { close(folder) }
      for name in folderNames(folder) where name.hasPrefix(prefix) {
        let parts = name.dropFirst(prefix.count).split(separator: "-")
        guard parts.count == 3, let owner = ProcessName(parts.prefix(2).joined(separator: "-")),
          !owner.isAlive
        else { continue }
        ControlGroup(folders: ["\(parent)/\(name)"], killsAtOnce: false).remove()
      }
    }
  }

  private static func processes(_ folder: String) -> [pid_t] {
    (readSmallFile(folder + "/cgroup.procs") ?? "").split(separator: "\n").compactMap { pid_t($0) }
  }

  private enum Resource {
    case memory, processes, both
  }

  private static func set(_ resource: Resource, _ folder: String, _ limits: Limits) -> Bool {
    switch resource {
    case .memory:
      guard writeControl(folder + "/memory.limit_in_bytes", "\(limits.memory)") else {
        return false
      }
      _ = writeControl(folder + "/memory.memsw.limit_in_bytes", "\(limits.memory)")
      return true
    case .processes:
      return writeControl(folder + "/pids.max", "\(limits.processes)")
    case .both:
      guard writeControl(folder + "/memory.max", "\(limits.memory)"),
        writeControl(folder + "/pids.max", "\(limits.processes)")
      else { return false }
      _ = writeControl(folder + "/memory.swap.max", "0")
      return true
    }
  }

  /// Where a group could be made, best first: the hierarchies and the parent's folder in each.
  private static func parents() -> [[(Resource, String)]] {
    let top = "/sys/fs/cgroup"
    var own: [String: String] = [:]
    for line in (readSmallFile("/proc/self/cgroup") ?? "").split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      for name in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
        own[String(name)] = parts[2] == "/" ? "" : String(parts[2])
      }
    }
    if access(top + "/cgroup.controllers", F_OK) == 0 {
      let inner = top + (own[""] ?? "")
      return [[(.both, inner)], [(.both, top)]]
    }
    // In a container our group may not be visible by its name; then the top is our own.
    func folder(_ name: String) -> String {
      let inner = "\(top)/\(name)\(own[name] ?? "")"
      return access(inner, F_OK) == 0 ? inner : "\(top)/\(name)"
    }
    return [[(.memory, folder("memory")), (.processes, folder("pids"))]]
  }
}
