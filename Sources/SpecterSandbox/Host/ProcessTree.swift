import Glibc
import SpecterKit

/// A process with everything that it started.
///
/// Bubblewrap that is killed alone between making its child and letting it go leaves that child
/// waiting for ever, and the child, the first process of its namespace, heeds nothing but SIGKILL.
public enum ProcessTree {
  /// How often a process is looked at until it stands still, and for how long each time, in
  /// microseconds.
  private static let looks = 400
  private static let pause: UInt32 = 50

  /// Kills a process and everything below it.
  public static func kill(_ pid: pid_t) {
    // One that stands still starts no more children.
    guard Glibc.kill(pid, SIGSTOP) == 0 else { return }
    for _ in 0..<looks where !isStill(pid) { usleep(pause) }
    killBelow(pid)
    _ = Glibc.kill(pid, SIGKILL)
  }

  /// Kills everything below a process, and leaves the process itself.
  public static func killBelow(_ pid: pid_t) {
    for child in children(of: pid) { kill(child) }
  }

  /// The processes that a process started and that are still there.
  static func children(of pid: pid_t) -> [pid_t] {
    let folder = open("/proc/\(pid)/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return [] }
    defer { close(folder) }
    return folderNames(folder).flatMap { thread in
      (readSmallFile("/proc/\(pid)/task/\(thread)/children") ?? "").split(separator: " ")
        .compactMap { pid_t($0) }
    }
  }

  /// The processor time of a process and everything below it that is still there: the first two
  /// numbers of each thread's `schedstat`, in nanoseconds (Linux's
  /// Documentation/scheduler/sched-stats.rst). 0 where the kernel does not count it.
  static func processorTime(_ pid: pid_t) -> ProcessorTime {
    var time = ProcessorTime()
    var left = [pid]
    var seen = 0
    while let pid = left.popLast(), seen < 10_000 {
      seen += 1
      left += children(of: pid)
      let tasks = open("/proc/\(pid)/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard tasks >= 0 else { continue }
      defer { close(tasks) }
      for task in folderNames(tasks) {
        let counts = readSmallFile("/proc/\(pid)/task/\(task)/schedstat")?.split(separator: " ")
          .compactMap { Double($0) }
        guard let counts, counts.count > 1 else { continue }
        time.ran += counts[0] / 1e9
        time.waited += counts[1] / 1e9
      }
    }
    return time
  }

  /// Whether a process is stopped or has ended: the letter behind its name in `/proc/PID/stat`.
  private static func isStill(_ pid: pid_t) -> Bool {
    guard let text = readSmallFile("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else {
      return true
    }
    return text[end...].dropFirst(2).first.map { "TtZX".contains($0) } ?? true
  }
}
