import SpecModel
import SpecterKit
import Testing

@testable import SpecterAgents

/// What Specter does about each line of a server's, and the story that they tell.
private func talk(_ lines: [String], mayAct: Bool = true) -> (
  steps: [ConversationStep], story: AgentStory
) {
  var conversation = CodexServerConversation(
    root: "/ws", task: "Do it.", mayAct: mayAct,
    settings: LiveSettings(model: "m", effort: "low"))
  var story = AgentStory()
  let steps = lines.flatMap { conversation.take(Array($0.utf8), into: &story) }
  return (steps, story)
}

private let begun = [
  #"{"id":0,"result":{}}"#, #"{"id":1,"result":{"thread":{"id":"t"},"model":"m"}}"#,
]

private func sent(_ step: ConversationStep?) -> Value? {
  guard case .send(let message)? = step else { return nil }
  return message
}

@Test func `a thread and a turn are begun one after the other`() {
  let (steps, story) = talk(begun)
  let methods = steps.map { sent($0)?["method"]?.stringValue }
  #expect(methods == ["initialized", "thread/start", "turn/start"])
  #expect(sent(steps.last)?["params"]?["threadId"] == .string("t"))
  #expect(sent(steps.last)?["params"]?["effort"] == .string("low"))
  #expect(story.model == "m" && !story.isComplete)
}

@Test func `a completed turn is told by its status, with the sum of its tokens`() {
  let (steps, story) = talk(
    begun + [
      #"{"method":"item/completed","params":{"item":{"type":"agentMessage","text":"hi"}}}"#,
      """
      {"method":"thread/tokenUsage/updated","params":{"tokenUsage":{"last":{},"total":\
      {"inputTokens":2400,"cachedInputTokens":400,"outputTokens":68}}}}
      """,
      #"{"method":"turn/completed","params":{"turn":{"status":"completed"}}}"#,
    ])
  #expect(steps.last == .hangUp && story.isComplete && story.fault == nil)
  #expect(story.usage == Usage(tokensIn: 2400, tokensOut: 68, cached: 400))
  #expect(story.transcript == "\nhi\n")
}

@Test(arguments: [
  (#"{"status":"failed","error":{"message":"unexpected status 401 x"}}"#, "unauthorised"),
  (#"{"status":"failed"}"#, "turn failed"), (#"{"status":"interrupted"}"#, "turn failed"),
])
func `a turn that is completed may have failed`(turn: String, name: String) {
  let (_, story) = talk(
    begun + [#"{"method":"turn/completed","params":{"turn":\#(turn)}}"#])
  #expect(story.isComplete && story.fault?.name == name)
}

@Test(arguments: [(true, "accept"), (false, "decline")])
func `approvals are given to one that is sealed in, and denials noted`(
  mayAct: Bool, decision: String
) {
  let (steps, story) = talk(
    [#"{"id":7,"method":"item/commandExecution/requestApproval","params":{}}"#], mayAct: mayAct)
  #expect(sent(steps.first)?["result"]?["decision"] == .string(decision))
  #expect(story.denied == (mayAct ? [] : ["shell"]))
  let (others, _) = talk([#"{"id":"x","method":"item/tool/call","params":{}}"#])
  #expect(sent(others.first)?["error"]?["code"] == .int(-32_601))
}

@Test func `an error as answer ends the turn`() {
  let (steps, story) = talk([#"{"id":0,"error":{"code":-1,"message":"no"}}"#])
  #expect(steps == [.hangUp] && story.fault?.name == "turn failed")
}

@Test func `a turn is interrupted by its name, once it has one`() {
  var conversation = CodexServerConversation(
    root: "/ws", task: "Do it.", mayAct: true, settings: LiveSettings())
  var story = AgentStory()
  for line in begun { _ = conversation.take(Array(line.utf8), into: &story) }
  #expect(conversation.interruption() == nil)
  _ = conversation.take(Array(#"{"id":2,"result":{"turn":{"id":"u"}}}"#.utf8), into: &story)
  let message = conversation.interruption()
  #expect(message?["method"]?.stringValue == "turn/interrupt")
  #expect(
    message?["params"] == .members(["threadId": .string("t"), "turnId": .string("u")]))
  // Its answer is no end: that is told by the turn's own.
  #expect(conversation.take(Array(#"{"id":3,"result":{}}"#.utf8), into: &story) == [])
  #expect(!story.isComplete)
}

@Test(arguments: ["agentMessage", "agent_message"])
func `an item is read in either spelling`(kind: String) {
  var story = AgentStory()
  let command = kind.contains("_") ? "command_execution" : "commandExecution"
  let output = kind.contains("_") ? "aggregated_output" : "aggregatedOutput"
  for item in [
    #"{"type":"\#(kind)","text":"hi"}"#,
    #"{"type":"\#(command)","command":"ls","\#(output)":"a","status":"completed"}"#,
    #"{"type":"\#(command)","command":"rm x","status":"declined"}"#,
  ] {
    CodexItem.read((try? Value(parsing: item)) ?? .null, into: &story)
  }
  #expect(story.tools == ["shell ls", "shell rm x", "denied shell rm x"])
  #expect(story.denied == ["shell"])
  #expect(story.transcript == "\nhi\n\n> shell: ls\na\n\n> shell: rm x\n[denied: shell rm x]\n")
}
