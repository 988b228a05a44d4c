import Foundation
import Glibc
import Testing

@testable import SpecterSandbox

@Suite(.timeLimit(.minutes(1))) struct ProcessTreeTests {
  @Test func `what a process started goes with it, however deep`() async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // The inner shell heeds no polite signal.
    let inner = "trap '' TERM INT HUP; sleep 300 & sleep 301; true"
    process.arguments = ["-c", "sh -c \"\(inner)\" & wait"]
    try process.run()
    let pid = process.processIdentifier
    var below: [pid_t] = []
    for _ in 0..<400 where below.count < 3 {
      below = Self.below(pid)
      usleep(5_000)
    }
    #expect(below.count >= 3)
    ProcessTree.kill(pid)
    process.waitUntilExit()
    for _ in 0..<400 where below.contains(where: Self.isThere) { usleep(5_000) }
    #expect(!below.contains(where: Self.isThere))
  }

  private static func below(_ pid: pid_t) -> [pid_t] {
    ProcessTree.children(of: pid).flatMap { [$0] + below($0) }
  }

  /// Whether a process is there and has not ended: nobody may have waited for it yet.
  private static func isThere(_ pid: pid_t) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else {
      return false
    }
    return !text.contains(") Z ")
  }
}
