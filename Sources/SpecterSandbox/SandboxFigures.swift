import SpecModel
import SpecterKit
import Subprocess
import SystemPackage

/// What the sandbox costs on this machine.
public struct SandboxFigures: Sendable {
  /// Mean wall time in milliseconds of `bwrap --unshare-all --ro-bind / / /bin/true`.
  public let bare: Double
  /// Mean wall time in milliseconds of a workspace, `/bin/true` in it, and its end.
  public let whole: Double
  /// Mean wall time in milliseconds of `/bin/true` in a workspace that is there.
  public let command: Double
  /// Lines a second to a Python process and back.
  public let linesPerSecond: Double

  /// The figures as lines to print.
  public var lines: [String] {
    [
      "bubblewrap alone          \(Self.text(bare)) ms",
      "workspace and command     \(Self.text(whole)) ms  \(Self.text(whole / bare)) times",
      "command in a workspace    \(Self.text(command)) ms  \(Self.text(command / bare)) times",
      "lines to Python and back  \(Int(linesPerSecond)) a second",
    ]
  }

  /// Measures, the three kinds of start in turn so that they meet the same machine.
  public static func measure(count: Int, lines: Int) async throws -> SandboxFigures {
    let sandbox = try BubblewrapSandbox()
    var (bare, whole, command) = (0.0, 0.0, 0.0)
    let alone = ["--unshare-all", "--ro-bind", "/", "/", "/bin/true"]
    for _ in 0..<count {
      bare += try await time {
        let ended = try await Subprocess.run(
          .name("bwrap"), arguments: Arguments(alone), output: .discarded)
        if !ended.terminationStatus.isSuccess { throw Failure(.sandbox, "bubblewrap failed") }
      }
      whole += try await time {
        try await sandbox.withWorkspace(WorkspaceRequest()) { try await expectSuccess($0) }
      }
      command += try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
        try await time { try await expectSuccess(workspace) }
      }
    }
    let thousandth = 1_000 / Double(count)
    return SandboxFigures(
      bare: bare * thousandth, whole: whole * thousandth, command: command * thousandth,
      linesPerSecond: try await echo(lines, in: sandbox))
  }

  private static func expectSuccess(_ workspace: any Workspace) async throws {
    let result = try await workspace.run(Command(["/bin/true"]))
    if !result.succeeded { throw Failure(.sandbox, "/bin/true failed: \(result.errorText)") }
  }

  private static func echo(_ lines: Int, in sandbox: any Sandbox) async throws -> Double {
    let line = Array(#"{"id":12345,"call":"underscore","args":["DeviceType"]}"#.utf8) + [10]
    let perPiece = (256 << 10) / line.count
    let piece = [UInt8]((0..<perPiece).map { _ in line }.joined())
    let pieces = max(1, lines / perPiece)
    let program = "import sys\nw = sys.stdout.buffer.write\nfor line in sys.stdin.buffer: w(line)"
    let seconds = try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
      try await workspace.withProcess(Command(["python3", "-c", program])) { process in
        try await time {
          try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
              for _ in 0..<pieces { try await process.write(piece) }
              await process.closeInput()
              return 0
            }
            group.addTask {
              var bytes = 0
              while let piece = try await process.read() { bytes += piece.count }
              return bytes
            }
            let bytes = try await group.reduce(0, +)
            if bytes != pieces * piece.count { throw Failure(.sandbox, "lines were lost") }
          }
        }
      }
    }
    return Double(pieces * perPiece) / seconds
  }

  private static func time(_ body: @Sendable () async throws -> Void) async throws -> Double {
    let start = ContinuousClock.now
    try await body()
    return (ContinuousClock.now - start) / .seconds(1)
  }

  private static func text(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
