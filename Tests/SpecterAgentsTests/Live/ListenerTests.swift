import SpecModel
import SpecterKit
import SpecterTesting
import Synchronization
import Testing

@testable import SpecterAgents

/// What a server was told: the methods, in order.
private final class Told: Sendable {
  let methods = Mutex<[String]>([])
}

/// A server that begins a turn, tells of tokens, and then says nothing; it ends the turn when it is
/// asked to, if it `obeys`.
private func server(obeys: Bool, told: Told) -> ScriptedProcess {
  ScriptedProcess { line, _ in
    let method = (try? Value(parsing: Array(line.utf8)))?["method"]?.stringValue ?? ""
    told.methods.withLock { $0.append(method) }
    func usage(_ tokens: Int) -> String {
      """
      {"method":"thread/tokenUsage/updated","params":{"tokenUsage":{"total":\
      {"inputTokens":\(tokens),"outputTokens":10}}}}\n
      """
    }
    let answer =
      switch method {
      case "initialize": #"{"id":0,"result":{}}"# + "\n"
      case "thread/start": #"{"id":1,"result":{"thread":{"id":"t"}}}"# + "\n"
      case "turn/start": #"{"id":2,"result":{"turn":{"id":"u"}}}"# + "\n" + usage(100)
      case "turn/interrupt" where obeys:
        usage(150) + #"{"method":"turn/completed","params":{"turn":{"status":"interrupted"}}}"#
          + "\n"
      default: ""
      }
    return answer.isEmpty ? .silence : .write(Array(answer.utf8))
  }
}

private func hear(_ settings: LiveSettings, obeys: Bool) async throws
  -> (hearing: Listener.Hearing, told: [String])
{
  let told = Told()
  let hearing = try await withServer(settings, server(obeys: obeys, told: told))
  return (hearing, told.methods.withLock { $0 })
}

private func withServer(_ settings: LiveSettings, _ process: ScriptedProcess) async throws
  -> Listener.Hearing
{
  let sandbox = ScriptedSandbox(
    result: { _ in CommandResult(end: .exited(0), output: [], errors: []) },
    process: { _, _ in process })
  return try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
    let conversation = CodexServerConversation(
      root: workspace.root, task: "Do it.", mayAct: true, settings: settings)
    let exchange = Exchange(conversation, in: workspace, with: process)
    var listener = Listener(
      to: process, events: .codexServer, settings: settings, exchange: exchange)
    listener.patience = 0.2
    return try await listener.listen()
  }
}

@Test(arguments: [
  (LiveSettings(stall: 0.2), AgentFault.stalled(0.2)),
  (LiveSettings(tokens: 109), .outOfBudget("110 of 109 tokens")),
  (LiveSettings(limits: Limits(seconds: 0.2)), .outOfTime(0.2)),
])
func `a turn is asked to end, and what it used is kept`(
  settings: LiveSettings, fault: AgentFault
) async throws {
  let (hearing, told) = try await hear(settings, obeys: true)
  #expect(hearing.cut == fault)
  #expect(told.last == "turn/interrupt" && told.filter { $0 == "turn/interrupt" }.count == 1)
  #expect(hearing.story.usage == Usage(tokensIn: 150, tokensOut: 10))
  #expect(hearing.story.isComplete && hearing.story.fault != nil)
}

@Test func `a turn that does not end when it is asked to is killed`() async throws {
  let (hearing, told) = try await hear(LiveSettings(stall: 0.2), obeys: false)
  #expect(hearing.cut == .stalled(0.2) && hearing.end == .signalled(9))
  #expect(told.last == "turn/interrupt")
  #expect(hearing.story.usage == Usage(tokensIn: 100, tokensOut: 10))
  #expect(!hearing.story.isComplete)
}

@Test func `tokens within the budget cut nothing off`() async throws {
  let (hearing, _) = try await hear(LiveSettings(tokens: 110, stall: 0.5), obeys: true)
  #expect(hearing.cut == .stalled(0.5))
}
