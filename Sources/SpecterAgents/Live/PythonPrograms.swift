import SpecterKit

// Agents in Python that ask for a model as OpenAI's Chat Completions do, by litellm. They print for
// people; what they did is read from a file that they write (`AgentReport`).
extension LiveProgram {
  /// mini-swe-agent: a shell in a loop, until the model calls the command that ends it.
  static let miniSWE = LiveProgram(
    name: "mini-swe-agent", program: "mini", events: .trajectory, bare: .none,
    access: { .openAI(named: "OPENAI_API_KEY") },
    words: { facts in
      var words = ["-y", "--exit-immediately", "-o", "\(facts.home)/.trajectory.json"]
      words += ["-m", model(facts) ?? "", "-c", "mini.yaml"]
      // Its own default is three dollars.
      words += ["-l", "\(facts.settings.dollars ?? 0)"]
      if let turns = facts.settings.turns { words += ["-c", "agent.step_limit=\(turns)"] }
      if let effort = facts.settings.effort {
        words += ["-c", "model.model_kwargs.reasoning_effort=\(effort)"]
      }
      return words + ["-t"]
    },
    environment: { facts in
      let more = [
        "MSWEA_CONFIGURED": "true", "MSWEA_MODEL_RETRY_STOP_AFTER_ATTEMPT": "3",
        // Without a price no limit on money can be kept: then it says so and ends.
        "MSWEA_COST_TRACKING": facts.settings.dollars == nil ? "ignore_errors" : "default",
      ]
      return litellm(facts).merging(more) { $1 }
    }, handing: .asLastWord, needsModel: true)

  /// aider: it edits by what the model says, and knows no files but those that it is told.
  static let aider = LiveProgram(
    name: "aider", program: "aider", events: .analytics, bare: .none,
    access: { .openAI(named: "OPENAI_API_KEY") },
    words: { facts in
      var words = ["--yes-always", "--no-pretty", "--no-stream", "--no-fancy-input"]
      words += ["--no-git", "--map-tokens", "0", "--no-suggest-shell-commands"]
      // It would ask the web, or tell of itself there.
      words += ["--no-check-update", "--no-show-release-notes", "--no-show-model-warnings"]
      words += ["--no-detect-urls", "--disable-playwright", "--analytics-disable"]
      words += ["--analytics-log", "\(facts.home)/.analytics.jsonl"]
      // Else they would lie in the folder.
      words += ["--chat-history-file", "/dev/null", "--input-history-file", "/dev/null"]
      // A spec has fences of its own, at which a whole file's would end.
      words += ["--edit-format", "diff"]
      if let model = model(facts) { words += ["--model", model] }
      if let effort = facts.settings.effort { words += ["--reasoning-effort", effort] }
      for path in facts.readable { words += ["--read", path] }
      for path in facts.editable { words += ["--file", path] }
      return words + ["--message-file", "BRIEF.md"]
    },
    environment: litellm, handing: .asFileOnly)

  /// A model of the endpoint's, as litellm names it.
  private static func model(_ facts: Facts) -> String? {
    facts.settings.model.map { $0.hasPrefix("openai/") ? $0 : "openai/\($0)" }
  }

  @Sendable private static func litellm(_ facts: Facts) -> [String: String] {
    [
      "OPENAI_API_BASE": facts.endpoint, "OPENAI_BASE_URL": facts.endpoint,
      "LITELLM_LOCAL_MODEL_COST_MAP": "True", "PYTHONUNBUFFERED": "1",
    ]
  }
}
