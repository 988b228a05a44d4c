import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@testable import SpecterAgents

/// A conversation with an agent that a test plays.
private struct Played {
  var conversation: ACPConversation
  var story = AgentStory()

  init(mayAct: Bool = true) {
    conversation = ACPConversation(root: "/ws", task: "Do it.", mayAct: mayAct)
  }

  /// One that has come to the prompt.
  static func prompted(mayAct: Bool = true) -> Played {
    var played = Played(mayAct: mayAct)
    _ = played.say(#"{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":1}}"#)
    _ = played.say(#"{"jsonrpc":"2.0","id":1,"result":{"sessionId":"s"}}"#)
    return played
  }

  mutating func say(_ line: String) -> [ConversationStep] {
    conversation.take(Array(line.utf8), into: &story)
  }

  /// The one message that is sent on `line`.
  mutating func answer(to line: String) throws -> Value {
    let steps = say(line)
    guard steps.count == 1, case .send(let message) = steps[0] else {
      throw Failure(.agent, "\(steps) is not one message")
    }
    return message
  }

  mutating func update(_ update: String) {
    let message = #"{"method":"session/update","params":{"sessionId":"s","update":\#(update)}}"#
    #expect(say(message) == [])
  }
}

@Test func `three questions lead to the end of a turn`() throws {
  var played = Played()
  let first = played.conversation.begin()
  #expect(first["method"]?.stringValue == "initialize")
  #expect(first["params"]?["protocolVersion"]?.intValue == 1)
  let second = try played.answer(
    to: #"{"id":0,"result":{"protocolVersion":1,"agentInfo":{"name":"a","version":"2.0"}}}"#)
  #expect(second["method"]?.stringValue == "session/new")
  #expect(second["params"] == .members(["cwd": .string("/ws"), "mcpServers": .array([])]))
  let third = try played.answer(
    to: """
      {"id":1,"result":{"sessionId":"s","configOptions":[\
      {"id":"m","category":"model","currentValue":"big"}]}}
      """)
  #expect(third["method"]?.stringValue == "session/prompt")
  #expect(
    third["params"]?.description
      == #"{"prompt":[{"text":"Do it.","type":"text"}],"sessionId":"s"}"#)
  #expect(!played.story.isComplete)
  #expect(played.say(#"{"id":2,"result":{"stopReason":"end_turn"}}"#) == [.hangUp])
  #expect(played.story.isComplete)
  #expect(played.story.fault == nil)
  #expect(played.story.usage == nil)
  #expect(played.story.version == "a 2.0")
  #expect(played.story.model == "big")
}

@Test(arguments: [
  (#""result":{"stopReason":"refusal"}"#, AgentFault.turnFailed("the model refused")),
  (#""result":{"stopReason":"cancelled"}"#, .turnFailed("it was cancelled")),
  (#""result":{"stopReason":"max_tokens"}"#, .outOfBudget("its tokens")),
  (#""result":{"stopReason":"max_turn_requests"}"#, .outOfBudget("its requests")),
  (#""result":{"stopReason":"zebra"}"#, .turnFailed("it stopped for 'zebra'")),
  (#""error":{"code":-32603,"message":"broke"}"#, .turnFailed("broke")),
  (
    #""error":{"code":-32603,"message":"broke","data":{"details":"a\nb"}}"#,
    .turnFailed("broke: a b")
  ),
  (
    #""error":{"code":-32000,"message":"Authentication required"}"#,
    .unauthorised("Authentication required")
  ),
  (#""error":{"code":-32000,"message":"busy"}"#, .turnFailed("busy")),
])
func `an end that is none is a fault`(answer: String, fault: AgentFault) {
  var played = Played.prompted()
  #expect(played.say("{\"id\":2,\(answer)}") == [.hangUp])
  #expect(played.story.fault == fault)
}

@Test func `another version of the protocol is not spoken`() {
  var played = Played()
  #expect(played.say(#"{"id":0,"result":{"protocolVersion":2}}"#) == [.hangUp])
  #expect(played.story.fault == .turnFailed("it speaks version 2 of the protocol, not 1"))
}

@Test func `an answer to another question, or to none, is passed over`() {
  var played = Played.prompted()
  #expect(played.say(#"{"id":1,"result":{"stopReason":"end_turn"}}"#) == [])
  #expect(played.say(#"{"id":"2","result":{"stopReason":"end_turn"}}"#) == [])
  #expect(played.say(" ") == [])
  #expect(played.say("Loading…") == [])
  #expect(!played.story.isComplete)
  #expect(played.story.transcript == "Loading…\n")
}

@Test(arguments: [
  (true, ["reject_once", "allow_always", "allow_once"], "allow_once"),
  (true, ["reject_once", "allow_always"], "allow_always"),
  (true, ["reject_always"], "reject_always"), (true, [], nil),
  (false, ["allow_once", "reject_always", "reject_once"], "reject_once"),
  (false, ["allow_once"], nil),
])
func `what is asked for is allowed where it is sealed in`(
  sealed: Bool, kinds: [String], chosen: String?
) throws {
  var played = Played.prompted(mayAct: sealed)
  let options = kinds.map { #"{"optionId":"\#($0)","kind":"\#($0)","name":"x"}"# }
  let answer = try played.answer(
    to: """
      {"id":"7","method":"session/request_permission","params":{"sessionId":"s",\
      "toolCall":{"toolCallId":"c","title":"rm"},"options":[\(options.joined(separator: ","))]}}
      """)
  #expect(answer["id"] == .string("7"))
  let outcome = answer["result"]?["outcome"]
  #expect(outcome?["outcome"]?.stringValue == (chosen == nil ? "cancelled" : "selected"))
  #expect(outcome?["optionId"]?.stringValue == chosen)
  #expect(played.story.denied == (chosen?.hasPrefix("allow") == true ? [] : ["rm"]))
}

@Test(arguments: ["/etc/passwd", "/ws/../etc/x", "/ws", "/wsx/a", "a", "../a", "", "/ws/a\\u0000"])
func `a file elsewhere is neither read nor written`(path: String) throws {
  var played = Played.prompted()
  for method in ["read", "write"] {
    let answer = try played.answer(
      to: """
        {"id":4,"method":"fs/\(method)_text_file","params":{"path":"\(path)","content":"x"}}
        """)
    #expect(answer["error"]?["code"]?.intValue == -32_602, "\(answer)")
  }
}

@Test func `what was to be written elsewhere is noted by its plain path`() throws {
  var played = Played.prompted()
  _ = try played.answer(
    to: #"{"id":4,"method":"fs/write_text_file","params":{"path":"/ws/../x","content":""}}"#)
  #expect(played.story.written == ["/x"])
}

@Test func `what there is no method for is an error of JSON-RPC`() throws {
  var played = Played.prompted()
  let answer = try played.answer(to: #"{"id":9,"method":"terminal/create","params":{}}"#)
  #expect(answer["error"]?["code"]?.intValue == -32_601)
  #expect(answer["id"]?.intValue == 9)
}

@Test func `a story is told from updates`() {
  var played = Played.prompted()
  played.update(#"{"sessionUpdate":"agent_message_chunk","content":{"type":"text","text":"I l"}}"#)
  played.update(#"{"sessionUpdate":"agent_message_chunk","content":{"type":"text","text":"ook"}}"#)
  played.update(#"{"sessionUpdate":"agent_thought_chunk","content":{"type":"text","text":"hm"}}"#)
  played.update(
    #"{"sessionUpdate":"tool_call","toolCallId":"1","title":"ls","kind":"execute","rawInput":"ls"}"#
  )
  let content = #""content":[{"type":"content","content":{"type":"text","text":"TEXT"}}]"#
  let update = #"{"sessionUpdate":"tool_call_update","toolCallId":"1","#
  played.update(update + content.replacing("TEXT", with: "a") + "}")
  played.update(update + content.replacing("TEXT", with: "a\\nb") + #","status":"in_progress"}"#)
  played.update(update + #""status":"completed"}"#)
  played.update(
    #"""
    {"sessionUpdate":"tool_call_update","toolCallId":"2","status":"failed",
    "content":[{"type":"diff","path":"/tmp/x","newText":"new"}]}
    """#.replacing("\n", with: ""))
  played.update(#"{"sessionUpdate":"plan","entries":[]}"#)
  #expect(
    played.story.transcript
      == "\nI look\n\nhm\n\n> execute: ls\n\"ls\"\na\nb\nnew\n[failed]\n")
  #expect(played.story.tools == ["execute ls"])
  #expect(played.story.written == ["/tmp/x"])
}

@Test(
  arguments: [
    (
      ["total": 175, "in": 100, "out": 20, "cachedRead": 50, "thought": 5],
      Usage(tokensIn: 150, tokensOut: 25, cached: 50, dollars: 0.5)
    ),
    (
      ["total": 120, "in": 100, "out": 20, "cachedRead": 50, "thought": 5],
      Usage(tokensIn: 100, tokensOut: 20, cached: 50, dollars: 0.5)
    ),
    (["total": 120, "in": 100, "out": 20], Usage(tokensIn: 100, tokensOut: 20, dollars: 0.5)),
    (["total": 10, "in": 100, "out": 20], nil), (["in": 100], nil),
  ] as [([String: Int], Usage?)])
func `usage is what the answer tells, not what stands in the context`(
  counts: [String: Int], usage: Usage?
) {
  let keys = ["total": "totalTokens", "in": "inputTokens", "out": "outputTokens"]
  let text = counts.map { #""\#(keys[$0.key] ?? "\($0.key)Tokens")":\#($0.value)"# }
    .joined(separator: ",")
  var played = Played.prompted()
  played.update(
    """
    {"sessionUpdate":"usage_update","used":9999,"size":10000,\
    "cost":{"amount":0.5,"currency":"USD"}}
    """)
  let answer = #"{"id":2,"result":{"stopReason":"end_turn","usage":{\#(text)}}}"#
  #expect(played.say(answer) == [.hangUp])
  #expect(played.story.usage == usage)
}

@Test(
  arguments: [
    (nil, nil, "a\nb\nc\n"), (2, nil, "b\nc\n"), (2, 1, "b"), (nil, 2, "a\nb"), (9, 1, ""),
    (0, 0, ""),
  ] as [(Int?, Int?, String)])
func `a reading is cut to the lines that are wanted`(line: Int?, limit: Int?, text: String) {
  let reading = ACPReading(id: .int(1), path: "/ws/a", line: line, limit: limit)
  #expect(reading.answer("a\nb\nc\n")["result"]?["content"] == .string(text))
}

@Test func `a prompt is cancelled by the name of its session`() {
  #expect(Played().conversation.interruption() == nil)
  let message = Played.prompted().conversation.interruption()
  #expect(message?["method"]?.stringValue == "session/cancel")
  #expect(message?["id"] == nil && message?["params"] == .members(["sessionId": .string("s")]))
}
