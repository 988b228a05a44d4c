import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@testable import SpecterAgents

@Test(arguments: [
  ("recorded", AgentChoice.recorded(nil)), ("recorded:a/b", .recorded("a/b")),
  ("handoff", .handoff(nil)), ("handoff:/tmp/x:y", .handoff("/tmp/x:y")),
  ("command:agent", .command(["agent"])),
  (
    #"command: sh -c 'echo "a b" > x'  "" c\ d "#,
    .command(["sh", "-c", #"echo "a b" > x"#, "", "c d"])
  ),
  ("command:A=b run", .command(["A=b", "run"])),
  ("acp:agent --acp 'a b'", .acp(["agent", "--acp", "a b"])),
])
func `an agent is read as a user names it`(text: String, choice: AgentChoice) throws {
  #expect(try AgentChoice(parsing: text) == choice)
}

@Test(arguments: [
  ("recordd", "Did you mean 'recorded'?"), ("Handoff", "Did you mean 'handoff'?"),
  ("recorded:", "Write 'recorded' or 'recorded:DIR'"), ("command:", "python3 agent.py"),
  ("command", "python3 agent.py"), ("command:a 'b", "Close the quote"),
  ("acp:", "acp:python3 agent.py"), ("acp", "acp:python3 agent.py"),
  ("zebra", "An agent is recorded[:DIR]"), ("", "An agent is"), ("command:''", "python3"),
])
func `an agent that is misnamed is a usage failure that helps`(text: String, remedy: String) throws
{
  let failure = #expect(throws: Failure.self) { try AgentChoice(parsing: text) }
  #expect(failure?.code == .usage)
  #expect(failure?.remedy.contains(remedy) == true, "\(failure?.remedy ?? "")")
}

@Test func `roles have agents of their own or the usual one`() throws {
  let settings = try AgentSettings(parsing: [
    "implementer=command:env A=1 build", "handoff", "extractor=recorded:old",
  ])
  #expect(settings[.implementer] == .command(["env", "A=1", "build"]))
  #expect(settings[.extractor] == .recorded("old"))
  #expect(settings[.reviser] == .handoff(nil))
  #expect(
    settings.descriptions == [
      "extractor=recorded:old", "implementer=command:env A=1 build", "reviser=handoff",
      "distiller=handoff",
    ])
  #expect(try AgentSettings(parsing: []) == AgentSettings())
}

@Test(arguments: [
  (["implementor=recorded"], "Did you mean 'implementer'?"),
  (["recorded", "handoff"], "implementer=handoff"), (["=recorded"], "Roles are extractor"),
  (["reviser=recorded", "reviser=handoff"], "Name one."), (["reviser="], "An agent is"),
])
func `settings that can't hold are a usage failure that helps`(words: [String], remedy: String)
  throws
{
  let failure = #expect(throws: Failure.self) { try AgentSettings(parsing: words) }
  #expect(failure?.code == .usage)
  #expect(failure?.remedy.contains(remedy) == true, "\(failure?.remedy ?? "")")
}

@Test func `a team records its live agents and replays them`() async throws {
  try await withTemporaryFolder { folder in
    let sandbox = InMemorySandbox { _, files in
      files["sample.py"] = [1]
      return CommandResult(end: .exited(0), output: [], errors: [])
    }
    var places = AgentPlaces(
      recordings: "\(folder)/recordings", handoff: "\(folder)/handoff", sandbox: sandbox,
      recorder: "1.0")
    let brief = AgentSamples.brief(.implementer)
    let live = try AgentTeam(AgentSettings(parsing: ["command:agent"]), places: places)
    let run = try await live.perform(brief)
    places.recorder = nil
    let replayed = try await AgentTeam(AgentSettings(), places: places).perform(brief)
    #expect(replayed.reply == run.reply)
    #expect(replayed.agent == "recorded (command (agent))")
    #expect(try Disk.names(in: "\(folder)/recordings").count == 1)
  }
}
