import SpecModel
import SpecterKit

/// A real agent: started for each brief in a fresh workspace, watched by its events, judged by the
/// folder that it leaves.
///
/// A turn that failed is begun again in another fresh workspace as often as its fault's rule says
/// (`AgentFault.waits`); what all turns used is counted.
public struct LiveAgent: Agent {
  let program: LiveProgram
  let sandbox: any Sandbox
  let settings: LiveSettings
  /// The module that an implementer builds: it must not be importable there before.
  let module: String?
  /// Folders of the host that are not to appear in what is kept, with the names in their place.
  let paths: [String: String]
  let announce: @Sendable (String) -> Void
  let pause: @Sendable (Double) async throws -> Void

  /// `announce` is told when a turn is begun again; `pause` waits so many seconds.
  public init(
    _ program: LiveProgram, sandbox: any Sandbox, settings: LiveSettings = LiveSettings(),
    module: String? = nil, paths: [String: String] = [:],
    announce: @escaping @Sendable (String) -> Void = { _ in },
    pause: @escaping @Sendable (Double) async throws -> Void = {
      try await Task.sleep(for: .seconds($0))
    }
  ) {
    self.program = program
    self.sandbox = sandbox
    self.settings = settings
    self.module = module
    self.paths = paths
    self.announce = announce
    self.pause = pause
  }

  /// Has the agent work on `brief`; throws `AgentFailure` when no turn came to anything.
  public func perform(_ brief: Brief) async throws -> AgentRun {
    try Task.checkCancellation()
    let start = Clock.seconds()
    let access = program.access()
    guard access.canLogIn || access.endpoint == nil else {
      throw Failure(
        .agent, "\(program.name) has no key for its model",
        remedy: "Set the variable that `specter agents` names, or log in with \(program.name).")
    }
    let scrubber = Scrubber(secrets: access.secrets, paths: paths)
    var attempts: [AgentAttempt] = []
    var faults: [String: Int] = [:]
    while true {
      let turn = try await LiveTurn(agent: self, access: access, brief: brief).run()
      var run = AgentRun(
        reply: scrubber.clean(turn.reply), transcript: scrubber.clean(turn.story.transcript),
        agent: label(turn), isolation: isolation, usage: turn.story.usage,
        seconds: Clock.seconds() - start)
      run.access = turn.access.map { scrubber.clean($0) }
      run.attempts = attempts
      guard let fault = turn.fault else { return run }
      let sentence = scrubber.clean(fault.sentence)
      attempts.append(
        AgentAttempt(
          fault: fault.name, sentence: sentence, seconds: turn.seconds, usage: turn.story.usage))
      let count = faults[fault.name, default: 0]
      faults[fault.name] = count + 1
      guard count < fault.waits.count, attempts.count < Self.mostTurns else {
        throw AgentFailure(
          Failure(.agent, "\(program.name): \(sentence)", remedy: fault.remedy), run: run,
          attempts: attempts)
      }
      announce(
        "\(program.name), \(brief.key.label): \(sentence); beginning again in "
          + "\(Int(fault.waits[count])) s")
      try await pause(fault.waits[count])
    }
  }

  /// Turns of one brief, whatever their faults.
  private static let mostTurns = 6

  /// How isolated it is.
  var isolation: IsolationLevel {
    sandbox.isolation == .sealed ? .sealed : program.bare
  }

  private func label(_ turn: LiveTurn.Outcome) -> String {
    let version = (turn.story.version ?? turn.version).map { " \($0)" } ?? ""
    let model = (turn.story.model ?? settings.model).map { " (\($0))" } ?? ""
    return program.name + version + model
  }
}
