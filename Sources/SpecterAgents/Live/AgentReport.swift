import SpecModel

/// What an agent that prints for people alone writes down for programs: a file in its home folder,
/// read when the agent has ended, however it ended.
enum AgentReport {
  /// mini-swe-agent's trajectory, measured with 2.4.6. It is written after every step, and holds
  /// whole what the agent prints cut to the width of a terminal.
  static func readTrajectory(_ bytes: [UInt8], into story: inout AgentStory) {
    guard let document = try? Value(parsing: bytes), let info = document["info"] else { return }
    story = AgentStory()
    story.version = info["mini_version"]?.stringValue
    story.model = info["config"]?["model"]?["model_name"]?.stringValue.map(plain)
    var usage = Usage(tokensIn: 0, tokensOut: 0)
    for message in document["messages"]?.arrayValue ?? [] {
      tell(message, &story)
      // What was answered in the wrong form was billed too.
      guard let used = message["extra"]?["response"]?["usage"] else { continue }
      usage.tokensIn += used["prompt_tokens"]?.intValue ?? 0
      usage.tokensOut += used["completion_tokens"]?.intValue ?? 0
      if let cached = used["prompt_tokens_details"]?["cached_tokens"]?.intValue {
        usage.cached = (usage.cached ?? 0) + cached
      }
    }
    // A model whose price is not known costs nothing there.
    let dollars = info["model_stats"]?["instance_cost"]?.doubleValue ?? 0
    if dollars > 0 { usage.dollars = dollars }
    if usage.tokensOut > 0 { story.usage = usage }
    end(info["exit_status"]?.stringValue ?? "", document, &story)
  }

  private static func tell(_ message: Value, _ story: inout AgentStory) {
    let text = message["content"]?.stringValue ?? ""
    // The first two are its own instructions and the brief.
    if message["role"]?.stringValue == "system" || text.contains("<system_information>") { return }
    if !text.isEmpty { story.say("\n" + text) }
    guard message["role"]?.stringValue == "assistant" else { return }
    for action in message["extra"]?["actions"]?.arrayValue ?? [] {
      story.use("bash", action["command"]?.stringValue ?? "")
    }
  }

  /// Its last state is the name of an error of Python's, where one ended it.
  private static func end(_ status: String, _ document: Value, _ story: inout AgentStory) {
    story.isComplete = !status.isEmpty
    let last = document["messages"]?.arrayValue?.last?["content"]?.stringValue ?? ""
    let text = Printable.line(last.utf8)
    switch status {
    case "", "Submitted": break
    case "LimitsExceeded", "TimeExceeded": story.fault = .outOfBudget("its turns or its money")
    case "AuthenticationError", "PermissionDeniedError": story.fault = .unauthorised(text)
    case "RateLimitError": story.fault = .rateLimited(text)
    case "InternalServerError", "ServiceUnavailableError", "BadGatewayError":
      story.fault = .endpointFailed(text)
    case "APIConnectionError", "Timeout": story.fault = .unreachable(text)
    case "RuntimeError" where last.contains("calculating cost"):
      story.fault = .turnFailed("no price of the model is known, so money can't be limited")
    default: story.fault = .turnFailed("\(status) \(text)")
    }
  }

  /// aider's log of events, a line each, measured with 0.86.2: nothing of it leaves the machine.
  static func readAnalytics(_ bytes: [UInt8], into story: inout AgentStory) {
    var usage = Usage(tokensIn: 0, tokensOut: 0)
    for line in bytes.split(separator: 0x0A) {
      guard let event = try? Value(parsing: Array(line)) else { continue }
      let more = event["properties"] ?? .null
      switch event["event"]?.stringValue {
      case "message_send":
        usage.tokensIn += more["prompt_tokens"]?.intValue ?? 0
        usage.tokensOut += more["completion_tokens"]?.intValue ?? 0
        let dollars = more["total_cost"]?.doubleValue ?? 0
        if dollars > 0 { usage.dollars = dollars }
      case "message_send_exception":
        story.fault = .turnFailed(Printable.line((more["exception"]?.stringValue ?? "").utf8))
      case "exit": story.isComplete = true
      default: break
      }
    }
    if usage.tokensOut > 0 { story.usage = usage }
  }

  /// A model's name without the prefix that Specter gave it.
  private static func plain(_ model: String) -> String {
    model.hasPrefix("openai/") ? String(model.dropFirst(7)) : model
  }
}
