import SpecModel

/// One turn of `codex app-server`. Messages are JSON-RPC's without its version member; their schema
/// is what `codex app-server generate-json-schema` prints, measured with 0.163.0.
///
/// Specter asks three things, one after another: `initialize`, `thread/start`, `turn/start`. The
/// notification `turn/completed` ends the turn; only its status tells how.
struct CodexServerConversation: Conversation {
  /// What was asked last; its place is the identifier of the question.
  private enum Question: Int { case initialize, thread, turn, interrupt }

  private let root: String
  private let task: String
  private let mayAct: Bool
  private let settings: LiveSettings
  private var asked = Question.initialize
  private var thread = ""
  /// The turn, once it has begun.
  private var turn: String?

  /// A turn in the folder `root`. With `mayAct` nothing is asked of Specter and Codex's own sandbox
  /// is off, since it is sealed in; otherwise that sandbox is on and what it would ask is declined.
  init(root: String, task: String, mayAct: Bool, settings: LiveSettings) {
    self.root = root
    self.task = task
    self.mayAct = mayAct
    self.settings = settings
  }

  /// The first message.
  func begin() -> Value {
    ask(
      .initialize, "initialize",
      [.init("clientInfo", .members(["name": .string("specter"), "version": .string("1")]))])
  }

  /// Takes a line of the server's in.
  mutating func take(_ line: [UInt8], into story: inout AgentStory) -> [ConversationStep] {
    guard let message = try? Value(parsing: line), message.objectValue != nil else {
      if !line.isEmpty { story.say(String(decoding: line, as: UTF8.self)) }
      return []
    }
    let content = message["params"] ?? .null
    if let method = message["method"]?.stringValue {
      if let id = message["id"], id != .null { return [treat(method, content, id, &story)] }
      return notice(method, content, &story)
    }
    guard message["id"]?.intValue == asked.rawValue else { return [] }
    if let error = message["error"] {
      story.fault = CodexEvents.fault(error["message"]?.stringValue ?? "")
      return end(&story)
    }
    return answered(message["result"] ?? .null, &story)
  }

  private mutating func answered(_ result: Value, _ story: inout AgentStory) -> [ConversationStep] {
    switch asked {
    case .initialize:
      asked = .thread
      return [.send(.members(["method": .string("initialized")])), .send(startThread())]
    case .thread:
      story.model = result["model"]?.stringValue
      guard let thread = result["thread"]?["id"]?.stringValue else {
        story.fault = .turnFailed("it began no thread")
        return end(&story)
      }
      asked = .turn
      self.thread = thread
      return [.send(startTurn())]
    case .turn:
      turn = result["turn"]?["id"]?.stringValue
      return []
    case .interrupt: return []
    }
  }

  private func startThread() -> Value {
    var content: [Value.Member] = [
      .init("cwd", .string(root)),
      .init("approvalPolicy", .string(mayAct ? "never" : "on-request")),
      .init("sandbox", .string(mayAct ? "danger-full-access" : "workspace-write")),
      .init("ephemeral", .bool(true)),
    ]
    if let model = settings.model { content.append(.init("model", .string(model))) }
    return ask(.thread, "thread/start", content)
  }

  private func startTurn() -> Value {
    let text = Value.members(["type": .string("text"), "text": .string(task)])
    var content: [Value.Member] = [
      .init("threadId", .string(thread)), .init("input", .array([text])),
    ]
    if let effort = settings.effort { content.append(.init("effort", .string(effort))) }
    return ask(.turn, "turn/start", content)
  }

  /// What the server asks for: leave, mostly.
  private func treat(
    _ method: String, _ content: Value, _ id: Value, _ story: inout AgentStory
  ) -> ConversationStep {
    let asked = ["item/commandExecution/requestApproval", "item/fileChange/requestApproval"]
    guard asked.contains(method) else {
      let error = Value.members(["code": .int(-32_601), "message": .string("not known here")])
      return .send(.members(["id": id, "error": error]))
    }
    if !mayAct {
      let what = content["command"]?.stringValue ?? content["reason"]?.stringValue ?? ""
      story.deny(method.contains("command") ? "shell" : "patch", what)
    }
    let decision = Value.members(["decision": .string(mayAct ? "accept" : "decline")])
    return .send(.members(["id": id, "result": decision]))
  }

  private func ask(_ question: Question, _ method: String, _ content: [Value.Member]) -> Value {
    .members([
      "id": .int(question.rawValue), "method": .string(method), "params": .object(content),
    ])
  }

  /// The request to interrupt the turn, whose end is told all the same.
  func interruption() -> Value? {
    turn.map {
      ask(
        .interrupt, "turn/interrupt",
        [.init("threadId", .string(thread)), .init("turnId", .string($0))])
    }
  }

  /// Nothing is held back.
  func finish(_ story: inout AgentStory) {}
}

// What the server tells of.
extension CodexServerConversation {
  private func notice(_ method: String, _ content: Value, _ story: inout AgentStory)
    -> [ConversationStep]
  {
    switch method {
    case "item/completed": CodexItem.read(content["item"] ?? .null, into: &story)
    case "thread/tokenUsage/updated":
      // The sum of the thread, which is this one turn.
      let total = content["tokenUsage"]?["total"] ?? .null
      if let tokensIn = total["inputTokens"]?.intValue, let out = total["outputTokens"]?.intValue {
        story.usage = Usage(
          tokensIn: tokensIn, tokensOut: out, cached: total["cachedInputTokens"]?.intValue)
      }
    case "error":
      let text = content["error"]?["message"]?.stringValue ?? ""
      story.say("[\(text)]")
      story.trouble = CodexEvents.fault(text)
    case "turn/completed":
      let turn = content["turn"] ?? .null
      if turn["status"]?.stringValue != "completed" {
        let text = turn["error"]?["message"]?.stringValue ?? turn["status"]?.stringValue ?? ""
        story.fault = CodexEvents.fault(text)
      }
      return end(&story)
    default: break
    }
    return []
  }
}
