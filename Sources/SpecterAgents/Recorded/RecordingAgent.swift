import SpecModel
import SpecterKit

/// Has another agent do the work, and writes its reply down before it hands it on.
public struct RecordingAgent: Agent {
  private let agent: any Agent
  private let store: RecordingStore
  private let isolatedHow: String
  private let specter: String
  private let date: @Sendable () -> String

  /// Records `agent` in `store`.
  ///
  /// `isolatedHow` says in words what kept the reference from the agent; `specter` is the version
  /// that records; `date` is for tests, by default the host's clock.
  public init(
    _ agent: any Agent, store: RecordingStore, isolatedHow: String, specter: String,
    date: (@Sendable () -> String)? = nil
  ) {
    self.agent = agent
    self.store = store
    self.isolatedHow = isolatedHow
    self.specter = specter
    self.date = date ?? Clock.date
  }

  /// The wrapped agent's reply; a failure of the agent leaves no recording.
  public func perform(_ brief: Brief) async throws -> AgentRun {
    let run = try await agent.perform(brief)
    let recording = Recording(
      of: run, to: brief, date: date(), isolatedHow: isolatedHow, specter: specter)
    try store.write(recording, of: run, to: brief)
    return run
  }
}
