import SpecModel
import SpecterKit

/// One turn of an agent that speaks the Agent Client Protocol, version 1.
///
/// Specter asks three things, one after another: `initialize`, `session/new`, `session/prompt`. The
/// answer to the last ends the turn.
struct ACPConversation: Conversation {
  /// What was asked last and not answered yet; its place is the identifier of the question.
  private enum Question: Int { case initialize, session, prompt }

  /// The workspace as the agent sees it.
  let root: String
  /// What it is to do.
  let task: String
  /// Whether it may do whatever it asks for: it is sealed in.
  let mayAct: Bool
  private var asked = Question.initialize
  private var updates = ACPUpdates()
  /// The session, once its prompt was sent.
  private var session: String?

  /// A turn in the workspace at `root`.
  init(root: String, task: String, mayAct: Bool) {
    self.root = root
    self.task = task
    self.mayAct = mayAct
  }

  /// The first message.
  func begin() -> Value {
    let files = Value.members(["readTextFile": .bool(true), "writeTextFile": .bool(true)])
    return ask(
      .initialize, "initialize",
      .members([
        "protocolVersion": .int(1),
        "clientCapabilities": .members(["fs": files, "terminal": .bool(false)]),
      ]))
  }

  /// Takes a line of the agent's in.
  mutating func take(_ line: [UInt8], into story: inout AgentStory) -> [ConversationStep] {
    guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) else { return [] }
    guard let message = try? Value(parsing: line), message.objectValue != nil else {
      // Programs print what they please before they speak.
      finish(&story)
      story.say(String(decoding: line, as: UTF8.self))
      return []
    }
    let content = message["params"] ?? .null
    if let method = message["method"]?.stringValue {
      if let id = message["id"], id != .null { return treat(method, content, id, &story) }
      if method == "session/update" { updates.take(content["update"] ?? .null, into: &story) }
      return []
    }
    guard message["id"]?.intValue == asked.rawValue else { return [] }
    finish(&story)
    if let error = message["error"] {
      story.fault = Self.fault(error)
      return end(&story)
    }
    return answered(message["result"] ?? .null, &story)
  }

  /// Tells the story what was still held back.
  mutating func finish(_ story: inout AgentStory) { updates.finish(&story) }

  /// The notification that cancels the prompt; the agent still answers it then.
  func interruption() -> Value? {
    session.map {
      .members([
        "jsonrpc": .string("2.0"), "method": .string("session/cancel"),
        "params": .members(["sessionId": .string($0)]),
      ])
    }
  }

  /// The message that tells whether a file was written.
  static func answer(to id: Value, written: Bool) -> Value {
    written
      ? reply(id, .members([:])) : refuse(id, -32_603, "the file can't be written")
  }

  private func ask(_ question: Question, _ method: String, _ params: Value) -> Value {
    .members([
      "jsonrpc": .string("2.0"), "id": .int(question.rawValue), "method": .string(method),
      "params": params,
    ])
  }

  fileprivate static func reply(_ id: Value, _ result: Value) -> Value {
    .members(["jsonrpc": .string("2.0"), "id": id, "result": result])
  }

  fileprivate static func refuse(_ id: Value, _ code: Int, _ text: String) -> Value {
    let error = Value.members(["code": .int(code), "message": .string(text)])
    return .members(["jsonrpc": .string("2.0"), "id": id, "error": error])
  }
}

// Answers of the agent's.
extension ACPConversation {
  private mutating func answered(_ result: Value, _ story: inout AgentStory) -> [ConversationStep] {
    switch asked {
    case .initialize:
      if let name = result["agentInfo"]?["name"]?.stringValue {
        let version = result["agentInfo"]?["version"]?.stringValue.map { " \($0)" } ?? ""
        story.version = Printable.line((name + version).utf8, limit: 80)
      }
      guard let version = result["protocolVersion"]?.intValue, version == 1 else {
        let other = result["protocolVersion"]?.description ?? "none"
        story.fault = .turnFailed("it speaks version \(other) of the protocol, not 1")
        return end(&story)
      }
      asked = .session
      let place = Value.members(["cwd": .string(root), "mcpServers": .array([])])
      return [.send(ask(.session, "session/new", place))]
    case .session:
      guard let session = result["sessionId"]?.stringValue else {
        story.fault = .turnFailed("it gave its session no name")
        return end(&story)
      }
      story.model = Self.model(in: result)
      asked = .prompt
      self.session = session
      let text = Value.members(["type": .string("text"), "text": .string(task)])
      let prompt = Value.members(["sessionId": .string(session), "prompt": .array([text])])
      return [.send(ask(.prompt, "session/prompt", prompt))]
    case .prompt:
      story.usage = updates.usage(result["usage"])
      story.fault = Self.fault(stop: result["stopReason"]?.stringValue ?? "")
      return end(&story)
    }
  }

  /// The model, where the session's options name it.
  private static func model(in session: Value) -> String? {
    let options = session["configOptions"]?.arrayValue ?? []
    let option = options.first { $0["category"]?.stringValue == "model" }
    let name = option?["currentValue"] ?? session["models"]?["currentModelId"]
    return name?.stringValue.map { Printable.line($0.utf8, limit: 80) }
  }

  private static func fault(stop reason: String) -> AgentFault? {
    switch reason {
    case "end_turn": nil
    case "refusal": .turnFailed("the model refused")
    case "cancelled": .turnFailed("it was cancelled")
    case "max_tokens": .outOfBudget("its tokens")
    case "max_turn_requests": .outOfBudget("its requests")
    default: .turnFailed("it stopped for '\(Printable.line(reason.utf8, limit: 80))'")
    }
  }

  /// Code -32000 asks for a login, if its words say so: others use it for anything.
  private static func fault(_ error: Value) -> AgentFault {
    let message = error["message"]?.stringValue ?? "an error without a message"
    let more = error["data"]?["details"]?.stringValue ?? error["data"]?.stringValue
    let text = Printable.line((message + (more.map { ": \($0)" } ?? "")).utf8)
    let wantsLogin = error["code"]?.intValue == -32_000 && message.lowercased().contains("auth")
    return wantsLogin ? .unauthorised(text) : .turnFailed(text)
  }
}

// Requests of the agent's.
extension ACPConversation {
  private mutating func treat(
    _ method: String, _ params: Value, _ id: Value, _ story: inout AgentStory
  ) -> [ConversationStep] {
    finish(&story)
    switch method {
    case "session/request_permission": return [.send(permit(params, id, &story))]
    case "fs/read_text_file":
      let path = Self.plain(params["path"]?.stringValue ?? "")
      story.use("read", path)
      guard isInside(path) else { return [.send(Self.elsewhere(id, path))] }
      let reading = ACPReading(
        id: id, path: path, line: params["line"]?.intValue, limit: params["limit"]?.intValue)
      return [.read(reading)]
    case "fs/write_text_file":
      let path = Self.plain(params["path"]?.stringValue ?? "")
      let content = params["content"]?.stringValue ?? ""
      story.use("write", path)
      story.say(content)
      story.written.append(path)
      guard isInside(path) else { return [.send(Self.elsewhere(id, path))] }
      return [.write(id: id, path: path, content: content)]
    default:
      story.say("[asked for \(Printable.line(method.utf8, limit: 80)), which there is not]")
      return [.send(Self.refuse(id, -32_601, "there is no method '\(method)'"))]
    }
  }

  private static func elsewhere(_ id: Value, _ path: String) -> Value {
    refuse(id, -32_602, "the path is not in the workspace: \(path)")
  }

  /// Picks the option that allows least where it may act, and else one that refuses.
  private func permit(_ params: Value, _ id: Value, _ story: inout AgentStory) -> Value {
    let call = params["toolCall"] ?? .null
    let name = call["title"]?.stringValue ?? call["kind"]?.stringValue ?? "a tool"
    let options = params["options"]?.arrayValue ?? []
    func option(_ kinds: [String]) -> Value? {
      kinds.lazy.compactMap { kind in options.first { $0["kind"]?.stringValue == kind } }.first?[
        "optionId"]
    }
    if mayAct, let allowed = option(["allow_once", "allow_always"]) {
      return Self.reply(id, Self.outcome(allowed))
    }
    story.deny(Printable.line(name.utf8, limit: 80))
    return Self.reply(id, Self.outcome(option(["reject_once", "reject_always"])))
  }

  private static func outcome(_ option: Value?) -> Value {
    let outcome: Value =
      option.map { .members(["outcome": .string("selected"), "optionId": $0]) }
      ?? .members(["outcome": .string("cancelled")])
    return .members(["outcome": outcome])
  }

  /// An absolute path without `.` and `..`; any other path as it is.
  private static func plain(_ path: String) -> String {
    guard path.hasPrefix("/") else { return path }
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private func isInside(_ plain: String) -> Bool {
    plain.hasPrefix(root + "/") && !plain.utf8.contains(0)
  }
}

/// A file that an agent wants to read.
struct ACPReading: Sendable, Hashable {
  /// The request's identifier.
  var id: Value
  /// The file, below the workspace's root.
  var path: String
  /// The first line, from 1; nil: from the start.
  var line: Int?
  /// Most lines; nil: all.
  var limit: Int?

  /// The message that gives the file's text to the agent; nil: it can't be read.
  func answer(_ text: String?) -> Value {
    guard let text else {
      return ACPConversation.refuse(id, -32_002, "the file can't be read: \(path)")
    }
    return ACPConversation.reply(id, .members(["content": .string(cut(text))]))
  }

  /// The lines of `text` that are wanted.
  private func cut(_ text: String) -> String {
    guard line != nil || limit != nil else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = lines.dropFirst(max(0, (line ?? 1) - 1))
    return wanted.prefix(max(0, limit ?? lines.count)).joined(separator: "\n")
  }
}
