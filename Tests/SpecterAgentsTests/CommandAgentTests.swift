import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@testable import SpecterAgents

private func run(
  _ program: @escaping InMemorySandbox.Program, isolation: IsolationLevel = .sealed
) async throws -> AgentRun {
  let agent = CommandAgent(
    command: ["agent", "--fast"],
    sandbox: InMemorySandbox(isolation: isolation, program: program))
  return try await agent.perform(AgentSamples.brief(.implementer))
}

private func result(_ end: CommandResult.End, output: String = "", errors: String = "")
  -> CommandResult
{
  CommandResult(end: end, output: Array(output.utf8), errors: Array(errors.utf8))
}

@Test func `a command gets the brief on standard input and in its folder`() async throws {
  let run = try await run(
    { command, files in
      #expect(command.arguments == ["agent", "--fast"])
      #expect(command.input == Array("Build.\n".utf8))
      #expect(files.paths == ["BRIEF.md", "SPEC.md"])
      files["sample.py"] = command.input
      return result(.exited(0), output: "done")
    }, isolation: .folder)
  #expect(run.reply.paths == ["sample.py"])
  #expect(run.transcript == "done")
  #expect(run.isolation == .folder)
  #expect(run.agent == "command (agent)")
}

@Test func `work counts whatever the exit status`() async throws {
  let run = try await run { _, files in
    files["sample.py"] = [1]
    return result(.exited(3), errors: "oops")
  }
  #expect(run.reply.paths == ["sample.py"])
  #expect(run.transcript.contains("oops") && run.transcript.contains("[exit 3]"))
}

@Test func `a status of success without work is a failure that shows the last words`()
  async throws
{
  let failure = await #expect(throws: Failure.self) {
    try await run { _, _ in result(.exited(0), errors: "401\u{7}\nunauthorised") }
  }
  #expect(failure?.code == .agent)
  #expect(failure?.what.contains("left no new or changed file (exit status 0)") == true)
  #expect(failure?.what.hasSuffix(": 401 unauthorised") == true)
}

@Test(arguments: [CommandResult.End.timedOut, .signalled(9)])
func `a command that did not finish has done no work`(end: CommandResult.End) async throws {
  let failure = await #expect(throws: Failure.self) {
    try await run { _, files in
      files["half.py"] = [1]
      return result(end)
    }
  }
  #expect(failure?.code == .agent)
}

@Test func `a sandbox that can't start is the sandbox's failure`() async throws {
  let failure = await #expect(throws: Failure.self) {
    try await run { _, _ in throw Failure(.sandbox, "no namespaces") }
  }
  #expect(failure?.code == .sandbox)
}

@Test func `a long message is cut at its start`() {
  let line = Printable.line(Array(String(repeating: "x", count: 1_000).utf8), limit: 10)
  #expect(line == "…xxxxxxxxxx")
}
