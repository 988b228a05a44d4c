import Glibc
import SpecModel
import SpecterKit

/// How an agent gets at its model: the endpoint with the key that the relay adds, or a login that
/// only the agent itself can use.
struct ModelAccess: Sendable {
  /// The endpoint; nil: the agent is started without one.
  var endpoint: ModelEndpoint?
  /// What the agent needs in its environment; a placeholder where the relay adds the key.
  var environment: [String: Secret]
  /// Where the key comes from, for people; nil: there is none.
  var source: String?
  /// All secrets that are in it.
  var secrets: [Secret]

  /// Stands for a key where the relay adds the real one.
  static let placeholder = Secret("the-relay-adds-the-key")

  /// Whether there is any key.
  var canLogIn: Bool { source != nil }

  /// The host's variables that a key or an address can come from, read once.
  typealias Variables = @Sendable (String) -> String?

  /// This process's environment; an empty variable counts as none.
  static let host: Variables = { name in
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// No endpoint, for an agent that may need none.
  static let none = ModelAccess()

  private init() {
    environment = [:]
    secrets = []
  }

  private init(
    _ address: String, headers: [String: Secret] = [:], environment: [String: Secret] = [:],
    source: String? = nil
  ) {
    endpoint = ModelEndpoint(address: address, headers: headers)
    self.environment = environment
    self.source = source
    secrets = (Array(headers.values) + environment.values).filter { $0 != Self.placeholder }
  }

  /// Claude Code's: `ANTHROPIC_API_KEY`, `ANTHROPIC_AUTH_TOKEN`, `CLAUDE_CODE_OAUTH_TOKEN`, else
  /// its own login; the address is `ANTHROPIC_BASE_URL` or Anthropic's.
  static func claude(_ variable: Variables = host) -> ModelAccess {
    let address = variable("ANTHROPIC_BASE_URL") ?? "https://api.anthropic.com"
    if let key = variable("ANTHROPIC_API_KEY") {
      return ModelAccess(
        address, headers: ["x-api-key": Secret(key)],
        environment: ["ANTHROPIC_API_KEY": placeholder], source: "ANTHROPIC_API_KEY")
    }
    if let token = variable("ANTHROPIC_AUTH_TOKEN") {
      return ModelAccess(
        address, headers: ["authorization": Secret("Bearer \(token)")],
        environment: ["ANTHROPIC_AUTH_TOKEN": placeholder], source: "ANTHROPIC_AUTH_TOKEN"
      ).adding(Secret(token))
    }
    if let token = variable("CLAUDE_CODE_OAUTH_TOKEN") {
      return ModelAccess(
        address, environment: ["CLAUDE_CODE_OAUTH_TOKEN": Secret(token)],
        source: "CLAUDE_CODE_OAUTH_TOKEN")
    }
    let folder = variable("CLAUDE_CONFIG_DIR") ?? variable("HOME").map { $0 + "/.claude" }
    if let login = document(folder, ".credentials.json"),
      let token = login["claudeAiOauth"]?["accessToken"]?.stringValue
    {
      return ModelAccess(
        address, environment: ["CLAUDE_CODE_OAUTH_TOKEN": Secret(token)], source: "its own login")
    }
    return ModelAccess(address)
  }

  /// Whatever speaks as OpenAI does: `CODEX_API_KEY`, `OPENAI_API_KEY`, else the key of Codex's own
  /// login; the address is `OPENAI_BASE_URL` or OpenAI's. The agent finds a placeholder in `name`.
  static func openAI(named name: String, _ variable: Variables = host) -> ModelAccess {
    let address = variable("OPENAI_BASE_URL") ?? "https://api.openai.com/v1"
    func access(_ key: String, from source: String) -> ModelAccess {
      ModelAccess(
        address, headers: ["authorization": Secret("Bearer \(key)")],
        environment: [name: placeholder], source: source
      ).adding(Secret(key))
    }
    for source in ["CODEX_API_KEY", "OPENAI_API_KEY"] {
      if let key = variable(source) { return access(key, from: source) }
    }
    let folder = variable("CODEX_HOME") ?? variable("HOME").map { $0 + "/.codex" }
    if let key = document(folder, "auth.json")?["OPENAI_API_KEY"]?.stringValue {
      return access(key, from: "its own login")
    }
    return ModelAccess(address)
  }

  private func adding(_ secret: Secret) -> ModelAccess {
    var access = self
    access.secrets.append(secret)
    return access
  }

  private static func document(_ folder: String?, _ name: String) -> Value? {
    guard let folder, let bytes = try? Disk.read("\(folder)/\(name)") else { return nil }
    return try? Value(parsing: bytes)
  }
}
