import FoundationEssentials
import Glibc
import SpecModel
import Subprocess
import SystemPackage
import Testing

/// The built program, as a user starts it.
enum Program {
  /// Its path; nil when it was not built.
  static let path: String? = {
    let parts = #filePath.split(separator: "/").dropLast(4)
    let path = "/\(parts.joined(separator: "/"))/.build/debug/specter"
    return access(path, X_OK) == 0 ? path : nil
  }()

  /// Whether its tests can run here; what they need besides is bubblewrap and Python.
  static var isHere: Bool {
    path != nil && ["bwrap", "python3"].allSatisfy { access("/usr/bin/\($0)", X_OK) == 0 }
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that run the program.
  static var needsProgram: Self {
    .enabled(
      if: Program.isHere,
      "needs .build/debug/specter (swift build), /usr/bin/bwrap and /usr/bin/python3")
  }
}

/// How a run of the program ended.
struct Ran: Sendable {
  /// The exit status; 128 + N after signal N.
  var status: Int
  var output: String
  var errors: String
  var seconds: Double

  /// Standard output as one JSON document.
  var json: Value {
    get throws { try Value(parsing: output) }
  }
  /// Standard output as JSON lines; a last line that a kill cut short is left out.
  var lines: [Value] {
    output.split(separator: "\n").compactMap { try? Value(parsing: String($0)) }
  }
  /// Everything, for the message of a failed test.
  var story: Comment { "status \(status) in \(seconds) s\n\(output)\n\(errors)" }
}

/// The program while it runs.
struct Running: Sendable {
  let pid: pid_t
  let outputFile: String
  private let descriptor: Int32
  private let deadline: ContinuousClock.Instant

  init(pid: pid_t, descriptor: Int32, outputFile: String, seconds: Double) {
    self.pid = pid
    self.descriptor = descriptor
    self.outputFile = outputFile
    deadline = .now + .seconds(seconds)
  }

  /// Whether it has ended.
  var hasEnded: Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) != 0
  }

  /// Whole lines that it has written so far.
  var lines: [Substring] {
    let bytes = FileManager.default.contents(atPath: outputFile) ?? Data()
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
  }

  /// The steps that have begun (`specter loop --json`).
  var begun: Set<String> {
    Event.begun(in: lines.compactMap { try? Value(parsing: String($0)) })
  }

  /// Waits until something holds or it ends; false when it ended first. Kills it past its time.
  func until(_ holds: () -> Bool) async -> Bool {
    while !holds() {
      if hasEnded { return holds() }
      if ContinuousClock.now > deadline {
        Issue.record("process \(pid) ran past its time and was killed")
        send(SIGKILL)
        return false
      }
      try? await Task.sleep(for: .milliseconds(2))
    }
    return true
  }

  /// Waits for its `count`th step to begin (`specter loop --json`).
  func step(_ count: Int) async -> Bool {
    await until { begun.count >= count }
  }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(pid, signal) }
}
