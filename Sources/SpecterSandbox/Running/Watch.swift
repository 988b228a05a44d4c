import Glibc
import SpecterKit

/// Watches what a workspace takes where nothing in the kernel bounds it: the disk without a file
/// system of its own, memory without a control group. It looks every 50 ms and kills what takes
/// more; what is taken between two looks can exceed the limit.
struct Watch: Sendable {
  /// The folder to watch and the bytes that it may take; nil: its disk is bounded.
  var disk: (folder: String, limit: Int)?
  /// Bytes of memory that all processes together may take; nil: they are bounded.
  var memory: Int?

  /// Whether there is anything to watch.
  var isNeeded: Bool { disk != nil || memory != nil }

  /// Looks until the task is cancelled or a limit is passed.
  func guarding(_ process: RunningProcess) async {
    while true {
      do { try await Task.sleep(for: .milliseconds(50)) } catch { return }
      if exceeded(by: process.pid) {
        await process.kill()
        return
      }
    }
  }

  private func exceeded(by pid: pid_t) -> Bool {
    if let memory, Self.memory(below: pid) > memory { return true }
    if let disk {
      guard let bytes = Folder.measure(disk.folder), bytes <= disk.limit else { return true }
    }
    return false
  }

  /// Bytes that a process and all that descend from it have in memory and share with no other.
  static func memory(below pid: pid_t) -> Int {
    var bytes = 0
    var left = [pid]
    var seen = 0
    while let pid = left.popLast(), seen < 100_000 {
      seen += 1
      let pages = (readSmallFile("/proc/\(pid)/statm") ?? "").split(separator: " ")
        .compactMap { Int($0) }
      if pages.count > 2 { bytes += max(0, pages[1] - pages[2]) * Int(getpagesize()) }
      let tasks = open("/proc/\(pid)/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard tasks >= 0 else { continue }
      defer { close(tasks) }
      for task in folderNames(tasks) {
        left += (readSmallFile("/proc/\(pid)/task/\(task)/children") ?? "")
          .split(separator: " ").compactMap { pid_t($0) }
      }
    }
    return bytes
  }
}
