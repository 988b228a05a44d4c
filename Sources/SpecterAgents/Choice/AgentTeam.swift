import SpecModel
import SpecterKit

/// Where the agents of one library find their things.
public struct AgentPlaces: Sendable {
  /// Folder of the library's recordings, for example `corpora/inflection/recordings`.
  public var recordings: String
  /// Folder below which work is handed over, for example `.specter/handoff`.
  public var handoff: String
  /// Where commands run.
  public var sandbox: any Sandbox
  /// Limits on a command.
  public var limits: Limits
  /// What live agents may use; model and effort are each choice's own.
  public var live: LiveSettings
  /// The module that is built: no implementer may find it where it works.
  public var module: String?
  /// Folders of the host that are kept out of recordings, with the names in their place.
  public var paths: [String: String]
  /// Longest wait for work that was handed over, in seconds; nil: no limit.
  public var patience: Double?
  /// Whether live agents are recorded, and by which version of Specter; nil: they are not.
  public var recorder: String?
  /// Told where Specter waits for somebody.
  public var announce: @Sendable (String) -> Void

  /// Places.
  public init(
    recordings: String, handoff: String, sandbox: any Sandbox,
    limits: Limits = Limits(seconds: 1_800), live: LiveSettings = LiveSettings(),
    module: String? = nil, paths: [String: String] = [:], patience: Double? = nil,
    recorder: String? = nil,
    announce: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.recordings = recordings
    self.handoff = handoff
    self.sandbox = sandbox
    self.limits = limits
    self.live = live
    self.module = module
    self.paths = paths
    self.patience = patience
    self.recorder = recorder
    self.announce = announce
  }
}

/// One agent made of one for each role.
public struct AgentTeam: Agent {
  private let settings: AgentSettings
  private let places: AgentPlaces

  /// The agents that `settings` names, with their things at `places`.
  public init(_ settings: AgentSettings, places: AgentPlaces) {
    self.settings = settings
    self.places = places
  }

  /// Has the agent of the brief's role work on it.
  public func perform(_ brief: Brief) async throws -> AgentRun {
    try await agent(settings[brief.key.role]).perform(brief)
  }

  private func agent(_ choice: AgentChoice) -> any Agent {
    switch choice {
    case .recorded(let folder):
      return RecordedAgent(store: RecordingStore(folder: folder ?? places.recordings))
    case .handoff(let folder):
      let agent = HandoffAgent(
        directory: folder ?? places.handoff,
        patience: HandoffAgent.Patience(seconds: places.patience), announce: places.announce)
      return recorded(
        agent,
        how: "a folder handed to somebody who gave their word to work in it alone")
    case .command(let words):
      let agent = CommandAgent(command: words, sandbox: places.sandbox, limits: places.limits)
      let how =
        switch places.sandbox.isolation {
        case .sealed: "a sandbox with its folder, without network, nothing else in reach"
        case .folder: "a folder, and what the program itself keeps to"
        case .none: "nothing: it could read whatever its user may"
        }
      return recorded(agent, how: how)
    case .acp(let words):
      return live(.acp(words), settings: places.live)
    case .live(let choice):
      var settings = places.live
      settings.model = choice.model
      settings.effort = choice.effort
      return live(choice.program, settings: settings)
    }
  }

  private func live(_ program: LiveProgram, settings: LiveSettings) -> any Agent {
    let agent = LiveAgent(
      program, sandbox: places.sandbox, settings: settings, module: places.module,
      paths: places.paths, announce: places.announce)
    let how =
      switch agent.isolation {
      case .sealed:
        "a sandbox with its folder, a fresh home and the model's endpoint, nothing else in reach"
      case .folder: "a folder, and the agent's own sandbox"
      case .none: "nothing: it could read whatever its user may"
      }
    return recorded(agent, how: how)
  }

  private func recorded(_ agent: any Agent, how: String) -> any Agent {
    guard let specter = places.recorder else { return agent }
    return RecordingAgent(
      agent, store: RecordingStore(folder: places.recordings), isolatedHow: how, specter: specter)
  }
}
