import SpecModel
import SpecterKit

/// Any program: it gets the brief's text on standard input, and works in the brief's folder.
///
/// What it left in the folder is its work; its exit status decides nothing. A program that was
/// killed or ran out of time has not finished, so its folder does not count.
public struct CommandAgent: Agent {
  private let command: [String]
  private let sandbox: any Sandbox
  private let limits: Limits
  private let environment: [String: String]
  private let readOnly: [String: String]

  /// Runs `command` in a fresh workspace of `sandbox` for each brief.
  ///
  /// `readOnly` are host folders that it needs to see, by the path at which it sees them. The
  /// isolation of its runs is that of `sandbox`.
  public init(
    command: [String], sandbox: any Sandbox, limits: Limits = Limits(seconds: 1_800),
    environment: [String: String] = [:], readOnly: [String: String] = [:]
  ) {
    self.command = command
    self.sandbox = sandbox
    self.limits = limits
    self.environment = environment
    self.readOnly = readOnly
  }

  /// Runs the program on `brief`, and returns what it left.
  public func perform(_ brief: Brief) async throws -> AgentRun {
    try Task.checkCancellation()
    let start = Clock.seconds()
    var files = brief.files
    files["BRIEF.md"] = Array(brief.text.utf8)
    let request = WorkspaceRequest(files: files, readOnly: readOnly, limits: limits)
    let (result, left) = try await sandbox.withWorkspace(request) { workspace in
      let result = try await workspace.run(
        Command(command, environment: environment, input: Array(brief.text.utf8)))
      return (result, try await workspace.harvest())
    }
    let reply = try judge(result, reply: Reply.of(left, to: brief))
    return AgentRun(
      reply: reply, transcript: transcript(of: result), agent: "command (\(command[0]))",
      isolation: sandbox.isolation, seconds: Clock.seconds() - start)
  }

  private func judge(_ result: CommandResult, reply: FileTree) throws -> FileTree {
    func failed(_ what: String, _ remedy: String) -> Failure {
      let last = Printable.line(result.errors.isEmpty ? result.output : result.errors)
      return Failure(
        .agent, "'\(command.joined(separator: " "))' \(what)" + (last.isEmpty ? "" : ": \(last)"),
        remedy: remedy)
    }
    switch result.end {
    case .timedOut:
      let limit = limits.seconds.map { " of \($0) s" } ?? ""
      throw failed("did not finish within its limit\(limit)", "Raise the limit, or mend it.")
    case .signalled(let signal):
      throw failed("was killed by signal \(signal)", "Look at its limits on memory and processes.")
    case .exited(let status) where reply.files.isEmpty:
      throw failed(
        "left no new or changed file (exit status \(status))",
        "It is given the brief on standard input and must write into its working folder.")
    case .exited:
      return reply
    }
  }

  private func transcript(of result: CommandResult) -> String {
    var text = result.outputText
    if !result.errors.isEmpty { text += "\n[standard error]\n" + result.errorText }
    if result.truncated { text += "\n[cut at \(limits.output) bytes]\n" }
    if case .exited(let status) = result.end, status != 0 { text += "\n[exit \(status)]\n" }
    return text
  }
}
