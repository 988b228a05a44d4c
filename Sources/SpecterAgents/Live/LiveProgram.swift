import SpecModel
import SpecterKit

/// One of the agents that Specter knows how to start.
public struct LiveProgram: Sendable {
  /// What its start depends on.
  struct Facts: Sendable {
    /// The program's path as the workspace sees it.
    var program: String
    /// The endpoint's address inside.
    var endpoint: String
    /// Whether the workspace is sealed, so that the agent needs no sandbox of its own.
    var isSealed: Bool
    /// What it is asked to be.
    var settings: LiveSettings
    /// Its home folder, where the workspace's commands see it.
    var home = ""
    /// Files and folders that it is given to read only; told with the home folder.
    var readable: [String] = []
    /// Files that it may change; told with the home folder.
    var editable: [String] = []
  }

  /// How it is given its brief, which lies in its folder in any case.
  enum Handing: Sendable { case onInput, asLastWord, asFileOnly }

  /// Its name, as `--agent` takes it.
  public let name: String
  /// The program that must be installed, by its usual name.
  let program: String
  /// The variable that names another place of it.
  var variable: String {
    // One program speaks both of Codex's forms.
    let name = events == .codexServer ? Self.codex.name : name
    return "SPECTER_" + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
  }
  /// How it tells of what it does.
  let events: EventForm
  /// How isolated it is without a sealed workspace: `folder` where it brings a sandbox of its own.
  let bare: IsolationLevel
  /// Its key and endpoint.
  let access: @Sendable () -> ModelAccess
  /// Its arguments.
  let words: @Sendable (Facts) -> [String]
  /// Its environment, without the key.
  let environment: @Sendable (Facts) -> [String: String]
  /// How it is given its brief.
  var handing = Handing.onInput
  /// Whether a model must be named, since it has none of its own.
  var needsModel = false
  /// The second word of a user's own command, which may be a script for the first.
  var script: String?
}

extension LiveProgram {
  /// All that are known, in the order of their names.
  public static let all = [aider, claude, codex, codexServer, miniSWE]

  /// Claude Code. Tools that ask the web are left out, the vendor's own search too: it would run
  /// outside of the sandbox.
  static let claude = LiveProgram(
    name: "claude", program: "claude", events: .claude, bare: .none,
    access: { .claude() },
    words: { facts in
      var words = ["-p", "--output-format", "stream-json", "--verbose", "--no-session-persistence"]
      words += ["--tools", "Bash,Edit,Glob,Grep,Read,Write"]
      words +=
        facts.isSealed
        ? ["--permission-mode", "bypassPermissions"]
        : ["--permission-mode", "acceptEdits", "--allowedTools", "Bash"]
      // Minimal mode reads no settings and no login, only a key.
      if !facts.settings.usesLogin { words.append("--bare") }
      if let model = facts.settings.model { words += ["--model", model] }
      if let effort = facts.settings.effort { words += ["--effort", effort] }
      if let dollars = facts.settings.dollars { words += ["--max-budget-usd", "\(dollars)"] }
      if let turns = facts.settings.turns { words += ["--max-turns", "\(turns)"] }
      return words
    },
    environment: { facts in
      [
        "ANTHROPIC_BASE_URL": facts.endpoint, "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        // Requests are asked again by the agent, turns by Specter's own rule.
        "CLAUDE_CODE_MAX_RETRIES": "3", "DISABLE_AUTOUPDATER": "1",
      ]
    })

  /// Codex, one turn of `codex exec`. The vendor's own web search is off.
  static let codex = LiveProgram(
    name: "codex", program: "codex", events: .codex, bare: .folder,
    access: { .openAI(named: "SPECTER_KEY") },
    words: { facts in
      // Inside another sandbox its own can't start.
      var words = ["exec", "--json", "--skip-git-repo-check", "--ephemeral"]
      words += ["-s", facts.isSealed ? "danger-full-access" : "workspace-write"]
      words += Codex.configuration(facts)
      if let model = facts.settings.model { words += ["-m", model] }
      return words + ["-"]
    },
    environment: { _ in [:] })

  /// Codex again, by the protocol of `codex app-server`: what it uses is told as it goes, and what
  /// it would ask a person is answered.
  static let codexServer = LiveProgram(
    name: "codex-server", program: "codex", events: .codexServer, bare: .folder,
    access: { .openAI(named: "SPECTER_KEY") },
    words: { Codex.configuration($0) + ["app-server"] },
    environment: { _ in [:] })

  /// The program on this machine; throws a `Failure` of code `.agent` when it is not installed.
  func installed() throws -> InstalledProgram {
    let path = ModelAccess.host("PATH") ?? ""
    let named = events == .acp ? nil : ModelAccess.host(variable)
    guard let found = InstalledProgram(named ?? program, path: path, script: script) else {
      throw Failure(
        .agent, "\(name) is not installed: there is no program '\(named ?? program)'",
        remedy: events == .acp
          ? "Install it, or name its path."
          : "Install it, or set \(variable) to its path. `specter agents` lists what is there.")
    }
    return found
  }
}

/// What `codex` is told by its `-c` options, in whatever form it runs.
enum Codex {
  /// The provider that is the workspace's endpoint, and what is switched off.
  static func configuration(_ facts: LiveProgram.Facts) -> [String] {
    var values = [
      ("model_provider", "\"specter\""),
      ("model_providers.specter.name", "\"specter\""),
      ("model_providers.specter.base_url", "\"\(facts.endpoint)\""),
      ("model_providers.specter.wire_api", "\"responses\""),
      ("model_providers.specter.env_key", "\"SPECTER_KEY\""),
      ("model_providers.specter.request_max_retries", "2"),
      ("model_providers.specter.stream_max_retries", "2"),
      ("web_search", "\"disabled\""),
      ("analytics.enabled", "false"), ("check_for_update_on_startup", "false"),
      ("features.plugins", "false"),
    ]
    if let effort = facts.settings.effort {
      values.append(("model_reasoning_effort", "\"\(effort)\""))
    }
    return values.flatMap { ["-c", "\($0)=\($1)"] }
  }
}
