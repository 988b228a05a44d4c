import SpecModel

/// The one owner of a run's order: numbers its events, writes each down, and only then shows it.
public actor RunRecorder {
  private let run: String
  private let store: any Store
  private let clock: Clock
  private let show: @Sendable (RecordedEvent) async -> Void
  private var sequence: Int
  private var finished: [RunStep: StepResult] = [:]
  private var hasEnded = false
  /// What the run cost so far.
  public private(set) var cost: RunCost
  /// Whether an event is being written, and who waits to write the next, in the order of arrival:
  /// steps run side by side, and an actor lets others in while it waits for its store.
  private var isWriting = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// A recorder that goes on after `past`, the run's events so far.
  public init(
    run: String, past: [RecordedEvent], store: any Store, clock: Clock,
    show: @escaping @Sendable (RecordedEvent) async -> Void
  ) {
    self.run = run
    self.store = store
    self.clock = clock
    self.show = show
    sequence = past.last?.sequence ?? 0
    cost = RunCost(past)
    for event in past.map(\.event) {
      if case .stepEnded(let step, let result, _) = event { finished[step] = result }
      if case .ended(_, _, let spent) = event { hasEnded = spent == nil }
    }
  }

  /// Writes an event down and shows it. A run that ended has one end: a second is left out.
  public func record(_ event: RunEvent) async throws {
    await beginWriting()
    defer { endWriting() }
    if case .ended = event, hasEnded { return }
    let recorded = RecordedEvent(
      run: run, sequence: sequence + 1, time: clock.time(), event: event)
    try await store.append(recorded)
    sequence += 1
    cost.add(recorded)
    note(event)
    await show(recorded)
  }

  private func beginWriting() async {
    guard isWriting else {
      isWriting = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Hands the turn on without letting go of it in between.
  private func endWriting() {
    if waiting.isEmpty { isWriting = false } else { waiting.removeFirst().resume() }
  }

  private func note(_ event: RunEvent) {
    switch event {
    case .stepEnded(let step, let result, _): finished[step] = result
    // A run that spent a budget goes on with a larger one.
    case .ended(_, _, let spent): hasEnded = spent == nil
    case .began, .resumed, .stepBegan, .stepFailed: break
    }
  }

  /// The result of a step that ended in this run or before it was resumed.
  public func result(of step: RunStep) -> StepResult? { finished[step] }
}

/// What a step's body gives back: its result, and what part of its time was not Specter's own.
public struct StepOutcome: Sendable {
  /// What the step came to.
  public var result: StepResult
  /// Seconds that an agent or a subject took.
  public var outside: Double
  /// What an agent used.
  public var usage: Usage?

  /// An outcome.
  public init(_ result: StepResult, outside: Double = 0, usage: Usage? = nil) {
    self.result = result
    self.outside = outside
    self.usage = usage
  }
}

extension RunRecorder {
  /// Runs a step unless it has ended before: a completed step never runs again. The end is durable
  /// before this returns.
  public nonisolated func step(
    _ step: RunStep, _ body: @Sendable () async throws -> StepOutcome
  ) async throws -> StepResult {
    if let known = await result(of: step) { return known }
    try await record(.stepBegan(step))
    let start = clock.monotonic()
    let outcome: StepOutcome
    do {
      outcome = try await body()
    } catch {
      try await note(error, of: step, seconds: clock.monotonic() - start)
      throw error
    }
    let cost = StepCost(
      seconds: clock.monotonic() - start, outside: outcome.outside, usage: outcome.usage)
    try await record(.stepEnded(step, outcome.result, cost))
    return outcome.result
  }

  /// Writes down what an agent's failure cost. One that was stopped along with the run has not
  /// failed.
  private nonisolated func note(_ error: any Error, of step: RunStep, seconds: Double) async throws
  {
    guard !Task.isCancelled else { return }
    switch error {
    case let failed as AgentFailure:
      let cost = StepCost(seconds: seconds, outside: failed.run.seconds, usage: failed.spent)
      try await record(.stepFailed(step, reason: "\(failed.failure)", cost))
    case let failure as Failure where failure.code == .agent:
      let cost = StepCost(seconds: seconds, outside: seconds)
      try await record(.stepFailed(step, reason: "\(failure)", cost))
    default: break
    }
  }
}
