import SpecModel
import Testing

@testable import SpecterAgents

/// Events as the agents of FORM wrote them, shortened; the versions stand in docs/agents.md.
private func story(_ form: EventForm, _ lines: String...) -> AgentStory {
  var story = AgentStory()
  for line in lines { form.read(Array(line.utf8), into: &story) }
  return story
}

@Test func `a turn of Claude Code is read with its tools, model and usage`() {
  let story = story(
    .claude,
    #"{"type":"system","subtype":"init","model":"m-1","claude_code_version":"2.1.329"}"#,
    #"""
    {"type":"assistant","message":{"content":[{"type":"tool_use","name":"Bash",\#
    "input":{"command":"ls -la"}}]}}
    """#,
    #"{"type":"user","message":{"content":[{"type":"tool_result","content":"total 12"}]}}"#,
    #"{"type":"assistant","message":{"content":[{"type":"text","text":"done"}]}}"#,
    #"""
    {"type":"result","subtype":"success","is_error":false,"result":"done",\#
    "total_cost_usd":0.5,"usage":{"input_tokens":2000,"cache_creation_input_tokens":30,\#
    "cache_read_input_tokens":400,"output_tokens":68},"permission_denials":[]}
    """#
  )
  #expect(story.isComplete && story.fault == nil)
  #expect(story.model == "m-1" && story.version == "2.1.329")
  #expect(story.usage == Usage(tokensIn: 2430, tokensOut: 68, cached: 400, dollars: 0.5))
  #expect(story.tools == ["Bash ls -la"])
  #expect(story.transcript == "\n> Bash: ls -la\ntotal 12\n\ndone\n")
}

@Test(arguments: [
  (#""api_error_status":401"#, "unauthorised"), (#""api_error_status":429"#, "rate limited"),
  (#""api_error_status":529"#, "endpoint failed"), (#""api_error_status":400"#, "turn failed"),
  (#""api_error":"connection_failed""#, "unreachable"), (#""num_turns":1"#, "turn failed"),
])
func `a run of Claude Code that failed has the subtype of success`(member: String, name: String) {
  let story = story(
    .claude, #"{"type":"result","subtype":"success","is_error":true,"result":"no",\#(member)}"#)
  #expect(story.fault?.name == name)
}

@Test func `the end of a budget and a denied tool of Claude Code are told`() {
  let spent = story(.claude, #"{"type":"result","subtype":"error_max_turns","is_error":true}"#)
  #expect(spent.fault == .outOfBudget("its turns"))
  let denied = story(
    .claude,
    #"""
    {"type":"result","subtype":"success","is_error":false,\#
    "permission_denials":[{"tool_name":"Bash","tool_input":{"command":"rm x"}}]}
    """#
  )
  #expect(denied.fault == nil && denied.denied == ["Bash"])
  #expect(denied.tools == ["denied Bash rm x"] && denied.transcript == "[denied: Bash rm x]\n")
}

@Test func `what an endpoint answered last is known until the model answers`() {
  let retry =
    #"{"type":"system","subtype":"api_retry","attempt":1,"error_status":429,"error":"unknown"}"#
  #expect(story(.claude, retry).trouble?.name == "rate limited")
  let answered = story(
    .claude, retry, #"{"type":"assistant","message":{"content":[{"type":"text","text":"hi"}]}}"#)
  #expect(answered.trouble == nil)
}

@Test func `a turn of Codex is read with its tools and usage`() {
  let story = story(
    .codex, #"{"type":"thread.started","thread_id":"t"}"#,
    #"""
    {"type":"item.completed","item":{"type":"command_execution","command":"ls",\#
    "aggregated_output":"out.txt\n","exit_code":0,"status":"completed"}}
    """#,
    #"""
    {"type":"item.completed","item":{"type":"file_change","changes":[{"path":"/ws/a.py",\#
    "kind":"add"}],"status":"completed"}}
    """#,
    #"{"type":"item.completed","item":{"type":"agent_message","text":"done"}}"#,
    #"""
    {"type":"turn.completed","usage":{"input_tokens":2400,"cached_input_tokens":400,\#
    "output_tokens":68}}
    """#
  )
  #expect(story.isComplete && story.fault == nil)
  #expect(story.usage == Usage(tokensIn: 2400, tokensOut: 68, cached: 400))
  #expect(story.tools == ["shell ls", "patch /ws/a.py"] && story.written == ["/ws/a.py"])
}

@Test(arguments: [
  ("unexpected status 401 Unauthorized: scripted", "unauthorised"),
  ("exceeded retry limit, last status: 429 Too Many Requests", "rate limited"),
  ("unexpected status 500 Internal Server Error", "endpoint failed"),
  ("stream disconnected before completion: error sending request", "unreachable"),
  ("the model gave up", "turn failed"),
])
func `a turn of Codex that failed is told apart by its words`(text: String, name: String) {
  let story = story(.codex, #"{"type":"turn.failed","error":{"message":"\#(text)"}}"#)
  #expect(story.isComplete && story.fault?.name == name)
}

@Test func `Codex goes on after an error, and only an error without an end counts`() {
  let error = #"{"type":"error","message":"Reconnecting... 1/5 (error sending request)"}"#
  #expect(story(.codex, error).fault?.name == "unreachable")
  let end = #"{"type":"turn.completed","usage":{"input_tokens":1,"output_tokens":1}}"#
  #expect(story(.codex, error, end).fault == nil)
}

@Test(arguments: [EventForm.claude, .codex, .analytics])
func `what is no event is kept as it is`(form: EventForm) {
  let story = story(form, "not JSON", #"{"no":"type"}"#, "\u{1b}[31m", "[1,2]", "")
  #expect(story.transcript == "not JSON\n{\"no\":\"type\"}\n\u{1b}[31m\n[1,2]\n")
  #expect(!story.isComplete && story.fault == nil)
}

@Test(arguments: [
  ("2026-11-26T12:00:00Z POST /v1/responses 500 17 --", "endpoint failed"),
  ("2026-11-26T12:00:00Z POST /v1/responses 503 17 SC", "unreachable"),
  ("2026-11-26T12:00:00Z POST /v1/responses 200 17 --", nil),
  ("shell ls -la", nil),
])
func `the relay tells what an agent's words hide`(line: String, name: String?) {
  #expect(LiveTurn.refusal(in: [line, "shell cat SPEC.md"], text: "")?.name == name)
}

@Test func `what a second try can't change is not tried again`() {
  for fault in [AgentFault.unauthorised(""), .toolDenied([]), .outOfTime(1), .outOfBudget("")] {
    #expect(fault.waits.isEmpty, "\(fault.name)")
  }
  #expect(AgentFault.rateLimited("").waits == [5, 15, 45, 120])
}

@Test func `a command that Codex is not to run is told on its standard error alone`() {
  var story = AgentStory()
  let errors = "x ERROR codex_core: error=approval policy is Never; reject command — no\nother\n"
  EventForm.codex.read(errors: errors, into: &story)
  #expect(story.denied == ["shell"])
  var other = AgentStory()
  EventForm.claude.read(errors: errors, into: &other)
  #expect(other.denied == [])
}

@Test func `what Claude Code wrote is told by the answer, and what messages used is a sum`() {
  func use(_ id: String, _ path: String) -> String {
    #"""
    {"type":"assistant","message":{"id":"m\#(id)","usage":{"input_tokens":10,"output_tokens":1},\#
    "content":[{"type":"tool_use","id":"\#(id)","name":"Edit","input":{"file_path":"\#(path)"}}]}}
    """#
  }
  func answer(_ id: String, _ isError: Bool) -> String {
    #"""
    {"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"\#(id)",\#
    "is_error":\#(isError),"content":"x"}]}}
    """#
  }
  let story = story(
    .claude, use("1", "/a"), use("1", "/a"), answer("1", true), use("2", "/b"), answer("2", false))
  #expect(story.written == ["/b"])
  #expect(story.usage == Usage(tokensIn: 20, tokensOut: 2, cached: 0))
}
