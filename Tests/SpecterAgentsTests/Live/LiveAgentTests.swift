import SpecModel
import SpecterTesting
import Synchronization
import Testing

@testable import SpecterAgents
@testable import SpecterKit

@Test func `secrets and paths are taken out everywhere`() throws {
  let scrubber = Scrubber(
    secrets: [Secret("planted-secret-1"), Secret("short")],
    paths: ["/home/me/project": "[project]", "/home/me": "[home]"])
  #expect(
    scrubber.clean("key planted-secret-1 short /home/me/project/a /home/me/b")
      == "key [secret] short [project]/a [home]/b")
  let tree = try #require(FileTree(["a.py": Array("K = 'planted-secret-1'\n".utf8)]))
  #expect(scrubber.clean(tree).text("a.py") == "K = '[secret]'\n")
}

@Test func `what looks like a key is taken out, words are not`() {
  let scrubber = Scrubber(secrets: [])
  #expect(scrubber.clean("x=sk-ant-abcdefghijklmnop-0123456789.") == "x=[secret].")
  for text in ["sk-short", "task-abcdefghijklmnopqrstuvwxyz", "", "sk-", "no key at all"] {
    #expect(scrubber.clean(text) == text)
  }
}

@Test func `a secret does not show itself`() {
  let secret = Secret("planted-secret-1")
  #expect(!"\(secret) \([secret]) \(["key": secret])".contains("planted"))
  #expect(!String(reflecting: ModelEndpoint(address: "x", headers: ["a": secret])).contains("plan"))
  var text = ""
  dump(ModelEndpoint(address: "x", headers: ["a": secret]), to: &text)
  #expect(!text.contains("planted"))
}

@Test func `a key comes from the first variable that has one, and stays with the relay`() {
  func access(_ variables: [String: String]) -> ModelAccess {
    ModelAccess.claude { variables[$0] }
  }
  let key = access(["ANTHROPIC_API_KEY": "k1", "ANTHROPIC_AUTH_TOKEN": "k2"])
  #expect(key.source == "ANTHROPIC_API_KEY" && key.endpoint?.headers["x-api-key"]?.text == "k1")
  #expect(key.environment["ANTHROPIC_API_KEY"] == ModelAccess.placeholder)
  let token = access(["ANTHROPIC_AUTH_TOKEN": "k2"])
  #expect(token.endpoint?.headers["authorization"]?.text == "Bearer k2")
  #expect(token.secrets.contains(Secret("k2")))
  let own = access(["CLAUDE_CODE_OAUTH_TOKEN": "k3"])
  #expect(own.endpoint?.headers.isEmpty == true && own.environment.values.contains(Secret("k3")))
  #expect(!access(["HOME": "/nowhere"]).canLogIn)
  let other = ModelAccess.openAI(named: "N") { ["OPENAI_API_KEY": "k4"][$0] }
  #expect(other.endpoint?.headers["authorization"]?.text == "Bearer k4")
  #expect(other.endpoint?.address == "https://api.openai.com/v1")
}

@Test func `agents are named with model and effort`() throws {
  let whole = try AgentChoice(parsing: "codex:gpt-9@high")
  #expect(whole == .live(LiveChoice(program: .codex, model: "gpt-9", effort: "high")))
  #expect(
    try AgentChoice(parsing: "claude@low")
      == .live(LiveChoice(program: .claude, model: nil, effort: "low")))
  #expect(whole.spelling == "codex:gpt-9@high")
  #expect(try AgentSettings(parsing: ["implementer=claude:m"])[.implementer].spelling == "claude:m")
  for text in ["codex:", "claude@", "cloude", "codex:@high", "mini-swe-agent"] {
    #expect(throws: Failure.self, "\(text)") { try AgentChoice(parsing: text) }
  }
}

// SPEC: R-CLI-21
@Test func `an implementer that has seen the canary is refused`() throws {
  let brief = AgentSamples.brief(.implementer)
  let reference = Digest.of("a reference")
  let canary = Canary(of: reference)
  func run(_ text: String) -> AgentRun {
    AgentRun(reply: FileTree(), transcript: text, agent: "a", isolation: .none, seconds: 0)
  }
  for text in [canary.mark, "ls /cache/unpacked/\(reference.hex)/site"] {
    let failure = #expect(throws: Failure.self) { try canary.check(run(text), of: brief) }
    #expect(failure?.code == .integrity)
  }
  var left = run("")
  left.access = ["Read \(canary.mark)"]
  #expect(throws: Failure.self) { try canary.check(left, of: brief) }
  try canary.check(run("nothing of the kind"), of: brief)
  let planted = canary.planted(in: FileTree())
  #expect(planted.text(Canary.path)?.contains(canary.mark) == true)
  #expect(canary.objection(to: planted[Canary.path] ?? []) != nil)
}
