import Glibc
import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@testable import SpecterAgents

/// What an agent sent and was sent, in a workspace whose commands answer `result`.
private func exchange(_ line: String, result: CommandResult) async throws
  -> (sent: [Value], commands: [Command], goesOn: Bool)
{
  let process = ScriptedProcess { line, _ in .write(Array("\(line)\n".utf8)) }
  let sandbox = ScriptedSandbox(result: { _ in result }, process: { _, _ in process })
  return try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
    let conversation = ACPConversation(root: workspace.root, task: "Do it.", mayAct: true)
    var exchange = Exchange(conversation, in: workspace, with: process)
    var story = AgentStory()
    let goesOn = try await exchange.take(Array(line.utf8), into: &story)
    await process.closeInput()
    var bytes: [UInt8] = []
    while let piece = try await process.read() { bytes += piece }
    let sent = try bytes.split(separator: 0x0A).map { try Value(parsing: $0) }
    return (sent, sandbox.commands, goesOn)
  }
}

@Test func `a file is read by a command of the workspace`() async throws {
  let found = CommandResult(end: .exited(0), output: Array("a\nb\n".utf8), errors: [])
  let request = #"{"id":5,"method":"fs/read_text_file","params":{"path":"/ws/./a b","line":2}}"#
  let seen = try await exchange(request, result: found)
  #expect(seen.sent.map(\.description) == [#"{"id":5,"jsonrpc":"2.0","result":{"content":"b\n"}}"#])
  #expect(seen.commands.count == 1)
  #expect(seen.commands[0].arguments.suffix(2) == ["/ws/a b", "/ws"])
  #expect(seen.goesOn)
}

@Test(arguments: [
  CommandResult(end: .exited(1), output: [], errors: []),
  CommandResult(end: .exited(0), output: [0x61], errors: [], truncated: true),
  CommandResult(end: .exited(0), output: [0xFF], errors: []),
])
func `what can't be read whole is an error`(result: CommandResult) async throws {
  let request = #"{"id":5,"method":"fs/read_text_file","params":{"path":"/ws/a"}}"#
  let seen = try await exchange(request, result: result)
  #expect(seen.sent.count == 1)
  #expect(seen.sent[0]["error"]?["code"]?.intValue == -32_002)
}

@Test(arguments: [0, 1])
func `a file is written by a command of the workspace`(status: Int) async throws {
  let request = #"{"id":5,"method":"fs/write_text_file","params":{"path":"/ws/a","content":"x\n"}}"#
  let seen = try await exchange(
    request, result: CommandResult(end: .exited(status), output: [], errors: []))
  #expect(seen.commands[0].input == Array("x\n".utf8))
  #expect((seen.sent[0]["result"] != nil) == (status == 0))
  #expect((seen.sent[0]["error"] != nil) == (status == 1))
}

@Test func `a turn's end hangs up`() async throws {
  let done = CommandResult(end: .exited(0), output: [], errors: [])
  let seen = try await exchange(#"{"id":0,"error":{"code":1,"message":"no"}}"#, result: done)
  #expect(seen.sent == [])
  #expect(!seen.goesOn)
}

@Test(
  arguments: [
    (["OPENAI_API_KEY": "k", "ANTHROPIC_API_KEY": "a"], ["OPENAI_API_BASE", "OPENAI_BASE_URL"]),
    (["ANTHROPIC_API_KEY": "a"], ["ANTHROPIC_BASE_URL"]),
    (["HOME": "/home/somebody", "CLAUDE_CODE_OAUTH_TOKEN": "t"], []),
  ] as [([String: String], [String])])
func `an agent of the protocol is told the endpoint whose key is there`(
  variables: [String: String], names: [String]
) {
  let program = LiveProgram.acp(["agent", "--acp"]) { variables[$0] }
  let facts = LiveProgram.Facts(
    program: "/opt/agent/agent", endpoint: "http://127.0.0.1:1/v1", isSealed: true,
    settings: LiveSettings())
  #expect(program.environment(facts).keys.sorted() == names)
  #expect(program.words(facts) == ["--acp"])
  #expect((program.access().endpoint == nil) == names.isEmpty)
}

@Test func `a script goes with its folder, a program without`() async throws {
  try await withTemporaryFolder { folder in
    try Disk.makeFolder("\(folder)/own")
    try Disk.create("\(folder)/own/agent.py", [])
    let script = "\(folder)/own/agent.py"
    let program = InstalledProgram("/usr/bin/env", path: "", script: script)
    #expect(program?.shared == ["\(folder)/own": "\(folder)/own"])
    for other in ["--acp", "own/agent.py", "\(folder)/none.py", "/usr/bin/env"] {
      #expect(InstalledProgram("/usr/bin/env", path: "", script: other)?.shared == [:], "\(other)")
    }
  }
}
