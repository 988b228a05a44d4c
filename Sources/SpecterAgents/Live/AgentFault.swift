/// Why a live agent's turn is no work, told apart by its events and its folder; its exit status
/// says nothing (docs/agents.md, "What counts as work").
enum AgentFault: Sendable, Hashable {
  /// No event came for so many seconds.
  case stalled(Double)
  /// The endpoint could not be reached, or broke off.
  case unreachable(String)
  /// The endpoint wants another key, or none of it: 401, 403.
  case unauthorised(String)
  /// The endpoint wants fewer requests: 429.
  case rateLimited(String)
  /// The endpoint failed: 500 and above.
  case endpointFailed(String)
  /// The agent was not allowed to use the tools that it needed.
  case toolDenied([String])
  /// The agent itself says that its turn failed.
  case turnFailed(String)
  /// It ended without saying that its turn was complete.
  case endedEarly(String)
  /// It was killed by a signal.
  case killed(Int)
  /// It was not done within its time, in seconds.
  case outOfTime(Double)
  /// It used up the turns, tokens or money that it was given.
  case outOfBudget(String)
  /// It left no new or changed file.
  case nothingDone(String)
  /// What it wrote lies outside of its folder, and nothing in it.
  case wroteElsewhere([String])

  /// Its name in histories and recordings.
  var name: String {
    switch self {
    case .stalled: "stalled"
    case .unreachable: "unreachable"
    case .unauthorised: "unauthorised"
    case .rateLimited: "rate limited"
    case .endpointFailed: "endpoint failed"
    case .toolDenied: "tool denied"
    case .turnFailed: "turn failed"
    case .endedEarly: "ended early"
    case .killed: "killed"
    case .outOfTime: "out of time"
    case .outOfBudget: "out of budget"
    case .nothingDone: "nothing done"
    case .wroteElsewhere: "wrote elsewhere"
    }
  }

  /// What happened, in words.
  var sentence: String {
    func said(_ text: String) -> String { text.isEmpty ? "" : ": \(text)" }
    switch self {
    case .stalled(let seconds): return "it said nothing for \(Int(seconds)) s"
    case .unreachable(let text): return "the model's endpoint can't be reached\(said(text))"
    case .unauthorised(let text): return "the model's endpoint refused the key\(said(text))"
    case .rateLimited(let text): return "the model's endpoint is asked too often\(said(text))"
    case .endpointFailed(let text): return "the model's endpoint failed\(said(text))"
    case .toolDenied(let names): return "it was denied \(names.joined(separator: ", "))"
    case .turnFailed(let text): return "its turn failed\(said(text))"
    case .endedEarly(let text): return "it ended before its turn was complete\(said(text))"
    case .killed(let signal): return "it was killed by signal \(signal)"
    case .outOfTime(let seconds): return "it was not done within \(Int(seconds)) s"
    case .outOfBudget(let text): return "it used up what it was given\(said(text))"
    case .nothingDone(let text): return "it left no new or changed file\(said(text))"
    case .wroteElsewhere(let paths):
      return "it wrote outside of its folder: \(paths.prefix(5).joined(separator: ", "))"
    }
  }

  /// What to do about it.
  var remedy: String {
    switch self {
    case .stalled: "Raise --stall, or look at the model's endpoint."
    case .unreachable: "Look at the endpoint's address and at the network."
    case .unauthorised: "Set the key that `specter agents` names, or log in with the agent itself."
    case .rateLimited: "Wait, lower --parallel, or use another key."
    case .endpointFailed: "Try again later."
    case .toolDenied: "Run it sealed, where it may use all of its tools, or allow them to it."
    case .turnFailed, .endedEarly: "Read what it said, and try `specter agents test`."
    case .killed: "Look at the limits on memory and processes."
    case .outOfTime: "Raise --agent-minutes."
    case .outOfBudget: "Raise the budget."
    case .nothingDone, .wroteElsewhere: "It must write into the folder that it starts in."
    }
  }

  /// How many times a turn is begun again after this, and the seconds to wait before each.
  ///
  /// What a second try can't change is not tried again. The waits are constants of ours: agents
  /// retry single requests by themselves before they give up.
  var waits: [Double] {
    switch self {
    case .rateLimited: [5, 15, 45, 120]
    case .endpointFailed, .unreachable: [2, 10, 40]
    case .stalled, .turnFailed, .endedEarly, .killed: [2]
    case .nothingDone, .wroteElsewhere: [0]
    case .unauthorised, .toolDenied, .outOfTime, .outOfBudget: []
    }
  }
}

extension AgentFault {
  /// The fault that a status of HTTP stands for; nil for one that is none.
  init?(status: Int, text: String) {
    switch status {
    case 401, 403: self = .unauthorised(text)
    case 429: self = .rateLimited(text)
    case 500...: self = .endpointFailed(text)
    case 400...: self = .turnFailed(text)
    default: return nil
    }
  }
}
