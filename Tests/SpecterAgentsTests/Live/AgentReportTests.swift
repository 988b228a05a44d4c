import SpecModel
import Testing

@testable import SpecterAgents

private func trajectory(_ status: String, last: String = "") -> AgentStory {
  var story = AgentStory()
  let text = #"""
    {"info":{"mini_version":"2.4.6","model_stats":{"instance_cost":0.25,"api_calls":2},
    "config":{"model":{"model_name":"openai/m"}},"exit_status":"\#(status)"},
    "messages":[
    {"role":"system","content":"You are"},
    {"role":"user","content":"Do it. <system_information>Linux</system_information>"},
    {"role":"assistant","content":"I look.","extra":{"actions":[{"command":"ls -la"}],
    "response":{"usage":{"prompt_tokens":1200,"completion_tokens":34,
    "prompt_tokens_details":{"cached_tokens":200}}}}},
    {"role":"tool","content":"total 12"},
    {"role":"user","content":"wrong form","extra":{"response":{"usage":
    {"prompt_tokens":1000,"completion_tokens":6}}}},
    {"role":"exit","content":"\#(last)"}]}
    """#
  EventForm.trajectory.read(Array("printed for people".utf8), into: &story)
  EventForm.trajectory.read(report: Array(text.utf8), into: &story)
  return story
}

@Test func `a trajectory stands in place of what was printed`() {
  let story = trajectory("Submitted")
  #expect(story.isComplete && story.fault == nil)
  #expect(story.version == "2.4.6" && story.model == "m")
  #expect(story.usage == Usage(tokensIn: 2200, tokensOut: 40, cached: 200, dollars: 0.25))
  #expect(story.tools == ["bash ls -la"])
  #expect(story.transcript == "\nI look.\n\n> bash: ls -la\n\ntotal 12\n\nwrong form\n")
}

@Test(arguments: [
  ("LimitsExceeded", "out of budget"), ("AuthenticationError", "unauthorised"),
  ("RateLimitError", "rate limited"), ("InternalServerError", "endpoint failed"),
  ("APIConnectionError", "unreachable"), ("RepeatedFormatError", "turn failed"),
])
func `a trajectory that was not submitted tells why`(status: String, name: String) {
  let story = trajectory(status, last: "no more")
  #expect(story.isComplete && story.fault?.name == name)
}

@Test func `a trajectory without an end is none yet`() {
  let story = trajectory("")
  #expect(!story.isComplete && story.usage?.tokensOut == 40)
}

@Test func `what is no report leaves the story as it is`() {
  for form in [EventForm.trajectory, .analytics] {
    var story = AgentStory()
    form.read(Array("printed".utf8), into: &story)
    form.read(report: Array("{ no JSON".utf8), into: &story)
    #expect(story.transcript == "printed\n" && story.usage == nil && !story.isComplete)
  }
}

@Test func `the events of aider are counted`() {
  var story = AgentStory()
  let lines = #"""
    {"event":"launched","properties":{}}
    {"event":"message_send","properties":\#
    {"prompt_tokens":1200,"completion_tokens":34,"total_cost":0}}
    {"event":"message_send","properties":\#
    {"prompt_tokens":100,"completion_tokens":1,"total_cost":0.5}}
    {"event":"exit","properties":{"reason":"Completed --message-file"}}
    """#
  EventForm.analytics.read(report: Array(lines.utf8), into: &story)
  #expect(story.usage == Usage(tokensIn: 1300, tokensOut: 35, dollars: 0.5))
  #expect(story.isComplete && story.fault == nil)
}

@Test func `the agents in Python are told their limits, and what they may change`() {
  var facts = LiveProgram.Facts(
    program: "/env/bin/mini", endpoint: "http://127.0.0.1:1/v1", isSealed: true,
    settings: LiveSettings(model: "m", effort: "high", dollars: 0.5, turns: 7))
  facts.home = "/home/agent"
  (facts.readable, facts.editable) = (["reference"], ["SPEC.md"])
  let mini = LiveProgram.miniSWE.words(facts).joined(separator: " ")
  for words in [
    "-m openai/m", "-l 0.5", "-c agent.step_limit=7", "reasoning_effort=high",
    "-o /home/agent/.trajectory.json",
  ] {
    #expect(mini.contains(words), "\(words)")
  }
  // A limit on money needs a price.
  #expect(LiveProgram.miniSWE.environment(facts)["MSWEA_COST_TRACKING"] == "default")
  let aider = LiveProgram.aider.words(facts).joined(separator: " ")
  for words in [
    "--model openai/m", "--read reference --file SPEC.md --message-file BRIEF.md",
    "--analytics-log /home/agent/.analytics.jsonl",
  ] {
    #expect(aider.contains(words), "\(words)")
  }
  facts.settings = LiveSettings(model: "openai/m")
  #expect(LiveProgram.miniSWE.words(facts).contains("openai/m"))
  #expect(LiveProgram.miniSWE.environment(facts)["MSWEA_COST_TRACKING"] == "ignore_errors")
}
